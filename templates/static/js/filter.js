// The list of all claims: its links to narrower lists become switches that filter the list where it stands.
// What is switched on is kept in the address; of one group any may hold, of several groups all must.
const facets = document.getElementById("facets");
const wide = matchMedia("(min-width: 64rem)").matches;
const list = facets && document.getElementById(facets.dataset.instant);

// Where they stand beside the list there is room for the two groups that most readers want.
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
