// "Check this quote": the reader's own browser fetches the text that the site publishes of a source, computes its hash
// anew and compares the quote with the characters at its place; then it says what that proves, and what it does not.
// In code points: what is shown before and after a quote, and the longest stretch shown between two of its parts.
const beside = 140;
const between = 300;
// Stands in a published text for every character that may not be shown.
const withheld = "\u2588";

// Directional controls do not reorder what is shown: in their places stand their numbers.
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

// Offsets are in code points, a script's text in units of UTF-16: the unit at which each code point asked for begins.
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
  // Browsers lend SubtleCrypto to pages from https and from this machine only.
  if (!globalThis.crypto || !crypto.subtle) return { text, hash: null };
  const hash = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))];
  return { text, hash: hash.map((each) => each.toString(16).padStart(2, "0")).join("") };
};

const number = (value) => value.toLocaleString(document.documentElement.lang);

// The quotes that an element shows: of each its parts, with the places at which they should stand.
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
  // What is cut begins and ends with a whole word, where it has one.
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
    // Not from disk or over http; then what is shown is copied as a reader would, by selecting it.
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

// A quote to paste elsewhere: the words, who says them where and when, and the way back.
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
