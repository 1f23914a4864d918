/* The page of one section, while it can be written: the parts of writing, tied together. */
"use strict";

import { Autosave } from "./autosave.js";
import { Device } from "./device.js";
import { showKept } from "./kept.js";
import { offerCopy } from "./offers.js";
import { Question } from "./question.js";
import { addRow } from "./rows.js";
import { State } from "./state.js";
import { token } from "./token.js";
import "./conditions.js";
import "./counting.js";
import "./presence.js";

const form = document.getElementById("section-form");
const device = new Device(form.dataset.copies);
const state = new State(form);
const questions = [...form.querySelectorAll("[data-question]")].map((element) => new Question(element));
const autosave = new Autosave(form, questions, { report, settle });
const PATIENCE = 8_000; // ms
const placeOf = (question) => `${form.dataset.place}${question.key}`;
const questionOf = (target) => questions.find((question) => question.element.contains(target));
let [leaving, passing] = [false, false];

/* A page that comes back from the browser's memory knows neither what was saved since nor from where it starts. */
addEventListener("pageshow", (event) => event.persisted && location.reload());
form.autocomplete = "off";

/* For the look, and for whoever waits until all is confirmed. */
function tell() {
  form.dataset.state = questions.some((question) => question.isDirty) ? "waiting" : "saved";
}

function keep(question) {
  tell();
  if (!question.isDirty) {
    device.forget(placeOf(question));
    return true;
  }
  const { label, revision } = question;
  return device.keep(placeOf(question), { entries: question.entries(), words: question.words(), label, revision, at: Date.now() });
}

function typed(event) {
  const question = questionOf(event.target);
  if (!question) return;
  if (!keep(question)) state.noRoom();
  autosave.typed();
}

/* What the server says of one question; `text` is what it was sent. */
function settle(question, text, said) {
  const line = question.element.querySelector("[data-saved]");
  if (said.state === "saved") {
    Object.assign(question, { confirmed: text, revision: said.revision });
    if (line && said.said) {
      line.textContent = said.said;
      line.classList.remove("unsaved");
    }
    keep(question);
  } else {
    question.stopped = said.state;
  }
  const beside = question.element.querySelector("[data-beside]");
  if (said.html && beside) {
    beside.innerHTML = said.html; // a part of our own, in which nothing that was typed is markup
    state.say(said.said);
  }
}

/* While something is in the way, the line under a field does not speak of an earlier save. */
function markUnsaved(question) {
  const line = question.element.querySelector("[data-saved]");
  if (!line || !question.isDirty) return;
  line.textContent = state.words.unsaved;
  line.classList.add("unsaved");
}

function report(outcome, answer) {
  if (outcome !== "saved") questions.forEach(markUnsaved);
  if (outcome === "saved") state.saved(answer.said);
  else state.trouble(outcome, { kept: autosave.questions.every(isKept), reason: answer.reason });
}

const isKept = (question) => !question.isDirty || device.works;

/* Saving by the button never runs beside saving by itself: it waits, and then starts from what that has saved. */
async function submitted(event) {
  form.elements.csrfmiddlewaretoken.value = token(form);
  if (!leaving && (passing || (navigator.onLine && !autosave.running && !autosave.failures))) {
    leave(true);
    return;
  }
  event.preventDefault();
  if (leaving) return; // pressed twice
  const { submitter } = event;
  const reached = await autosave.now();
  passing = reached || state.kind === "signed_out";
  if (passing) form.requestSubmit(submitter);
}

/* Somebody who stops the page from loading stays, and can save again. */
function leave(bySaving) {
  leaving = bySaving;
  passing = false;
  if (bySaving) setTimeout(() => leave(false), PATIENCE);
}

function saveOnTheWay() {
  if (!leaving) autosave.now();
}

function offerBack() {
  const copies = device.copies(form.dataset.place);
  for (const copy of copies) {
    const question = questions.find((each) => placeOf(each) === copy.place);
    if (question) takeUp(question, copy);
  }
  const places = questions.map(placeOf);
  showKept(device, copies.filter((copy) => !places.includes(copy.place)), document.querySelector("[data-kept-copies]"));
}

/* What stands in the field already needs no offer; what is not saved there stays kept, now by this page. */
function takeUp(question, copy) {
  if (JSON.stringify(copy.entries) !== question.snapshot()) offerOne(question, copy);
  else if (keep(question)) device.forget(copy.place, copy.page);
}

function offerOne(question, copy) {
  const done = (part) => {
    device.forget(copy.place, copy.page);
    part.remove();
    question.controls[0]?.focus();
  };
  offerCopy(question, copy, form, {
    put: (part) => {
      question.restore(copy.entries, addRow);
      if (keep(question)) done(part);
      autosave.typed();
    },
    discard: done,
  });
  state.say(state.words.offered);
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("focusout", (event) => questionOf(event.target)?.waits && autosave.now());
form.addEventListener("submit", submitted);
document.addEventListener("visibilitychange", () => (document.hidden ? saveOnTheWay() : autosave.failures && autosave.now()));
addEventListener("pagehide", saveOnTheWay);
addEventListener("online", () => autosave.now());
addEventListener("offline", () => autosave.waiting.length && report("unreachable", {}));
addEventListener("beforeunload", (event) => {
  if (!leaving && !questions.every(isKept)) event.preventDefault();
});
offerBack();
tell();
if (autosave.waiting.length) autosave.typed();
