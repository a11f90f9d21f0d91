// In every page that `verbatim serve` sends, and in no other: reloads the page in its place when the site has changed,
// shows the problems of the project until they are fixed, and quotes the words that are selected in an article.
"use strict";
(function () {
  const { version: ours, token } = document.currentScript.dataset;
  const base = new URL(".", document.currentScript.src).href;
  const PLACE = "verbatim-place";
  const DONE = "verbatim-done";
  const CLAIM = "verbatim-claim";
  let source = null;
  let shown = "";
  let silent = false;

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
    remember(PLACE, mark());
    location.reload();
  }

  function remember(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // as above
    }
  }

  function recall(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
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
  const note = element("section", "panel note");
  note.setAttribute("role", "status");
  note.hidden = true;
  root.append(style, note, panel);

  function attach() {
    if (!desk.isConnected) document.documentElement.append(desk);
  }

  function link(href, text, kind) {
    const made = element("a", kind, text);
    made.href = href;
    return made;
  }

  function button(text, kind, act) {
    const made = element("button", kind, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function findingItem(finding) {
    const place = finding.editor ? link(finding.editor, finding.place, "place") : element("code", "place", finding.place);
    const head = element("p", "head", "", element("b", finding.severity, finding.severity), " ", place);
    head.append(" ", element("span", "code", finding.code));
    if (finding.claim) head.append(" ", link(`/claims/${finding.claim}.html`, finding.claim, "claim"));
    const item = element("li", "", "", head, element("p", "message", finding.message),
      ...finding.help.map((line) => element("p", "help", line)));
    if (finding.mend) {
      item.append(button("Take the source’s words", "plain", () => ask("mend", { place: finding.place, quote: finding.mend })));
    }
    return item;
  }

  // -- what the server is asked to write ------------------------------------------------------------------------

  // The page reloads when the project has changed, often before this answer has come: the note is shown after that too.
  async function ask(name, asked) {
    let said;
    try {
      const answer = await fetch(`${base}${name}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ token, version: ours, ...asked }),
        keepalive: true,
      });
      said = await answer.json();
    } catch {
      said = { refused: "the server does not answer" };
    }
    if (said.done) {
      remember(DONE, said);
      showDone(said);
    } else if (name !== "quote") {
      say(`Nothing was written: ${said.refused}`);
    }
    return said;
  }

  function say(text, ...more) {
    note.replaceChildren(element("p", "", text, ...more));
    note.hidden = !text;
    attach();
  }

  function showDone(said) {
    const undo = said.undo ? [" · ", button("Undo", "plain", () => {
      sessionStorage.removeItem(DONE);
      ask("undo", { undo: said.undo });
    })] : [];
    say(said.done, ...undo, " ", button("Close", "plain", () => {
      sessionStorage.removeItem(DONE);
      say("");
    }));
  }

  // -- quoting --------------------------------------------------------------------------------------------------

  const UNCOUNTED = /[\p{Cc}\p{Cf}\p{Z}]/gu;
  const article = document.querySelector("[data-text]");
  const quoting = element("form", "panel quoting");
  let chosen = null;
  let choices = null;

  // The words selected, and how many characters of the article stand before them; spaces count not.
  function selected() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    let [before, words] = ["", ""];
    for (const part of document.querySelectorAll(".reading .article")) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (range.intersectsNode(node)) {
          const start = node === range.startContainer ? range.startOffset : 0;
          const end = node === range.endContainer ? range.endOffset : node.length;
          before += words ? "" : node.data.slice(0, start);
          words += node.data.slice(start, end);
        } else if (!words && range.comparePoint(node, 0) < 0) {
          before += node.data;
        }
      }
    }
    return words.trim() ? { start: [...before.replace(UNCOUNTED, "")].length, words } : null;
  }

  function field(name, input) {
    const label = element("label", "", name, input);
    return label;
  }

  function input(name) {
    const made = element("input");
    made.name = name;
    made.autocomplete = "off";
    return made;
  }

  function buildForm() {
    quoting.setAttribute("aria-label", "Quote the selected words");
    const words = element("p", "words");
    const claim = input("claim");
    claim.setAttribute("role", "combobox");
    claim.setAttribute("aria-autocomplete", "list");
    claim.setAttribute("aria-controls", "claims");
    const list = element("ul", "choices");
    list.id = "claims";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Claims");
    const stance = element("select", "", "", ...choices.stances.map((each) => new Option(each.label, each.id)));
    stance.name = "stance";
    const speaker = input("speaker");
    speaker.setAttribute("list", "speakers");
    const speakers = element("datalist", "", "", ...choices.speakers.map((name) => new Option(name)));
    speakers.id = "speakers";
    const value = input("value");
    value.inputMode = "decimal";
    const valued = field("Value", value);
    const write = element("button", "write", "Quote");
    const alert = element("p", "alert");
    alert.setAttribute("role", "alert");
    quoting.replaceChildren(words, field("Claim", claim), list, field("Stance", stance), field("Speaker", speaker),
      speakers, valued, write, button("Cancel", "plain", hide), alert);
    let options = [];
    let active = 0;

    function hide() {
      quoting.hidden = true;
      chosen = null;
    }

    function pick() {
      const option = options[active];
      if (!option) return null;
      valued.hidden = option.unit === null;
      valued.firstChild.data = option.unit ? `Value (${option.unit})` : "Value";
      return option;
    }

    function offer() {
      const typed = claim.value.trim().toLowerCase();
      const terms = typed.split(/\s+/);
      const fits = (each) => terms.every((term) => `${each.statement} ${each.id}`.toLowerCase().includes(term));
      options = choices.claims.filter(fits).slice(0, 8);
      const known = options.some((each) => each.statement.toLowerCase() === typed || each.id === typed);
      if (typed && !known) options.push({ id: "", statement: claim.value.trim(), unit: null });
      active = 0;
      show();
    }

    function show() {
      list.replaceChildren(...options.map((each, index) => {
        const made = element("li", "", each.id ? each.statement : `New claim: ${each.statement}`);
        made.id = `claim-${index}`;
        made.setAttribute("role", "option");
        made.setAttribute("aria-selected", String(index === active));
        made.addEventListener("mousedown", (event) => {
          event.preventDefault();
          active = index;
          settle();
        });
        return made;
      }));
      unfoldList(options.length > 0);
      pick();
    }

    function settle() {
      const option = pick();
      if (option) claim.value = option.statement;
      unfoldList(false);
    }

    function unfoldList(is) {
      if (!is) list.replaceChildren();
      claim.setAttribute("aria-expanded", String(is));
      if (is) claim.setAttribute("aria-activedescendant", `claim-${active}`);
      else claim.removeAttribute("aria-activedescendant");
    }

    claim.addEventListener("input", offer);
    claim.addEventListener("focus", () => options.length || offer());
    claim.addEventListener("blur", settle);
    claim.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !options.length) return;
      event.preventDefault();
      active = (active + step + options.length) % options.length;
      show();
    });
    quoting.onkeydown = (event) => {
      if (event.key === "Escape") hide();
      event.stopPropagation(); // the page's own keys are for the page
    };
    quoting.onsubmit = async (event) => {
      event.preventDefault();
      const option = pick();
      if (!option || !chosen) {
        alert.textContent = "Which claim?";
        claim.focus();
        return;
      }
      remember(CLAIM, option.statement);
      write.disabled = true;
      const said = await ask("quote", {
        source: article.dataset.text.replace(/^.*\/|\.txt$/g, ""), ...chosen, claim: option.id, statement: option.statement,
        stance: stance.value, speaker: speaker.value, value: valued.hidden ? "" : value.value,
      });
      write.disabled = false;
      if (said.done) hide();
      else alert.textContent = `Nothing was written: ${said.refused}`;
    };
    claim.value = recall(CLAIM) || "";
    offer();
    unfoldList(false);
    return () => {
      words.textContent = `“${chosen.words.trim().replace(/\s+/g, " ")}”`;
      alert.textContent = "";
      quoting.hidden = false;
    };
  }

  let open = null;
  let pause = 0;

  async function watchSelection() {
    const found = root.activeElement ? null : selected();
    if (!found) {
      if (!root.activeElement) quoting.hidden = true;
      return;
    }
    if (!choices) {
      try {
        choices = await (await fetch(`${base}choices`)).json();
      } catch {
        return;
      }
      open = buildForm();
      root.append(quoting);
      attach();
    }
    chosen = found;
    open();
  }

  if (article && ours) {
    document.addEventListener("selectionchange", () => {
      clearTimeout(pause);
      pause = setTimeout(watchSelection, 150);
    });
    addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "q" || event.ctrlKey || event.metaKey || event.altKey || typing || quoting.hidden || !open) return;
      event.preventDefault();
      quoting.elements.claim.focus();
      quoting.elements.claim.select();
    });
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
    const toggle = button(summary, grave ? "error" : "warning", () => unfold(list.hidden));
    const unfold = (is) => {
      list.hidden = !is;
      toggle.setAttribute("aria-expanded", String(is));
    };
    panel.onkeydown = (event) => {
      if (event.key === "Escape") unfold(false);
    };
    unfold(grave);
    const status = element("p", "status", grave && ours ? "The last good site is shown." : "");
    status.setAttribute("role", "status");
    panel.replaceChildren(element("div", "bar", "", toggle, status), list);
    panel.hidden = !summary;
    if (summary) attach();
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
    source.addEventListener("error", () => {
      silent = true;
      say("The server does not answer: this page may be old. Start it again with verbatim serve.");
    });
    source.addEventListener("open", () => {
      if (silent) say("");
      silent = false;
    });
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
  const done = recall(DONE);
  if (done) showDone(done);
})();
