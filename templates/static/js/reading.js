// A source's page: a marked passage says where it is touched what it is quoted for, marks and notes light up together,
// and two buttons, and the keys j and k, lead from passage to passage.
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

  // Passages that the switch above the article leaves unmarked are not gone to. One in a fold is, and opens it.
  const kind = () => document.querySelector(".switches :checked")?.id.replace("show-", "") || "all";
  const among = () => pins.filter((pin) => kind() === "all" || (pin.dataset.kind || "").split(" ").includes(kind()));
  const told = document.createElement("output");
  told.className = "steps-place";
  const place = (listed) => listed.findIndex((pin) => pin.id === decodeURIComponent(location.hash.slice(1)));
  const settle = () => {
    const listed = among();
    const here = place(listed);
    if (card.hidden) light(here < 0 ? [] : [listed[here].id]);
    told.textContent = here < 0 ? (listed.length === 1 ? "1 passage" : `${listed.length} passages`) : `Passage ${here + 1} of ${listed.length}`;
    steps.hidden = !listed.length;
  };

  // What a touched passage answers: a sheet from below on a phone, a card at the passage where there is room.
  const card = document.createElement("div");
  card.className = "answer-card";
  card.hidden = true;
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "answer-head");
  document.querySelector("main").append(card);
  let back = null;
  const shut = (returns) => {
    if (card.hidden) return;
    card.hidden = true;
    card.replaceChildren();
    if (returns) back?.focus({ preventScroll: true });
    settle();
  };
  const answer = (mark, point) => {
    const wanted = new Set(among().map((pin) => pin.id));
    const ids = mark.dataset.evidence.split(" ").filter((id) => wanted.has(id));
    if (!ids.length) return;
    const head = document.createElement("p");
    head.id = "answer-head";
    head.textContent = ids.length === 1 ? "This passage is quoted for 1 claim" : `This passage is quoted for ${ids.length} claims`;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => shut(true));
    const list = document.createElement("ul");
    for (const id of ids) {
      const note = document.querySelector(`.passages [data-note="${CSS.escape(id)}"]`);
      const row = document.createElement("li");
      row.append(...[note?.querySelector(".passage-claim")?.cloneNode(true), note?.querySelector(".speaker")?.cloneNode(true)].filter(Boolean));
      list.append(row);
    }
    const top = document.createElement("div");
    top.className = "answer-top";
    top.append(head, close);
    card.replaceChildren(top, list);
    card.hidden = false;
    light(ids);
    const lines = [...mark.getClientRects()];
    const line = lines.find((each) => point >= each.top && point <= each.bottom) || lines[lines.length - 1];
    const room = document.documentElement.clientWidth;
    const below = line.bottom + card.offsetHeight + 16 < innerHeight || line.top < card.offsetHeight;
    const host = card.offsetParent?.getBoundingClientRect() || { left: 0, top: 0 };
    card.style.top = `${(below ? line.bottom + 8 : line.top - card.offsetHeight - 8) - host.top}px`;
    card.style.left = `${Math.max(16, Math.min(line.left, room - card.offsetWidth - 16)) - host.left}px`;
    back = document.getElementById(ids[0]);
    card.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".article mark[data-evidence]");
    if (mark && !event.target.closest("a") && getSelection().isCollapsed) answer(mark, event.clientY);
    else if (!card.contains(event.target)) shut(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut(true);
  });

  document.addEventListener("pointerover", (event) => {
    if (!card.hidden) return;
    const ids = named(event.target);
    if (ids.length) light(ids);
    else settle();
  });
  document.addEventListener("focusin", (event) => {
    if (card.hidden) light(named(event.target));
  });
  document.addEventListener("focusout", settle);

  // From the passage that was last gone to, or else from where the reader has come.
  const step = (forward) => {
    shut(false);
    const listed = among();
    if (!listed.length) return;
    const here = place(listed);
    const reached = listed.filter((pin) => pin.getBoundingClientRect().top < innerHeight / 4).length;
    const next = here < 0 ? (forward ? reached : reached - 1) : here + (forward ? 1 : -1);
    const pin = listed[Math.min(Math.max(next, 0), listed.length - 1)];
    const fold = pin.closest("details");
    if (fold) fold.open = true;
    location.hash = pin.id;
    pin.focus({ preventScroll: true });
  };
  const keys = { j: true, n: true, k: false, p: false };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
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
  document.querySelector(".reading").classList.add("answers");
  document.querySelector(".switches")?.addEventListener("change", () => {
    shut(false);
    settle();
  });
  addEventListener("hashchange", settle);
  settle();
}
