// The search page. The index comes in scripts that are loaded when a reader begins to search; the first answers already.
// A word typed is found as it is, then at the beginning of words, then, where little is found, in words that are alike:
// one slip of the finger in four letters or more, two in eight or more. Accents, case, hyphens and the spelling of
// figures make no difference, words that say nothing are passed over, and a name is found by its other forms. Rows with
// all words come first; where they are few, those with some of them follow.
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

// Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, which are written or not; other scripts spell their vowels so.
const optional = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g;
const decimal = /\p{Nd}/u;
const digit = (letter) => {
  // The digits of a script stand in a row, zero first.
  let value = 0;
  for (let code = letter.codePointAt(0); value < 9 && decimal.test(String.fromCodePoint(code - 1)); code--) value++;
  return value;
};

const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(optional, "")
    .toLowerCase()
    .replace(/[ßæœøđðþłħıς]/g, (letter) => letters[letter])
    .replace(/[ىة]/g, (letter) => (letter === "ى" ? "ي" : "ه"))
    .replace(/[’'ʼ]/g, "")
    .replace(/[^\x00-\x7f]/gu, (letter) => (decimal.test(letter) ? digit(letter) : letter));

// A number in groups of three, however they are parted; else letters, marks and digits.
const word = /(?<![\p{L}\p{N}.,])\d{1,3}(?:[,.٬ ]\d{3})+(?![\p{L}\p{N}]|[.,]\d)|[\p{L}\p{N}\p{M}]+/gu;
const compound = /[\p{L}\p{N}\p{M}‐‑-]+/gu;
const bare = (text) => (decimal.test(text[0]) ? text.replace(/[,.٬ ]/g, "") : text);
const words = (text) => (folded(text).match(word) || []).map(bare);
// Words that hyphens join, as one word.
const joined = (text) =>
  (folded(text).match(compound) || [])
    .filter((each) => /[^‐‑-][‐‑-]+[^‐‑-]/.test(each) && /\p{L}/u.test(each))
    .map((each) => each.replace(/[‐‑-]/g, ""));
// Arabic writes its article, and what may stand before it, as one with the word.
const unprefixed = (text) => text.replace(/^(?:[وفبك]?ال|لل)(?=.{2})/u, "");
// Scripts without spaces between words have no beginnings of words to look for.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

// What is found: the rows, and for each word where it stands: four times the row's number, and how near to its text.
const inText = 0;
const besideText = 1;
const inQuote = 2;
const rows = [];
const claims = [];
const standing = new Map();
// Words that say nothing; and the other forms of each name, by its words.
const empty = new Set();
const forms = new Map();

const enter = (number, text, level) => {
  for (const each of [...words(text), ...joined(text)]) {
    for (const form of new Set([each, unprefixed(each)])) {
      const known = standing.get(form);
      const place = 4 * number + level;
      if (!known) standing.set(form, [place]);
      else if (known[known.length - 1] >> 2 !== number) known.push(place);
    }
  }
};

const add = (row) => {
  const number = rows.push(row) - 1;
  row.plain = ` ${words(row.text).join(" ")} `;
  enter(number, row.text, inText);
  if (row.more) enter(number, row.more, besideText);
  return number;
};

const read = ([kind, ...row]) => {
  if (kind === "words") {
    for (const each of words(row[0] || "")) empty.add(each);
  } else if (kind === "quote") {
    const [place, number, text, teller] = row;
    const claim = claims[place];
    add({ ...claim, kind, href: `${claim.href}#e${number}`, text, more: teller, about: claim.text });
    enter(claim.number, text, inQuote);
  } else {
    const [id, text, beside = "", verdict = "", corroboration = ""] = row;
    const found = { kind, href: `${folders[kind]}/${id}.html`, text, more: beside, verdict, corroboration };
    found.number = add(found);
    if (kind === "claim") claims.push(found);
    if (kind === "name") {
      const all = [text, ...beside.split(", ")].map(words).filter((form) => form.length);
      for (const form of all) forms.set(form.join(" "), [...(forms.get(form.join(" ")) || []), ...all]);
    }
  }
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

const attached = /^[והבלמשכوفبكل]/u;
const hangul = /^[\u1100-\u11ff]+$/;

// Whether one of two words is the other with an ending or a particle, or with a letter before it where these are words.
const related = (typed, other) => {
  if (other.startsWith(typed)) return true;
  if (unspaced.test(typed)) return other.includes(typed);
  const shorter = Math.min(typed.length, other.length);
  if (typed.startsWith(other)) return shorter > 3 && typed.length - shorter < 4 && !decimal.test(other[0]);
  if (hangul.test(typed) && hangul.test(other)) {
    let same = 0;
    while (same < shorter && typed[same] === other[same]) same++;
    return same > 4 && typed.length - same < 4 && other.length - same < 4;
  }
  if (shorter < 3 || !(attached.test(typed) || attached.test(other))) return false;
  return (attached.test(other) && other.slice(1) === typed) || (attached.test(typed) && typed.slice(1) === other);
};

// How far a word of the index is from a typed one: 0 the same, 1 akin, 2 and more with slips.
const distance = (typed, other, most) => {
  if (other === typed) return 0;
  if (related(typed, other)) return 1;
  if (!most) return Infinity;
  const whole = slips(typed, other, most, false);
  if (whole < Infinity) return 1 + whole;
  return other[0] === typed[0] && other.length > typed.length ? 3 + slips(typed, other, most, true) : Infinity;
};

// What a need that is met from so far counts for.
const certainty = [1, 0.95, 0.6, 0.5, 0.4];

// What a search has to meet: for each need the ways to say it, each of one word or more, and what it costs to say it so.
const needsOf = (text) => {
  const typed = words(text).slice(0, 16);
  // In capitals it is no such word: US, IT, WHO.
  const shouted = new Set((text.match(/[\p{Lu}\p{N}]{2,}/gu) || []).map(folded));
  const needs = [];
  for (let place = 0; place < typed.length; ) {
    let length = Math.min(5, typed.length - place);
    while (length && !forms.has(typed.slice(place, place + length).join(" "))) length--;
    const said = typed.slice(place, place + (length || 1));
    const others = length ? forms.get(said.join(" ")) : [];
    const ways = [{ said, cost: 0 }, ...others.map((form) => ({ said: form, cost: form.join() === said.join() ? 0 : 1 }))];
    if (said.length === 1) ways.push(...split(said[0]).map((form) => ({ said: form, cost: 1 })));
    const pair = said[0] + (typed[place + 1] || "");
    if (!length && typed[place + 1] && standing.has(pair) && !standing.has(typed[place + 1])) {
      needs.push({ ways: [{ said: [pair], cost: 0 }] });
      place += 2;
      continue;
    }
    needs.push({ ways, idle: !length && empty.has(said[0]) && !shouted.has(said[0]) });
    place += length || 1;
  }
  const telling = needs.filter((need) => !need.idle);
  return telling.length ? telling : needs;
};

// A word that stands nowhere, as two words that do; a run of letters without spaces, as its words.
const split = (typed) => {
  if (unspaced.test(typed)) {
    if (typed.length < 3 || !Intl.Segmenter || [...standing.keys()].some((each) => each.includes(typed))) return [];
    const parts = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(typed)].map((each) => each.segment);
    return parts.length > 1 ? [parts] : [];
  }
  const found = [];
  if (typed.length < 6 || standing.has(typed)) return found;
  for (let end = 3; end <= typed.length - 3; end++) {
    const parts = [typed.slice(0, end), typed.slice(end)];
    if (parts.every((part) => standing.has(part))) found.push(parts);
  }
  return found;
};

// For each row how far it is from one word of a need, with how near to the row's text it stands; 255 where it has it not.
const reach = (typed, most, hits) => {
  const best = new Uint8Array(rows.length).fill(255);
  for (const form of new Set([typed, unprefixed(typed)])) {
    for (const [each, places] of standing) {
      const far = distance(form, each, most);
      if (far === Infinity) continue;
      if (!hits.has(each) || hits.get(each).far > far) hits.set(each, { far, needle: form });
      for (const place of places) best[place >> 2] = Math.min(best[place >> 2], 4 * far + (place & 3));
    }
  }
  return best;
};

// The rows that meet the needs, best first: with all of them, and if these are few, with some. `hits` are the words of
// the index by which they do, `whole` are the rows that have all, `alike` says that even the best has them by slips, and
// `lost` are the words that stand nowhere.
const lookUp = (needs, typed, alike) => {
  const hits = new Map();
  const worst = new Uint8Array(rows.length);
  const near = new Uint8Array(rows.length);
  const away = new Uint8Array(rows.length);
  const met = new Uint8Array(rows.length);
  const weight = new Float64Array(rows.length);
  const lost = [];
  let known = 0;
  for (const need of needs) {
    const best = new Uint8Array(rows.length).fill(255);
    for (const { said, cost } of need.ways) {
      const way = new Uint8Array(rows.length);
      for (const each of said) {
        const found = reach(each, alike && !cost ? allowed(each) : 0, hits);
        found.forEach((far, row) => (way[row] = Math.max(way[row], far)));
      }
      way.forEach((far, row) => (best[row] = Math.min(best[row], far === 255 ? 255 : far + 4 * cost)));
    }
    const within = (most) => best.reduce((sum, far) => sum + (far < most), 0);
    const count = within(2 * 4) || within(255);
    if (!count) {
      lost.push(need.ways[0].said.join(" "));
      continue;
    }
    known += 1;
    const rare = Math.log(1 + rows.length / count);
    best.forEach((far, row) => {
      if (far === 255) return;
      met[row] += 1;
      weight[row] += rare * certainty[Math.min(far >> 2, certainty.length - 1)];
      worst[row] = Math.max(worst[row], far >> 2);
      near[row] |= (far & 3) < inQuote;
      away[row] = Math.max(away[row], far & 3);
    });
  }
  const phrase = ` ${typed.join(" ")}`;
  const ranked = [];
  met.forEach((count, number) => {
    // A claim whose quotes alone have the words is found by these quotes.
    if (!count || !near[number]) return;
    const row = rows[number];
    const apart = typed.length > 1 && !row.plain.includes(phrase) ? 1 : 0;
    const shelf = ((worst[number] * order.length + order.indexOf(row.kind)) * 3 + away[number]) * 2 + apart;
    ranked.push({ row, weight: count === known ? Infinity : weight[number], shelf, far: worst[number] });
  });
  ranked.sort((one, other) => (other.weight === one.weight ? 0 : other.weight - one.weight) || one.shelf - other.shelf);
  const partial = ranked.findIndex((each) => each.weight < Infinity);
  const all = partial < 0 ? ranked.length : partial;
  const least = ranked[all] ? ranked[all].weight / 2 : 0;
  const some = all < few ? ranked.slice(all).filter((each) => each.weight > least) : [];
  const found = [...ranked.slice(0, all), ...some].map((each) => each.row);
  const whole = new Set(lost.length ? [] : found.slice(0, all));
  return { found, hits, whole, lost, alike: ranked.length > 0 && ranked[0].far > 1 };
};

const nothing = { found: [], hits: new Map(), whole: new Set(), lost: [], alike: false };

const matches = (text) => {
  const needs = needsOf(text);
  if (!needs.length) return nothing;
  const typed = words(text);
  const strict = lookUp(needs, typed, false);
  return strict.whole.size < few && typed.some(allowed) ? lookUp(needs, typed, true) : strict;
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
    const hit = hits.get(bare(each)) || hits.get(unprefixed(each));
    if (!hit) continue;
    // Of a word that begins as it was typed, or of letters without spaces, what was typed.
    const begun = hit.far === 1 && bare(each) === each ? each.indexOf(hit.needle) : -1;
    const skipped = Math.max(0, begun);
    const end = index + skipped + (begun < 0 ? each.length : hit.needle.length);
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
  // The keywords of a claim are for finding it, and not for reading.
  for (const [text, marked] of [[row.kind === "claim" ? "" : row.more, hits], [row.about && `On the claim: ${row.about}`, new Map()]]) {
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

const counted = (number) => (number === 1 ? "1 result" : `${number.toLocaleString(document.documentElement.lang)} results`);

// What was found, in words: how much, of that how much has only some of the words, and which word is nowhere.
const tell = (answer) => {
  const whole = found.filter((row) => answer.whole.has(row)).length;
  const some = found.length - whole;
  const lost = answer.lost.length ? `; nowhere on this site: ${answer.lost.join(", ")}` : "";
  if (!found.length) return `Nothing found: try other words, or the lists below${lost}`;
  if (!some) return `${counted(whole)}${answer.alike ? ", in words that are alike" : ""}`;
  const both = whole ? `${counted(whole)}, and ${some.toLocaleString(document.documentElement.lang)}` : counted(some);
  return `${both} with some of the words${lost}`;
};

const search = () => {
  stale = false;
  const typed = field.value;
  const narrowed = chosen("verdict") || chosen("corroboration");
  const asked = words(typed).length > 0;
  const all = narrowed || chosen("kind") ? rows : [];
  const answer = asked ? matches(typed) : { ...nothing, found: all, whole: new Set(all) };
  const fitting = answer.found.filter((row) =>
    ["verdict", "corroboration"].every((filter) => !chosen(filter) || row[filter] === chosen(filter)),
  );
  const tallies = { "": fitting.length };
  for (const row of fitting) tallies[row.kind] = (tallies[row.kind] || 0) + 1;
  for (const tally of form.querySelectorAll("[data-tally]")) {
    tally.textContent = asked || narrowed ? (tallies[tally.dataset.tally] || 0).toLocaleString(document.documentElement.lang) : "";
  }
  hits = answer.hits;
  found = chosen("kind") ? fitting.filter((row) => row.kind === chosen("kind")) : fitting;
  shown = 0;
  results.replaceChildren();
  show();
  const idle = !asked && !narrowed && !chosen("kind");
  const rest = !parts || arrived < parts ? (broken ? "; a part of the index could not be loaded" : "; still loading") : "";
  count.textContent = idle && !broken ? "" : `${found.length || !rest ? tell(answer) : "Nothing yet"}${rest}`;
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
  // The page is there to type on. The index is asked for when somebody does, or chooses a filter.
  form.addEventListener("pointerdown", begin);
  form.addEventListener("keydown", begin);
  field.focus({ preventScroll: true });
}
