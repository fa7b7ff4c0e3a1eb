"use strict";
(function () {
  const number = (text) => (text === "" ? -Infinity : Number(text));

  function sort(table, column, head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    const body = table.tBodies[0];
    const rows = Array.from(body.rows).map((row, place) => ({ row, place, key: row.cells[column].dataset.sort ?? row.cells[column].textContent }));
    const numbers = head.dataset.kind === "number";
    const order = (a, b) => (numbers ? number(a.key) - number(b.key) : a.key.localeCompare(b.key, document.documentElement.lang, { numeric: true }));
    rows.sort((a, b) => (down ? order(b, a) : order(a, b)) || a.place - b.place);
    for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows.map((one) => one.row));
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(table, column, head));
      head.setAttribute("aria-sort", "none");
      head.replaceChildren(button);
    });
  }
})();
