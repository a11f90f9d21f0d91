// The matrix: a button in each column's head sorts the rows, upwards, downwards, and back as they came.
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

  // Supports before refutes, qualifies, mentions and what is not quoted; a source that is silent is last either way.
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
