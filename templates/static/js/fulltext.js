// The whole text, where the site has an index of it: Pagefind's. It answers over http only, beside our own index.
const form = document.getElementById("search");
const section = document.getElementById("full");
const step = 10;

if (form && section && form.dataset.full && location.protocol.startsWith("http")) {
  const field = document.getElementById("words");
  const count = document.getElementById("full-count");
  const results = document.getElementById("full-results");
  const more = document.getElementById("full-more");
  let found = [];
  let shown = 0;
  let turn = 0;
  let loading;

  const engine = () => {
    loading =
      loading ||
      import(new URL(form.dataset.full, location.href)).then(async (module) => {
        await module.init();
        return module;
      });
    return loading;
  };

  // An excerpt comes as HTML. Its words are taken from it, and what is marked; nothing else can come in.
  const fill = (element, html) => {
    for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
      if (node.nodeName === "MARK") {
        const mark = document.createElement("mark");
        mark.textContent = node.textContent;
        element.append(mark);
      } else {
        element.append(node.textContent);
      }
    }
    return element;
  };

  const item = (page) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(page.raw_url.replace(/^\/+/, ""), location.href).href;
    link.dir = "auto";
    link.textContent = page.meta.title;
    const excerpt = document.createElement("p");
    excerpt.className = "quiet";
    excerpt.dir = "auto";
    entry.append(link, fill(excerpt, page.excerpt));
    return entry;
  };

  const show = async () => {
    const mine = turn;
    const pages = await Promise.all(found.slice(shown, shown + step).map((each) => each.data()));
    if (mine !== turn) return null;
    const items = pages.map(item);
    results.append(...items);
    shown += items.length;
    more.hidden = shown >= found.length;
    return items[0];
  };

  const search = async () => {
    turn += 1;
    const mine = turn;
    const asked = field.value.trim();
    section.hidden = !asked;
    if (!asked) return;
    try {
      const answer = await (await engine()).debouncedSearch(asked, {}, 200);
      if (mine !== turn || answer === null) return;
      found = answer.results;
      shown = 0;
      results.replaceChildren();
      await show();
      if (mine !== turn) return;
      const total = found.length === 1 ? "1 page" : `${found.length.toLocaleString(document.documentElement.lang)} pages`;
      count.textContent = found.length ? `${total}, the likeliest first` : "Nothing found";
    } catch {
      // An older browser, or a server that forbids it: our own index has answered.
      section.hidden = true;
    }
  };

  form.addEventListener("input", search);
  more.addEventListener("click", async () => {
    const first = await show();
    if (first) first.querySelector("a").focus();
  });
  // Once the words of the address are in the field.
  queueMicrotask(search);
}
