// In every page that `verbatim serve` sends, and in no other: reloads the page in its place when the site has changed,
// and shows what is wrong with the project until it is mended.
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
    const top = named.find((each) => each.getBoundingClientRect().bottom > 0);
    const alike = top && !top.id ? named.filter((each) => each.textContent === top.textContent) : [];
    return {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      id: top ? top.id : "",
      words: top && !top.id ? top.textContent : "",
      which: alike.indexOf(top),
      offset: top ? top.getBoundingClientRect().top : 0,
      open: [...document.querySelectorAll("details")].map((each) => each.open),
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
    if (all.length === place.open.length) all.forEach((each, index) => { each.open = place.open[index]; });
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
    return named.filter((each) => each.textContent === place.words)[Math.max(place.which, 0)];
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

  // -- what is wrong --------------------------------------------------------------------------------------------

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
  panel.setAttribute("aria-label", "What is wrong with the project");
  panel.hidden = true;
  root.append(style, panel);

  function finding(each) {
    const head = element("p", "head", "", element("b", each.severity, each.severity), " ", element("code", "place", each.place));
    head.append(" ", element("span", "code", each.code));
    return element("li", "", "", head, element("p", "message", each.message),
      ...each.help.map((line) => element("p", "help", line)));
  }

  function counted(number, what) {
    return number ? [`${number} ${what}${number > 1 ? "s" : ""}`] : [];
  }

  function show(news) {
    const errors = news.findings.filter((each) => each.severity === "error").length;
    const summary = [
      ...(news.failure ? ["the build failed"] : []),
      ...counted(errors, "error"),
      ...counted(news.findings.length - errors, "warning"),
    ].join(", ");
    const grave = Boolean(errors || news.failure);
    const list = element("ul", "findings", "", ...news.findings.map(finding));
    if (news.failure) list.prepend(element("li", "", "", element("p", "message", news.failure)));
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

  // -- the news -------------------------------------------------------------------------------------------------

  function hear(event) {
    const news = JSON.parse(event.data);
    if (news.version && news.version !== ours) {
      reload();
    } else if (event.data !== shown) {
      shown = event.data;
      show(news);
    }
  }

  // A browser grants a server few connections: only a page that is seen holds one, and hears all when it is seen again.
  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`${base}events`);
    source.addEventListener("message", hear);
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
