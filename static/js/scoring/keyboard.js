/* Scoring with the keyboard. Keys without Ctrl act only in the very field that has the focus, so that no screen reader,
   voice or switch loses one of its own. */
"use strict";

const form = document.getElementById("evaluation");
const PAUSE = 900; // ms within which two digits are one number
let [typed, last] = ["", 0];

function press(then) {
  document.querySelector(`button[form="${form.id}"][name=then][value=${then}]`)?.click();
}

/* Enter in a score goes on to the next one, and from the last to the comment for the team. Levels are one stop, whether
   one is chosen or none yet. */
function goOn(field) {
  const scores = [...form.querySelectorAll("[data-question^=points_]")];
  const following = scores[scores.findIndex((score) => score.contains(field)) + 1];
  const stop = following ? stopOf(following) : form.elements.comment_for_team;
  stop.focus();
  if (stop.type !== "radio") stop.select();
}

function stopOf(score) {
  return score.querySelector("[type=radio]:checked") ?? score.querySelector("[name^=points_]");
}

/* The level with the number that is typed; "1" then "6" is 16, and "1" alone is 1 where there is one. */
function choose(radio, digit) {
  typed = Date.now() - last < PAUSE ? typed + digit : digit;
  last = Date.now();
  const levels = [...radio.closest("fieldset").querySelectorAll("[type=radio]")];
  const numberOf = (level) => level.labels[0].querySelector("b").textContent.trim();
  const level = levels.find((each) => numberOf(each) === typed);
  if (!level) return;
  level.focus();
  level.click();
}

form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    press(event.shiftKey ? "finish" : "next");
    return;
  }
  if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.name?.startsWith("points_")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    goOn(event.target);
  } else if (event.target.type === "radio" && /^\d$/.test(event.key)) {
    event.preventDefault();
    choose(event.target, event.key);
  }
});
