/* Questions that are asked only if another answer is such: shown and hidden as that answer changes. What is hidden keeps
   what is in it, and is saved with the rest. Where the other answer is on another page, the server's sentence stays. */
"use strict";

const questionOf = (name) => document.querySelector(`[data-question="${CSS.escape(name.replace(/^q-/, ""))}"]`);

function answersOf(question) {
  const controls = [...question.querySelectorAll("[name^='q-']")];
  const given = controls.filter((control) => (["radio", "checkbox"].includes(control.type) ? control.checked : true));
  return given.map((control) => control.value.trim()).filter(Boolean);
}

/* One that hangs on a hidden question is hidden too. */
function isAsked(question, seen = []) {
  const other = question.dataset.shownIf && questionOf(question.dataset.shownIf);
  if (!other) return true;
  if (seen.includes(question)) return false;
  const wanted = question.dataset.shownIfOptions.split(",").filter(Boolean);
  const given = answersOf(other);
  return isAsked(other, [...seen, question]) && given.some((answer) => !wanted.length || wanted.includes(answer));
}

function apply() {
  for (const question of conditional) question.hidden = !isAsked(question);
}

const conditional = [...document.querySelectorAll("[data-shown-if]")].filter((each) => questionOf(each.dataset.shownIf));
for (const question of conditional) question.querySelector(".condition")?.remove(); // it says in words what is now seen
document.addEventListener("input", apply);
document.addEventListener("change", apply);
apply();
