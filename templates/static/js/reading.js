// A source's page: marks and notes light up together; two buttons, and the keys j and k, lead from passage to passage.
const pins = [...document.querySelectorAll(".article .pin")];
const steps = document.getElementById("steps");

if (steps && pins.length) {
  const of = new Map(pins.map((pin) => [pin.id, [pin]]));
  for (const mark of document.querySelectorAll(".article mark[data-evidence]"))
    for (const id of mark.dataset.evidence.split(" ")) of.get(id)?.push(mark);
  for (const note of document.querySelectorAll("[data-note]")) of.get(note.dataset.note)?.push(note);

  const named = (element) => {
    const near = element.closest?.(".article .pin, .article mark[data-evidence], [data-note]");
    if (!near) return [];
    return near.dataset.note ? [near.dataset.note] : near.dataset.evidence ? near.dataset.evidence.split(" ") : [near.id];
  };
  let lit = [];
  const light = (ids) => {
    for (const element of lit) element.classList.remove("lit");
    lit = ids.flatMap((id) => of.get(id) || []);
    for (const element of lit) element.classList.add("lit");
  };
  const told = document.createElement("output");
  told.className = "steps-place";
  const place = () => pins.findIndex((pin) => pin.id === decodeURIComponent(location.hash.slice(1)));
  const settle = () => {
    const here = place();
    light(here < 0 ? [] : [pins[here].id]);
    told.textContent = here < 0 ? `${pins.length} passages` : `Passage ${here + 1} of ${pins.length}`;
  };
  document.addEventListener("pointerover", (event) => {
    const ids = named(event.target);
    if (ids.length) light(ids);
    else settle();
  });
  document.addEventListener("focusin", (event) => light(named(event.target)));
  document.addEventListener("focusout", settle);

  // From the passage that was last gone to, or else from where the reader has come.
  const step = (forward) => {
    const here = place();
    const reached = pins.filter((pin) => pin.getBoundingClientRect().top < innerHeight / 4).length;
    const next = here < 0 ? (forward ? reached : reached - 1) : here + (forward ? 1 : -1);
    const pin = pins[Math.min(Math.max(next, 0), pins.length - 1)];
    location.hash = pin.id;
    pin.focus({ preventScroll: true });
  };
  const keys = { j: true, n: true, k: false, p: false };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    // On a keyboard of another script the key is known by its place.
    const key = event.key in keys ? event.key : (event.code || "").replace("Key", "").toLowerCase();
    if (typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(key in keys)) return;
    event.preventDefault();
    step(keys[key]);
  });
  const button = (word, key, forward) => {
    const made = document.createElement("button");
    const hint = document.createElement("kbd");
    made.type = "button";
    hint.textContent = key;
    made.append(word, " ", hint);
    made.setAttribute("aria-keyshortcuts", key);
    made.addEventListener("click", () => step(forward));
    return made;
  };
  steps.prepend(button("Previous", "k", false), told, button("Next", "j", true));
  steps.classList.add("moving");
  addEventListener("hashchange", settle);
  settle();
}
