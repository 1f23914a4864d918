/* One more row in a table, without loading the page again. Numbers in names and labels are the row's own. */
"use strict";

/* Add an empty row under the last one; false where the question has no table. */
export function addRow(question) {
  const body = question.querySelector("table[data-table] tbody");
  const last = body?.rows[body.rows.length - 1];
  if (!last) return false;
  const [from, to] = [body.rows.length - 1, body.rows.length];
  const row = last.cloneNode(true);
  for (const cell of row.querySelectorAll("[name]")) {
    const key = question.dataset.question;
    const [before, after] = [`q-${key}-${from}-`, `q-${key}-${to}-`];
    cell.name = cell.name.replace(before, after);
    cell.id = cell.id.replace(before, after);
    cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(String(to), String(to + 1)));
    cell.value = cell.defaultValue = "";
  }
  body.append(row);
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=add-row]");
  const question = button?.closest("[data-question]");
  if (!question || !addRow(question)) return;
  event.preventDefault();
  const rows = question.querySelectorAll("table[data-table] tbody tr");
  rows[rows.length - 1].querySelector("[name]").focus();
});
