"use strict";
// Filters, sorts and pages long tables, which are complete without it. There are no data in here.
const rowsOnAPage = 100;

function manage(table) {
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  let rows = Array.from(body.rows);
  let found = rows;
  let page = 0;
  let seen = new Set(rows);
  const texts = new Map();
  const text = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };
  const name = table.parentElement.getAttribute("aria-label");

  const tools = document.createElement("div");
  tools.className = "tools";
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = "Filter";
  input.setAttribute("aria-label", `Filter: ${name}`);
  const back = document.createElement("button");
  const next = document.createElement("button");
  back.type = next.type = "button";
  back.textContent = "Back";
  next.textContent = "Next";
  const label = document.createElement("output");

  const pages = () => Math.max(1, Math.ceil(found.length / rowsOnAPage));
  const show = () => {
    const first = page * rowsOnAPage;
    const wanted = new Set(found.slice(first, first + rowsOnAPage));
    for (const row of seen) if (!wanted.has(row)) row.hidden = true;
    for (const row of wanted) row.hidden = false;
    seen = wanted;
    back.disabled = page === 0;
    next.disabled = page + 1 >= pages();
    const last = Math.min(found.length, first + rowsOnAPage);
    const range = found.length > rowsOnAPage ? `Rows ${first + 1} to ${last} of ${found.length}` : `${found.length} rows`;
    label.textContent = found.length < rows.length ? `${range} (${rows.length} in all)` : range;
  };
  const turn = (step) => {
    page = Math.min(pages() - 1, Math.max(0, page + step));
    show();
  };
  let timer = 0;
  const filter = () => {
    const wanted = input.value.trim().toLowerCase();
    found = wanted === "" ? rows : rows.filter((row) => text(row).includes(wanted));
    page = 0;
    show();
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 120);
  });
  back.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  if (rows.length > 5) tools.append(input);
  if (rows.length > rowsOnAPage) tools.append(back, next);
  tools.append(label);
  if (rows.length > 5) table.parentElement.before(tools);

  const number = (row, column) => {
    const digits = row.cells[column].textContent.replace(/[^0-9]/g, "");
    return digits === "" ? -1 : Number(digits);
  };
  const sort = (column) => {
    const head = heads[column];
    const isNumber = head.classList.contains("n");
    const before = head.getAttribute("aria-sort");
    const ascending = before === null ? !isNumber : before === "descending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const keyed = rows.map((row) => [isNumber ? number(row, column) : row.cells[column].textContent, row]);
    const order = isNumber ? (a, b) => a[0] - b[0] : (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
    keyed.sort((a, b) => (ascending ? order(a, b) : order(b, a)));
    rows = keyed.map((pair) => pair[1]);
    body.append(...rows);
    filter();
  };
  if (rows.length > 1) {
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(column));
    });
  }
  show();
}

for (const table of document.querySelectorAll("table[data-long]")) manage(table);

// On paper everything is open.
const closed = [];
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    closed.push(part);
    part.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const part of closed.splice(0)) part.open = false;
});

// A link leads into a part that is closed.
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  const part = target && target.closest("details");
  if (part && !part.open) {
    part.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", openTarget);
openTarget();
