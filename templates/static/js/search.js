// The search page. The index comes in scripts that are loaded when the field gets the focus; the first answer already.
// A word typed is found as it is, then at the beginning of words, then, where little is found, in words that are alike:
// one slip of the finger in four letters or more, two in eight or more. Accents and case make no difference.
const form = document.getElementById("search");
const field = document.getElementById("words");
const count = document.getElementById("count");
const results = document.getElementById("results");
const more = document.getElementById("more");
const step = 50;
// With fewer results than these, words that are alike are looked for as well.
const few = 8;
const order = ["name", "topic", "claim", "source", "quote"];
const kinds = { claim: "Claim", quote: "Quote", source: "Source", name: "Name", topic: "Topic" };
const folders = { claim: "claims", source: "sources", name: "entities", topic: "topics" };
const letters = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ς: "σ" };

const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđðþłħıς]/g, (letter) => letters[letter])
    .replace(/[’'ʼ]/g, "");

const word = /[\p{L}\p{N}]+/gu;
const words = (text) => folded(text).match(word) || [];
// Scripts without spaces between words have no beginnings of words to look for.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

// What is found: the rows, and for each word of theirs where it stands, twice the row's number, one more if beside the text.
const rows = [];
const claims = [];
const standing = new Map();

const add = (row) => {
  const number = rows.push(row) - 1;
  const inside = words(row.text);
  row.plain = ` ${inside.join(" ")} `;
  const enter = (each, place) => {
    const known = standing.get(each);
    if (!known) standing.set(each, [place]);
    else if (known[known.length - 1] >> 1 !== number) known.push(place);
  };
  for (const each of inside) enter(each, 2 * number);
  if (row.more) for (const each of words(row.more)) enter(each, 2 * number + 1);
};

const read = ([kind, ...row]) => {
  if (kind === "quote") {
    const [place, number, text, teller] = row;
    const claim = claims[place];
    add({ ...claim, kind, href: `${claim.href}#e${number}`, text, more: teller, about: claim.text });
    return;
  }
  const [id, text, beside = "", verdict = "", corroboration = ""] = row;
  const found = { kind, href: `${folders[kind]}/${id}.html`, text, more: beside, verdict, corroboration };
  if (kind === "claim") claims.push(found);
  add(found);
};

// How many slips turn one word into the other: letters changed, left out, put in, or two neighbours swapped (optimal
// string alignment); more than `most` is Infinity. With `open`, the other word may go on after them.
const slips = (typed, other, most, open) => {
  if (!open && Math.abs(typed.length - other.length) > most) return Infinity;
  const width = Math.min(other.length, typed.length + most);
  let before = [];
  let last = [];
  let line = Array.from({ length: width + 1 }, (_, place) => place);
  for (let row = 1; row <= typed.length; row++) {
    [before, last, line] = [last, line, [row]];
    let least = row;
    for (let column = 1; column <= width; column++) {
      const same = typed[row - 1] === other[column - 1];
      let cost = Math.min(last[column - 1] + (same ? 0 : 1), last[column] + 1, line[column - 1] + 1);
      if (row > 1 && column > 1 && typed[row - 1] === other[column - 2] && typed[row - 2] === other[column - 1]) {
        cost = Math.min(cost, before[column - 2] + 1);
      }
      line.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return Infinity;
  }
  const found = open ? Math.min(...line) : line[width];
  return found > most ? Infinity : found;
};

const allowed = (typed) => (unspaced.test(typed) || typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2);

// How far a word of the index is from a typed one: 0 the same, 1 it begins so, 2 and more with slips.
const distance = (typed, other, most) => {
  if (other === typed) return 0;
  if (other.startsWith(typed) || (unspaced.test(typed) && other.includes(typed))) return 1;
  if (!most) return Infinity;
  const whole = slips(typed, other, most, false);
  if (whole < Infinity) return 1 + whole;
  return other[0] === typed[0] && other.length > typed.length ? 3 + slips(typed, other, most, true) : Infinity;
};

// The rows that have all words typed, best first, and the words of the index that they have them by.
const lookUp = (typed, alike) => {
  const worst = new Uint8Array(rows.length);
  const beside = new Uint8Array(rows.length);
  const met = new Uint8Array(rows.length);
  const hits = new Map();
  typed.forEach((needle, turn) => {
    const best = new Uint8Array(rows.length).fill(255);
    const most = alike ? allowed(needle) : 0;
    for (const [each, places] of standing) {
      const far = distance(needle, each, most);
      if (far === Infinity) continue;
      if (!hits.has(each) || hits.get(each).far > far) hits.set(each, { far, needle });
      for (const place of places) best[place >> 1] = Math.min(best[place >> 1], 2 * far + (place & 1));
    }
    best.forEach((found, row) => {
      if (found === 255 || met[row] !== turn) return;
      met[row] = turn + 1;
      worst[row] = Math.max(worst[row], found >> 1);
      beside[row] |= found & 1;
    });
  });
  const phrase = ` ${typed.join(" ")}`;
  const shelves = [];
  met.forEach((turns, number) => {
    if (turns !== typed.length) return;
    const row = rows[number];
    const apart = typed.length > 1 && !row.plain.includes(phrase) ? 1 : 0;
    const shelf = ((worst[number] * order.length + order.indexOf(row.kind)) * 2 + beside[number]) * 2 + apart;
    (shelves[shelf] = shelves[shelf] || []).push(row);
  });
  return { found: shelves.flat(), hits };
};

const matches = (text) => {
  const typed = [...new Set(words(text))].slice(0, 12);
  if (!typed.length) return { found: [], hits: new Map() };
  const strict = lookUp(typed, false);
  return strict.found.length < few && typed.some(allowed) ? lookUp(typed, true) : strict;
};

// The stretches of a text to mark: from where to where, in the text's own letters.
const stretches = (text, hits) => {
  if (!hits.size) return [];
  let plain = "";
  const places = [];
  let place = 0;
  for (const letter of text) {
    const made = folded(letter);
    for (let unit = 0; unit < made.length; unit++) places.push(place);
    plain += made;
    place += letter.length;
  }
  places.push(text.length);
  const found = [];
  for (const { 0: each, index } of plain.matchAll(word)) {
    const hit = hits.get(each);
    if (!hit) continue;
    const skipped = hit.far === 1 ? each.indexOf(hit.needle) : 0;
    const end = index + skipped + (hit.far === 1 ? hit.needle.length : each.length);
    const from = places[index + skipped];
    // A letter is marked whole, with what it carries.
    let to = places.slice(end).find((each) => each > places[end - 1]);
    while (/[’'ʼ]/.test(text[to - 1])) to -= 1;
    found.push([from, to]);
  }
  return found;
};

const fill = (element, text, hits) => {
  let place = 0;
  for (const [from, to] of stretches(text, hits)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    element.append(text.slice(place, from), mark);
    place = to;
  }
  element.append(text.slice(place));
  return element;
};

const made = (name, className, text) => {
  const element = document.createElement(name);
  element.className = className;
  if (text) element.textContent = text;
  return element;
};

const badge = (filter, value) => {
  const option = [...form.elements[filter].options].find((each) => each.value === value);
  const shown = made("span", "badge", option ? option.text : value);
  shown.dataset.kind = filter;
  if (option) shown.dataset.shape = option.dataset.shape;
  return shown;
};

const item = (row, hits) => {
  const entry = document.createElement("li");
  const head = made("p", "result-head");
  head.append(made("span", "relation", kinds[row.kind]));
  if (row.kind === "claim" && row.verdict) head.append(badge("verdict", row.verdict));
  if (row.kind === "claim" && row.corroboration) head.append(badge("corroboration", row.corroboration));
  const link = made("a", `result-${row.kind}`);
  link.href = row.href;
  link.dir = "auto";
  entry.append(head, fill(link, row.text, hits));
  for (const [text, marked] of [[row.more, hits], [row.about && `On the claim: ${row.about}`, new Map()]]) {
    if (!text) continue;
    const beside = made("p", "quiet");
    beside.dir = "auto";
    entry.append(fill(beside, text, marked));
  }
  return entry;
};

const chosen = (filter) => (form.elements[filter] ? form.elements[filter].value : "");

// State of the page: what was found for the words and filters as they are, how many are shown, what is still to come.
let found = [];
let hits = new Map();
let shown = 0;
let parts = 0;
let arrived = 0;
let stale = false;
let broken = false;

const show = () => {
  const next = found.slice(shown, shown + step).map((row) => item(row, hits));
  results.append(...next);
  shown += next.length;
  more.hidden = shown >= found.length;
  return next[0];
};

// Whether some word typed stands nowhere as it was typed.
const onlyAlike = (text) => {
  const near = new Set([...hits.values()].filter((hit) => hit.far < 2).map((hit) => hit.needle));
  return words(text).some((needle) => !near.has(needle));
};

const search = () => {
  stale = false;
  const typed = field.value;
  const narrowed = chosen("verdict") || chosen("corroboration");
  const asked = words(typed).length > 0;
  const answer = asked ? matches(typed) : { found: narrowed || chosen("kind") ? rows : [], hits: new Map() };
  const fitting = answer.found.filter((row) =>
    ["verdict", "corroboration"].every((filter) => !chosen(filter) || row[filter] === chosen(filter)),
  );
  const tallies = { "": fitting.length };
  for (const row of fitting) tallies[row.kind] = (tallies[row.kind] || 0) + 1;
  for (const tally of form.querySelectorAll("[data-tally]")) {
    tally.textContent = asked || narrowed ? (tallies[tally.dataset.tally] || 0).toLocaleString("en") : "";
  }
  hits = answer.hits;
  found = chosen("kind") ? fitting.filter((row) => row.kind === chosen("kind")) : fitting;
  shown = 0;
  results.replaceChildren();
  show();
  const idle = !asked && !narrowed && !chosen("kind");
  const total = found.length === 1 ? "1 result" : `${found.length.toLocaleString("en")} results`;
  const alike = found.length && asked && onlyAlike(typed) ? ", in words that are alike" : "";
  const rest = !parts || arrived < parts ? (broken ? "; a part of the index could not be loaded" : "; still loading") : "";
  count.textContent = idle && !broken ? "" : `${found.length ? total + alike : rest ? "Nothing yet" : "Nothing found"}${rest}`;
};

let writing;
const remember = () => {
  clearTimeout(writing);
  writing = setTimeout(() => {
    const asked = `${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
    try {
      history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
    } catch {
      // From disk an address may be fixed; nothing else depends on it.
    }
  }, 400);
};

globalThis.verbatimIndex = (number, total, part) => {
  // A quote says by number which claim it is for: after a part that is missing, no other can be read.
  if (number !== arrived + 1) return;
  parts = total;
  arrived = number;
  part.forEach(read);
  // Who stands on a result keeps it: the list is made anew when they come back to the form.
  stale = results !== null && results.contains(document.activeElement);
  // Of a large index not every part is worth a new answer.
  if (form && !stale && (number % 8 === 1 || number === total)) search();
};

const load = (number) => {
  const script = document.createElement("script");
  script.src = form.dataset.index.replace("-1.js", `-${number}.js`);
  // They are fetched together and run in their order.
  script.async = false;
  script.addEventListener("load", () => {
    if (number === 1) for (let next = 2; next <= parts; next++) load(next);
  });
  script.addEventListener("error", () => {
    broken = true;
    search();
  });
  document.head.append(script);
};

let loading = false;
const begin = () => {
  if (loading) return;
  loading = true;
  load(1);
};

const links = () => [...results.querySelectorAll("a")];

const keys = (event) => {
  const all = links();
  const place = all.indexOf(document.activeElement);
  const here = document.activeElement === field;
  if (event.key === "Escape" && (here || place >= 0)) {
    if (here) field.value = "";
    field.focus();
    search();
    remember();
  } else if (event.key === "ArrowDown" && (here || place >= 0)) {
    (all[place + 1] || (more.hidden ? all[place] : more) || field).focus();
  } else if (event.key === "ArrowUp" && place >= 0) {
    (all[place - 1] || field).focus();
  } else if (event.key === "Enter" && here) {
    if (all.length && field.value.trim()) all[0].click();
  } else {
    return;
  }
  event.preventDefault();
};

if (form) {
  const asked = new URLSearchParams(location.search);
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", () => {
    begin();
    if (stale) search();
  });
  form.addEventListener("input", () => {
    begin();
    search();
    remember();
  });
  document.addEventListener("keydown", keys);
  more.addEventListener("click", () => {
    const first = show();
    if (first) first.querySelector("a").focus();
  });
  field.value = asked.get("q") || "";
  for (const filter of ["kind", "verdict", "corroboration"]) {
    const control = form.elements[filter];
    if (control && asked.get(filter)) control.value = asked.get(filter);
    if (control && control.options && control.selectedIndex < 0) control.value = "";
  }
  if (location.search.length > 1) begin();
  if (location.hash === "#words") field.focus();
}

// A slash leads to the search field from everywhere, unless something is being typed.
if (typeof document.addEventListener === "function") {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const link = document.querySelector(".sections a[href$='search.html']");
    if (field) field.focus();
    else if (link) location.assign(`${link.href}#words`);
    else return;
    event.preventDefault();
  });
}
