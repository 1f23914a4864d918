/* The form of a question shows the settings of its kind; without this script it shows them all, each with its kinds. */
"use strict";

const kind = document.getElementById("id_kind");
const groups = [...document.querySelectorAll("fieldset.kinds")];
const tables = {
  "options-group": ["choice", "choices", "roles"],
  "columns-group": ["table"],
};

function show() {
  for (const group of groups) group.hidden = !group.classList.contains(`kind-${kind.value}`);
  for (const [id, kinds] of Object.entries(tables)) {
    const table = document.getElementById(id);
    if (table) table.hidden = !kinds.includes(kind.value);
  }
}

/* Of the options of other questions, those of the one that is depended on. */
const on = document.getElementById("id_shown_if");
const boxes = [...document.querySelectorAll('input[name="shown_if_options"]')];

function narrow() {
  for (const box of boxes) {
    const group = box.closest("#id_shown_if_options > div") ?? box.closest("div");
    const mine = box.value.startsWith(`${on.value}:`);
    if (!mine) box.checked = false;
    (group ?? box).hidden = !mine;
  }
}

if (kind) {
  kind.addEventListener("change", show);
  show();
}
if (on && boxes.length) {
  on.addEventListener("change", narrow);
  narrow();
}
