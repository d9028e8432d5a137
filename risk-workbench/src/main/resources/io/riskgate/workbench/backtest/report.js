// A click on a head sorts by its column: numbers from the largest down first, words from A on.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
    const value = row => row.cells[column].dataset.v ?? row.cells[column].textContent;
    const rows = [...table.tBodies[0].rows];
    const numbers = rows.every(row => value(row) === "" || !isNaN(value(row)));
    const before = head.getAttribute("aria-sort");
    const down = before ? before === "ascending" : numbers;
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sign = down ? -1 : 1;
    rows.sort((one, other) => {
      const a = value(one), b = value(other);
      if (a === "" || b === "") return (a === "") - (b === "");
      return sign * (numbers ? a - b : a.localeCompare(b));
    });
    table.tBodies[0].append(...rows);
  }));
}
// What is printed is seen whole.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => d.open = true));
