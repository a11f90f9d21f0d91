// The search page: every word typed is looked for at the beginning of words, without accents and case.
const form = document.getElementById("search");
const field = document.getElementById("words");
const count = document.getElementById("count");
const results = document.getElementById("results");
const shown = 50;
const kinds = { claim: "Claim", quote: "Quote", source: "Source", name: "Name", topic: "Topic" };
const letters = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i" };

const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđðþłħı]/g, (letter) => letters[letter])
    .replace(/[’'ʼ]/g, "");

// Scripts without spaces between words have no beginnings of words to look for.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const words = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) || [];

const findable = () =>
  verbatimIndex.map(([kind, href, text, more]) => ({
    kind,
    href,
    text,
    more,
    first: " " + words(text).join(" "),
    all: " " + words(text + " " + more).join(" "),
  }));

let rows;

// A lower score is better: claims before quotes, words in the text before words beside it.
const matches = (typed) => {
  const needles = words(typed).map((word) => (unspaced.test(word) ? word : " " + word));
  if (!needles.length) return [];
  const order = Object.keys(kinds);
  return rows
    .filter((row) => needles.every((needle) => row.all.includes(needle)))
    .map((row) => [row, (needles.every((needle) => row.first.includes(needle)) ? 0 : 10) + order.indexOf(row.kind)])
    .sort((one, other) => one[1] - other[1])
    .map(([row]) => row);
};

const item = (row) => {
  const entry = document.createElement("li");
  const kind = document.createElement("p");
  kind.className = "relation";
  kind.textContent = kinds[row.kind];
  const link = document.createElement("a");
  link.href = row.href;
  link.dir = "auto";
  link.textContent = row.text;
  entry.append(kind, link);
  if (row.more) {
    const more = document.createElement("p");
    more.className = "quiet";
    more.dir = "auto";
    more.textContent = row.more;
    entry.append(more);
  }
  return entry;
};

const search = () => {
  rows = rows || findable();
  const found = matches(field.value);
  results.replaceChildren(...found.slice(0, shown).map(item));
  const total = found.length === 1 ? "1 result" : `${found.length} results`;
  count.textContent = !field.value.trim() ? "" : found.length > shown ? `${total}, the first ${shown} are shown` : total;
};

if (form && typeof verbatimIndex !== "undefined") {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", search);
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) search();
}
