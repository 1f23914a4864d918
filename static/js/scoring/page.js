/* The page of one evaluation, while it can be written: saved by itself, kept on the device, never overwritten. */
"use strict";

import { Autosave } from "../writing/autosave.js";
import { Device } from "../writing/device.js";
import { showKept } from "../writing/kept.js";
import { filled, marked, offer, offerCopy } from "../writing/offers.js";
import { State } from "../writing/state.js";
import { token } from "../writing/token.js";
import { Field } from "./field.js";
import { sender } from "./sending.js";
import "./keyboard.js";

const form = document.getElementById("evaluation");
const device = new Device(form.dataset.copies);
const state = new State(form);
const fields = [...form.querySelectorAll("[data-question]")].map((element) => new Field(element));
const autosave = new Autosave(form, fields, { report, settle, send: sender(fields, { adopted, contested }) });
const PATIENCE = 8_000; // ms
const placeOf = (field) => `${form.dataset.place}${field.key}`;
const fieldOf = (target) => fields.find((field) => field.element.contains(target));
const lineOf = (field) => field.element.closest("[data-block]").querySelector("[data-saved]");
const isKept = (field) => !field.isDirty || device.works;
let [leaving, passing] = [false, false];

/* A page that comes back from the browser's memory knows neither what was saved since nor from where it starts. */
addEventListener("pageshow", (event) => event.persisted && location.reload());
form.autocomplete = "off";

/* For the look, and for whoever waits until all is confirmed. */
function tell() {
  form.dataset.state = fields.some((field) => field.isDirty) ? "waiting" : "saved";
}

function keep(field) {
  tell();
  if (!field.isDirty) {
    device.forget(placeOf(field));
    return true;
  }
  const { label, revision } = field;
  return device.keep(placeOf(field), { entries: field.entries(), words: field.words(), label, revision, at: Date.now() });
}

function typed(event) {
  const field = fieldOf(event.target);
  if (!field) return;
  if (field.stopped === "refused") clear(field);
  if (!keep(field)) state.noRoom();
  autosave.typed();
}

function clear(field) {
  field.stopped = "";
  field.element.querySelector("[data-beside]").replaceChildren();
  for (const control of field.controls) control.removeAttribute("aria-invalid");
}

/* What the server says of one field; `text` is what it was sent. */
function settle(field, text, said) {
  if (field.stopped === "contested" || !said) return;
  if (said.state === "saved") {
    Object.assign(field, { confirmed: text, stored: said.value });
    sayOf(field, said.said);
    keep(field);
    return;
  }
  field.stopped = said.state;
  field.element.querySelector("[data-beside]").replaceChildren(filled("refused", { text: said.said }));
  for (const control of field.controls) control.setAttribute("aria-invalid", "true");
  state.say(`${field.label}: ${said.said}`);
}

function sayOf(field, words, unsaved = false) {
  const line = lineOf(field);
  if (!line) return;
  line.textContent = words;
  line.classList.toggle("unsaved", unsaved);
}

function adopted(field) {
  sayOf(field, state.words.adopted);
  keep(field);
}

/* Both windows have changed this one: nothing more of it is saved until its juror has chosen. */
function contested(field, stored) {
  field.stopped = "contested";
  field.sent = null;
  const there = field.wordsOf(stored) || state.words.nothing;
  const choose = (value) => {
    if (value !== undefined) field.value = value;
    field.confirmed = field.isStored ? field.snapshot() : null;
    clear(field);
    keep(field);
    field.controls[0].focus();
    autosave.now();
  };
  const actions = { mine: () => choose(), theirs: () => choose(stored) };
  const part = offer("elsewhere", { text: marked(field.words(), there) }, actions);
  field.element.querySelector("[data-beside]").replaceChildren(part);
  state.say(`${field.label}: ${state.words.contested}`);
}

function report(outcome, answer) {
  if (outcome === "saved") {
    state.saved(answer.said);
    return;
  }
  for (const field of fields) if (field.isDirty) sayOf(field, state.words.unsaved, true);
  state.trouble(outcome, { kept: fields.every(isKept), reason: answer.reason });
}

/* Saving by the button never runs beside saving by itself: it waits, and then starts from what that has saved. */
async function submitted(event) {
  form.elements.csrfmiddlewaretoken.value = token(form);
  const calm = navigator.onLine && !autosave.running && !autosave.failures && !autosave.waiting.length;
  if (!leaving && (passing || calm)) {
    leave(true);
    return;
  }
  event.preventDefault();
  if (leaving) return; // pressed twice
  const { submitter } = event;
  const reached = await autosave.now();
  const stuck = fields.find((field) => field.stopped === "contested");
  if (stuck) stuck.element.scrollIntoView({ block: "center" });
  passing = !stuck && (reached || state.kind === "signed_out");
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
  const unplaced = copies.filter((copy) => {
    const field = fields.find((each) => placeOf(each) === copy.place);
    if (field) takeUp(field, copy);
    return !field;
  });
  showKept(device, unplaced, document.querySelector("[data-kept-copies]"));
}

/* What stands in the field already needs no offer; what is not saved there stays kept, now by this page. */
function takeUp(field, copy) {
  if (JSON.stringify(copy.entries) !== field.snapshot()) offerOne(field, copy);
  else if (keep(field)) device.forget(copy.place, copy.page);
}

function offerOne(field, copy) {
  const done = (part) => {
    device.forget(copy.place, copy.page);
    part.remove();
    field.controls[0].focus();
  };
  const put = (part) => {
    field.restore(copy.entries, () => false);
    if (keep(field)) done(part);
    autosave.typed();
  };
  offerCopy(field, copy, form, { put, discard: done });
  // On a narrow screen the form is the tab that is not shown first.
  if (matchMedia("(max-width: 56rem)").matches) location.hash = "your-evaluation";
  state.say(state.words.offered);
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("focusout", (event) => fieldOf(event.target)?.waits && autosave.now());
form.addEventListener("submit", submitted);
document.addEventListener("visibilitychange", () => (document.hidden ? saveOnTheWay() : autosave.failures && autosave.now()));
addEventListener("pagehide", saveOnTheWay);
addEventListener("online", () => autosave.now());
addEventListener("offline", () => autosave.waiting.length && report("unreachable", {}));
addEventListener("beforeunload", (event) => {
  if (!leaving && !fields.every(isKept)) event.preventDefault();
});
offerBack();
tell();
if (autosave.waiting.length) autosave.typed();
