(function () {
"use strict";
const beside = 140;
const between = 300;
const withheld = "\u2588";
const told = (text) =>
text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (each) => `[U+${each.charCodeAt(0).toString(16).toUpperCase()}]`);
const element = (name, className, ...content) => {
const made = document.createElement(name);
if (className) made.className = className;
made.append(...content);
return made;
};
const outward = (href, text) => {
const link = element("a", "", text);
link.href = href;
link.rel = "external noopener";
return link;
};
const verdict = (shape, words) => {
const shown = element("span", "badge", words);
shown.dataset.shape = shape;
return element("p", "proof-head", shown);
};
const units = (text, offsets) => {
if (!/[\ud800-\udbff]/.test(text)) return new Map(offsets.map((each) => [each, Math.min(each, text.length)]));
const asked = [...new Set(offsets)].sort((one, other) => one - other);
const found = new Map();
let point = 0;
let unit = 0;
for (const each of asked) {
while (point < each && unit < text.length) {
unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
point += 1;
}
found.set(each, unit);
}
return found;
};
const fetched = async (address) => {
const answer = await fetch(address, { cache: "no-cache" });
if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
const bytes = await answer.arrayBuffer();
const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
if (!globalThis.crypto || !crypto.subtle) return { text, hash: null };
const hash = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))];
return { text, hash: hash.map((each) => each.toString(16).padStart(2, "0")).join("") };
};
const number = (value) => value.toLocaleString(document.documentElement.lang);
const quotes = (root) => {
const groups = new Map();
for (const part of root.querySelectorAll(".segment[data-start]")) {
const whole = part.parentElement;
const segment = { start: Number(part.dataset.start), end: Number(part.dataset.end), words: part.textContent };
groups.set(whole, [...(groups.get(whole) || []), segment]);
}
return [...groups.values()];
};
const stands = (text, parts) => {
const places = units(text, parts.flatMap(({ start, end }) => [start, end]));
return parts.every(({ start, end, words }) => start < end && text.slice(places.get(start), places.get(end)) === words);
};
const passage = (text, parts) => {
const [first, last] = [parts[0].start, parts[parts.length - 1].end];
const edges = [Math.max(0, first - beside), first, last, last + beside];
const places = units(text, [...edges, ...parts.flatMap(({ start, end }) => [start, end])]);
const cut = (from, to) => text.slice(places.get(from), places.get(to));
const before = cut(edges[0], first).split(withheld).pop();
const after = cut(last, edges[3]).split(withheld)[0];
const whole = edges[0] > 0 ? before.replace(/^\S{0,40}\s+/, "") : before;
const shown = element("blockquote", "proof-passage", [...before].length < first ? "…" : "", told(whole.trimStart()));
parts.forEach(({ start, end }, turn) => {
if (turn) {
const skipped = cut(parts[turn - 1].end, start);
shown.append(start - parts[turn - 1].end > between || skipped.includes(withheld) ? " […] " : told(skipped));
}
shown.append(element("mark", "", told(cut(start, end))));
});
const open = places.get(edges[3]) < text.length || after.length < text.length - places.get(last);
shown.append(told((open ? after.replace(/\s+\S{0,40}$/, "") : after).trimEnd()), open ? "…" : "");
shown.dir = "auto";
return shown;
};
const aboutHash = (found, printed) => {
if (found === printed) {
return element("li", "", "Its SHA-256, computed just now, is the one that this page gives: ", element("code", "", found), ".");
}
if (found === null) {
return element(
"li",
"",
"Its SHA-256 could not be computed: browsers do that only on pages that come over https. The characters were compared all the same.",
);
}
return element(
"li",
"",
"Its SHA-256 is ",
element("code", "", found),
", and not the one that this page gives: ",
element("code", "", printed),
". The text was changed after this page was made, or on its way to you.",
);
};
const limits = (about) => {
const original = about.original && outward(about.original, "the original");
const archive = about.archive && outward(about.archive, "the archive copy");
const told = element("p", "proof-limits", element("strong", "", "Not proved: "));
told.append("that the published text is the article as it first appeared. Text and hash both come from this site. ");
if (original && archive) told.append("Compare it with ", original, " or ", archive, ".");
else if (original || archive) told.append("Compare it with ", original || archive, ".");
else told.append("The site gives no address of the original.");
return told;
};
const counted = (parts) =>
parts.map(({ start, end }) => `${number(start + 1)} to ${number(end)}`).join(" and ").replace(/ and (?=.* and )/g, ", ");
const report = (about, all, { text, hash }) => {
const wrong = all.filter((parts) => !stands(text, parts));
const changed = hash !== null && hash !== about.sha256;
const size = number([...text].length);
const link = element("a", "", "published text");
link.href = about.address;
const one = all.length === 1;
const head = wrong.length
? verdict("no", one ? "The quote does not stand there" : `${number(wrong.length)} of ${number(all.length)} quotes do not stand there`)
: changed
? verdict("partly", "The words are there, but the text is not the one this page was made from")
: all.length
? verdict("yes", one ? "The quote stands in the published text" : `All ${number(all.length)} quotes stand in the published text`)
: verdict("yes", "The published text is the one this page was made from");
const facts = element("ul", "", element("li", "", "Your browser fetched the ", link, ` of this source: ${size} characters.`), aboutHash(hash, about.sha256));
if (one && !wrong.length) {
facts.append(element("li", "", `Its characters ${counted(all[0])} are, one by one, the words of the quote on this page.`));
} else if (one) {
facts.append(element("li", "", `Its characters ${counted(all[0])} are not the words of the quote on this page.`));
} else if (all.length) {
facts.append(element("li", "", `At their places, ${number(all.length - wrong.length)} of ${number(all.length)} quotes were found character by character.`));
}
const seen = one ? [passage(text, all[0])] : wrong.slice(0, 10).map((parts) => passage(text, parts));
return [head, facts, ...seen, limits(about)];
};
const failure = (reason) => [
verdict("open", "Not checked"),
element("p", "", reason),
element("p", "", "Whoever has the site's folder can check every quote offline: ", element("code", "", "verbatim verify FOLDER"), "."),
];
const offer = (label, root, about, tools, proof) => {
const button = element("button", "button", label);
button.type = "button";
button.addEventListener("click", async () => {
button.disabled = true;
proof.replaceChildren("Checking…");
try {
if (location.protocol === "file:") {
proof.replaceChildren(
...failure("This page was opened from disk, where browsers let no page read a file beside it. The check needs a web address."),
);
} else {
proof.replaceChildren(...report(about, quotes(root), await fetched(about.address)));
}
} catch (fault) {
proof.replaceChildren(...failure(`The published text could not be read: ${fault.message}.`));
}
button.disabled = false;
});
tools.append(button);
};
const status = () => {
const made = element("div", "proof");
made.setAttribute("role", "status");
return made;
};
const copied = async (text, shown) => {
try {
await navigator.clipboard.writeText(text);
return true;
} catch {
if (!shown) return false;
getSelection().selectAllChildren(shown);
return document.execCommand("copy");
}
};
const copier = (label, text, shown) => {
const told = element("span", "copied");
told.setAttribute("role", "status");
const button = element("button", "button", label);
button.type = "button";
button.addEventListener("click", async () => {
told.textContent = (await copied(text(), shown)) ? "Copied" : "Your browser does not allow it: select and copy the text";
setTimeout(() => told.replaceChildren(), 3000);
});
return [button, told];
};
const line = (root, selector) => (root.querySelector(selector)?.textContent || "").replace(/\s+/g, " ").trim();
const pasted = (root) => {
const where = [...new Set([line(root, ".speaker"), line(root, ".evidence-source")])].filter(Boolean).join(", ");
const link = root.querySelector(".permalink");
const address = link && location.protocol !== "file:" ? ` ${link.href}` : "";
return `“${line(root, "blockquote")}” (${where})${address}`;
};
for (const root of document.querySelectorAll("[data-text][data-sha256]")) {
const exhibit = root.matches("[data-evidence]");
let tools = root.querySelector(":scope > .tools");
if (!tools) {
tools = element("p", "tools");
const foot = root.querySelector(":scope > footer, :scope > .hashes");
if (foot) foot.after(tools);
else root.append(tools);
}
const proof = status();
tools.after(proof);
const about = {
address: root.dataset.text,
sha256: root.dataset.sha256,
archive: root.dataset.archive,
original: root.dataset.original || root.querySelector("blockquote[cite]")?.getAttribute("cite"),
};
offer(exhibit ? "Check this quote" : "Check text and quotes", exhibit ? root : document, about, tools, proof);
if (exhibit) tools.append(...copier("Copy this quote", () => pasted(root), root.querySelector("blockquote")));
}
for (const form of document.querySelectorAll(".cite figure")) {
const text = form.querySelector("pre");
form.querySelector("figcaption").append(...copier("Copy", () => text.textContent, text));
}
})();
(function () {
"use strict";
const facets = document.getElementById("facets");
const wide = matchMedia("(min-width: 64rem)").matches;
const list = facets && document.getElementById(facets.dataset.instant);
if (facets && wide) for (const group of [...facets.querySelectorAll("details")].slice(0, 2)) group.open = true;
if (list) {
const cards = [...list.children].map((card) => [card, new Set((card.dataset.facets || "").split(" "))]);
const switches = [...facets.querySelectorAll("a[data-facet]")].map((link) => {
const button = document.createElement("button");
button.type = "button";
button.dataset.facet = link.dataset.facet;
button.append(...link.childNodes);
link.replaceWith(button);
return button;
});
const told = document.createElement("p");
told.className = "facets-told";
told.setAttribute("role", "status");
const clear = document.createElement("button");
clear.type = "button";
clear.className = "facets-clear";
clear.textContent = "Show all";
facets.prepend(told, clear);
const kind = (token) => token.slice(0, token.indexOf(":"));
const known = new Set(switches.map((button) => button.dataset.facet));
const chosen = () =>
location.hash
.replace(/^#by=/, "")
.split("+")
.map(decodeURIComponent)
.filter((token) => known.has(token));
const left = (has, tokens, but) => {
const kinds = new Set(tokens.map(kind));
kinds.delete(but);
return [...kinds].every((each) => tokens.some((token) => kind(token) === each && has.has(token)));
};
const filter = () => {
const tokens = chosen();
let shown = 0;
for (const [card, has] of cards) {
card.hidden = !left(has, tokens);
shown += card.hidden ? 0 : 1;
}
for (const button of switches) {
const token = button.dataset.facet;
const number = cards.filter(([, has]) => has.has(token) && left(has, tokens, kind(token))).length;
button.setAttribute("aria-pressed", String(tokens.includes(token)));
button.classList.toggle("none", !number);
button.querySelector(".facet-number").textContent = number;
if (tokens.includes(token)) button.closest("details").open = true;
}
clear.hidden = !tokens.length;
told.textContent = tokens.length ? `${shown} of ${cards.length} claims` : `All ${cards.length} claims`;
};
const choose = (tokens) => {
const address = tokens.length ? `#by=${tokens.map(encodeURIComponent).join("+")}` : location.pathname + location.search;
history.replaceState(null, "", address);
filter();
};
for (const button of switches)
button.addEventListener("click", () => {
const token = button.dataset.facet;
const tokens = chosen();
choose(tokens.includes(token) ? tokens.filter((each) => each !== token) : [...tokens, token]);
});
clear.addEventListener("click", () => {
choose([]);
switches[0]?.focus();
});
addEventListener("hashchange", filter);
filter();
}
})();
(function () {
"use strict";
const name = "verbatim-keys";
const list = document.querySelector(".foot ul");
let off = false;
try {
off = localStorage.getItem(name) === "off";
} catch {
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
if (event.isComposing || event.keyCode === 229) event.stopPropagation();
if (off && event.key?.length === 1 && !typing) event.stopPropagation();
},
{ capture: true },
);
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
})();
(function () {
"use strict";
const table = document.querySelector("table.matrix");
if (table && table.tBodies[0].rows.length > 1) {
const body = table.tBodies[0];
const rows = [...body.rows];
const heads = [...table.tHead.rows[0].cells];
const stances = ["yes", "no", "partly", "open", "unquoted"];
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
table.parentElement.after(said);
const rank = (cell) => {
const found = [...cell.querySelectorAll(".badge")].map((badge) => stances.indexOf(badge.dataset.shape));
return found.length ? Math.min(...found) : stances.length;
};
const before = (column, down) => (one, other) => {
if (!column) return (down ? -1 : 1) * collator.compare(one.cells[0].textContent, other.cells[0].textContent);
const [first, second] = [rank(one.cells[column]), rank(other.cells[column])];
const empty = (first === stances.length) - (second === stances.length);
return empty || (down ? second - first : first - second);
};
const sort = (column) => {
const head = heads[column];
const order = { ascending: "descending", descending: null }[head.getAttribute("aria-sort")];
const next = order === undefined ? "ascending" : order;
heads.forEach((each) => each.removeAttribute("aria-sort"));
if (next) head.setAttribute("aria-sort", next);
body.append(...(next ? [...rows].sort(before(column, next === "descending")) : rows));
said.textContent = next ? `Sorted by ${head.dataset.name}, ${next}` : "In the order of the claims again";
};
heads.forEach((head, column) => {
head.dataset.name = head.textContent.trim();
const button = document.createElement("button");
button.type = "button";
button.className = "sort";
button.setAttribute("aria-label", `Sort by ${head.dataset.name}`);
button.addEventListener("click", () => sort(column));
head.append(button);
});
}
})();
(function () {
"use strict";
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
})();
(function () {
"use strict";
for (const table of document.querySelectorAll(".article table, .prose table"))
if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
})();
