/* The menu beside a page begins where the page is. */
"use strict";

const menu = document.getElementById("nav-sidebar");
const here = menu?.querySelector(".current-model");
if (here) menu.scrollTop += here.getBoundingClientRect().top - menu.getBoundingClientRect().top - menu.clientHeight / 3;

/* In a narrow window the rows of a list are cards, whose cells are named by their columns. */
for (const table of document.querySelectorAll("#result_list, .row-cards")) {
  const columns = [...table.querySelectorAll("thead th")].map((head) => (head.querySelector(".text") ?? head).textContent.trim());
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.cells].forEach((cell, place) => { if (cell.tagName === "TD" && !cell.matches(".action-checkbox")) cell.dataset.label = columns[place]; });
  }
}

/* select2 draws a field of its own over a <select> and leaves it nameless; here it takes the name of the field's label. */
const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`)?.textContent.replace(/:\s*$/, "").trim() ?? "";

function nameDrawnField(select) {
  const chosen = select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent : "";
  const name = [labelOf(select), chosen].filter(Boolean).join(": ");
  select.nextElementSibling?.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", name);
}

/* Waiting for jQuery's own moment puts this after select2 has drawn. */
window.django?.jQuery?.(($) => {
  document.querySelectorAll("select.admin-autocomplete").forEach(nameDrawnField);
  $(document).on("change", "select.admin-autocomplete", (event) => nameDrawnField(event.target));
  $(document).on("select2:open", "select.admin-autocomplete", (event) => {
    document.querySelector(".select2-search__field")?.setAttribute("aria-label", labelOf(event.target));
  });
});
