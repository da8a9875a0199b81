"use strict";
// Sorting, filtering and paging of tables that are complete without it. The script holds no data.
for (const table of document.querySelectorAll("table[data-page],table[data-sort],table[data-filter]")) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const size = 100;
  let shown = rows;
  let page = 0;
  const tools = document.createElement("div");
  tools.className = "tools";
  const label = document.createElement("span");
  const show = () => {
    const paged = table.hasAttribute("data-page") && shown.length > size;
    const visible = new Set(paged ? shown.slice(page * size, page * size + size) : shown);
    for (const row of rows) row.hidden = !visible.has(row);
    label.textContent = paged
      ? `${page * size + 1}–${Math.min(shown.length, page * size + size)} of ${shown.length}`
      : `${shown.length} of ${rows.length}`;
  };
  if (table.hasAttribute("data-filter") && rows.length > 1) {
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = "Filter rows";
    input.setAttribute("aria-label", "Filter rows");
    input.addEventListener("input", () => {
      const wanted = input.value.toLowerCase();
      shown = rows.filter((row) => row.textContent.toLowerCase().includes(wanted));
      page = 0;
      show();
    });
    tools.append(input);
  }
  if (table.hasAttribute("data-page") && rows.length > size) {
    for (const [name, step] of [["Back", -1], ["Next", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", () => {
        page = Math.max(0, Math.min(Math.ceil(shown.length / size) - 1, page + step));
        show();
      });
      tools.append(button);
    }
  }
  if (tools.children.length) {
    tools.append(label);
    table.parentElement.before(tools);
  }
  if (table.hasAttribute("data-sort")) {
    Array.from(table.tHead.rows[0].cells).forEach((cell, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = cell.textContent;
      cell.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = cell.dataset.sorted === "down";
        for (const other of table.tHead.rows[0].cells) delete other.dataset.sorted;
        cell.dataset.sorted = up ? "up" : "down";
        const key = (row) => row.cells[index].textContent;
        const number = (row) => parseFloat(key(row).replace(/[^0-9.]/g, "")) || 0;
        const order = cell.classList.contains("n")
          ? (a, b) => number(b) - number(a)
          : (a, b) => key(a).localeCompare(key(b));
        rows.sort((a, b) => (up ? -order(a, b) : order(a, b)));
        const kept = new Set(shown);
        shown = rows.filter((row) => kept.has(row));
        body.append(...rows);
        page = 0;
        show();
      });
    });
  }
  show();
}
