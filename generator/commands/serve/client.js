// In every page that `verbatim serve` sends, and in no other: reloads the page in its place when the site has changed,
// and shows the problems of the project until they are fixed.
"use strict";
(function () {
  const ours = document.currentScript.dataset.version;
  const base = new URL(".", document.currentScript.src).href;
  const PLACE = "verbatim-place";
  let source = null;
  let shown = "";

  // -- the place in the page ------------------------------------------------------------------------------------

  // What is at the top of the window is a better mark than a number of pixels: what was added above it moves nothing.
  function mark() {
    const named = [...document.querySelectorAll("main [id], main h1, main h2, main h3, main p, main li, main tr")];
    const top = named.find((element) => element.getBoundingClientRect().bottom > 0);
    const alike = top && !top.id ? named.filter((element) => element.textContent === top.textContent) : [];
    return {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      id: top ? top.id : "",
      words: top && !top.id ? top.textContent : "",
      which: alike.indexOf(top),
      offset: top ? top.getBoundingClientRect().top : 0,
      open: [...document.querySelectorAll("details")].map((details) => details.open),
    };
  }

  function restore() {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
    } catch {
      return; // storage is forbidden: the browser's own memory has to do
    }
    if (!place || place.path !== location.pathname) return;
    const all = [...document.querySelectorAll("details")];
    if (all.length === place.open.length) all.forEach((details, index) => { details.open = place.open[index]; });
    const go = () => {
      scrollTo({ left: place.x, top: place.y, behavior: "instant" });
      const there = place.y > 0 && found(place);
      if (there) scrollBy({ top: there.getBoundingClientRect().top - place.offset, behavior: "instant" });
    };
    go();
    // A browser goes to where it was, or to the fragment, once all is loaded; and we after it.
    addEventListener("load", () => requestAnimationFrame(go), { once: true });
  }

  function found(place) {
    if (place.id) return document.getElementById(place.id);
    const named = place.words ? [...document.querySelectorAll("main h1, main h2, main h3, main p, main li, main tr")] : [];
    return named.filter((element) => element.textContent === place.words)[Math.max(place.which, 0)];
  }

  function reload() {
    close();
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(mark()));
    } catch {
      // as above
    }
    location.reload();
  }

  // -- problems -------------------------------------------------------------------------------------------------

  function element(name, kind, text, ...inner) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    made.append(...inner);
    return made;
  }

  const desk = document.createElement("verbatim-desk");
  const root = desk.attachShadow({ mode: "open" });
  const style = element("link");
  style.rel = "stylesheet";
  style.href = `${base}client.css`;
  const panel = element("section", "panel");
  panel.setAttribute("aria-label", "Problems of the project");
  panel.hidden = true;
  root.append(style, panel);

  function findingItem(finding) {
    const head = element("p", "head", "", element("b", finding.severity, finding.severity), " ", element("code", "place", finding.place));
    head.append(" ", element("span", "code", finding.code));
    return element("li", "", "", head, element("p", "message", finding.message),
      ...finding.help.map((line) => element("p", "help", line)));
  }

  function counted(number, what) {
    return number ? [`${number} ${what}${number > 1 ? "s" : ""}`] : [];
  }

  function showStatus(build) {
    const errors = build.findings.filter((finding) => finding.severity === "error").length;
    const summary = [
      ...(build.failure ? ["the build failed"] : []),
      ...counted(errors, "error"),
      ...counted(build.findings.length - errors, "warning"),
    ].join(", ");
    const grave = Boolean(errors || build.failure);
    const list = element("ul", "findings", "", ...build.findings.map(findingItem));
    if (build.failure) list.prepend(element("li", "", "", element("p", "message", build.failure)));
    const button = element("button", grave ? "error" : "warning", summary);
    button.type = "button";
    const open = (is) => {
      list.hidden = !is;
      button.setAttribute("aria-expanded", String(is));
    };
    button.addEventListener("click", () => open(list.hidden));
    panel.onkeydown = (event) => {
      if (event.key === "Escape") open(false);
    };
    open(grave);
    const status = element("p", "status", grave && ours ? "The last good site is shown." : "");
    status.setAttribute("role", "status");
    panel.replaceChildren(element("div", "bar", "", button, status), list);
    panel.hidden = !summary;
    if (summary && !desk.isConnected) document.documentElement.append(desk);
  }

  // -- the status -----------------------------------------------------------------------------------------------

  function receive(event) {
    const build = JSON.parse(event.data);
    if (build.version && build.version !== ours) {
      reload();
    } else if (event.data !== shown) {
      shown = event.data;
      showStatus(build);
    }
  }

  // A browser grants a server few connections: only a page that is seen holds one, and gets the status when it is seen again.
  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`${base}events`);
    source.addEventListener("message", receive);
  }

  function close() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : listen()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", listen);
  restore();
  listen();
})();
