// What the tests ask of a page. Each function answers with plain values.

const named = (element) =>
  element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + [...element.classList].map((each) => "." + each).join("");

const controls = "form, button, dialog, output, template, [role=status], [aria-live]";

// The words that can be seen, without controls that only a script makes useful; `but` is a selector of what else to leave out.
const words = (but) => {
  const left = [controls, but].filter(Boolean).join(", ");
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const seen = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !parent.closest(left)) seen.push(walker.currentNode.data);
  }
  return seen.join(" ").split(/\s+/).filter(Boolean);
};

const unfold = () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
};

const links = () => [...document.querySelectorAll("a[href]")].filter((each) => each.checkVisibility()).map((each) => each.getAttribute("href"));

// What sticks out of the window at its sides, or would make it scroll sideways.
const overflowing = () => {
  const width = document.documentElement.clientWidth;
  const scrolled = (element) => {
    for (let each = element.parentElement; each && each !== document.body; each = each.parentElement)
      if (getComputedStyle(each).overflowX !== "visible") return true;
    return false;
  };
  const out = [...document.body.querySelectorAll("*")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && box.height && each.checkVisibility() && (box.left < -1 || box.right > width + 1) && !scrolled(each);
  });
  if (document.scrollingElement.scrollWidth > width && !out.length) out.push(document.scrollingElement);
  return out.slice(0, 3).map((each) => `${named(each)} (${Math.round(each.getBoundingClientRect().left)} to ${Math.round(each.getBoundingClientRect().right)} of ${width})`);
};

// Where the keyboard is: what has the focus, whether that shows, and whether it is in the window.
const focus = () => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  return {
    name: named(here),
    stop: `${usable().indexOf(here)} ${named(here)}`,
    inMain: !!here.closest("main"),
    shows: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== getComputedStyle(document.body).backgroundColor,
    inWindow: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
};

const usable = () =>
  [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((each) => each.checkVisibility() && !each.disabled);

// The stops that the keyboard should make, in order: all that can be used and seen, each told by its number and name.
const stops = () => usable().map((each, index) => `${index} ${named(each)}`);

const inWindow = (selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
};

// The violations that axe-core calls serious or critical, a line each.
const violations = async (options) => {
  const found = await axe.run(document, { preload: false, resultTypes: ["violations"], ...options });
  return found.violations
    .filter((each) => each.impact === "serious" || each.impact === "critical")
    .flatMap((each) => each.nodes.slice(0, 3).map((node) => `${each.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n").slice(1).join("; ").trim()}`));
};
