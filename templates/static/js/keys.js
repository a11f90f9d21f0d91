// Single keys lead to the search field and from passage to passage. Who speaks to the machine, or types by accident,
// turns them off at the foot of any page (WCAG 2.1.4); the browser remembers it where it may.
const name = "verbatim-keys";
const list = document.querySelector(".foot ul");
let off = false;
try {
  off = localStorage.getItem(name) === "off";
} catch {
  // Storage may be forbidden: then it holds for this page.
}

if (list) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain-button";
  const told = () => {
    button.textContent = `Single-key shortcuts: ${off ? "off" : "on"}`;
  };
  button.addEventListener("click", () => {
    off = !off;
    told();
    try {
      localStorage.setItem(name, off ? "off" : "on");
    } catch {
      // As above.
    }
  });
  told();
  const entry = document.createElement("li");
  entry.append(button);
  list.append(entry);
}

addEventListener(
  "keydown",
  (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    // What is typed into an input method is for it alone; 229 is what browsers say that end a composition too early.
    if (event.isComposing || event.keyCode === 229) event.stopPropagation();
    if (off && event.key?.length === 1 && !typing) event.stopPropagation();
  },
  { capture: true },
);

// A slash leads to the search field from everywhere, unless something is being typed.
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
  const field = document.getElementById("words");
  const link = document.querySelector(".sections a[href$='search.html']");
  if (field) field.focus();
  else if (link) location.assign(link.href);
  else return;
  event.preventDefault();
});
