/* A page whose form is saved by itself and of which no word is lost: what is typed stays on this device until the server
   has confirmed it, whatever happens to the line, the session, the window or the browser.
   A page says for itself what the server's word on one of its fields means (`settle`), and whatever else its own form does
   in another way: the first group of methods, up to `stuck`. */
"use strict";

import { Autosave } from "./autosave.js";
import { Device } from "./device.js";
import { showKept } from "./kept.js";
import { offerCopy } from "./offers.js";
import { post } from "./post.js";
import { State } from "./state.js";
import { token } from "./token.js";

const PATIENCE = 8_000; // ms until somebody who stopped the page from loading can save again

export class KeptPage {
  constructor(form, fields) {
    Object.assign(this, { form, fields, leaving: false, passing: false });
    this.device = new Device(form.dataset.copies);
    this.state = new State(form);
    this.autosave = new Autosave(form, fields, {
      report: (outcome, answer) => this.report(outcome, answer),
      settle: (field, text, said) => this.settle(field, text, said),
      send: this.sender(),
    });
  }

  /* Begin to keep: after what the page was left with is offered, all that is typed is taken care of. */
  open() {
    this.form.autocomplete = "off";
    this.listen();
    this.offerBack();
    this.tell();
    if (this.autosave.waiting.length) this.autosave.typed();
  }

  /* How the form is posted. */
  sender() {
    return post;
  }

  /* `text` is what the server was sent of `field`, `said` what it answers. */
  settle() {
    throw new Error("Each page settles its own fields.");
  }

  /* Where it is said when a field was saved. */
  lineOf(field) {
    return field.element.querySelector("[data-saved]");
  }

  /* Somebody types in a field, before it is kept. */
  touched() {}

  /* Put a copy of this device into its field. */
  restore(field, entries) {
    field.restore(entries, () => false);
  }

  /* A copy is offered beside its field. */
  offered() {
    this.state.say(this.state.words.offered);
  }

  /* Nothing is in the way of the button's own post. */
  get isCalm() {
    return navigator.onLine && !this.autosave.running && !this.autosave.failures;
  }

  /* The field, if any, that must be seen to before the button's own post. */
  get stuck() {
    return undefined;
  }

  placeOf(field) {
    return `${this.form.dataset.place}${field.key}`;
  }

  fieldOf(target) {
    return this.fields.find((field) => field.element.contains(target));
  }

  fieldAt(place) {
    return this.fields.find((field) => this.placeOf(field) === place);
  }

  isKept(field) {
    return !field.isDirty || this.device.works;
  }

  get areKept() {
    return this.fields.every((field) => this.isKept(field));
  }

  /* For the look, and for whoever waits until all is confirmed. */
  tell() {
    this.form.dataset.state = this.fields.some((field) => field.isDirty) ? "waiting" : "saved";
  }

  /* True once what is in the field is either confirmed or on this device. */
  keep(field) {
    this.tell();
    if (!field.isDirty) {
      this.device.forget(this.placeOf(field));
      return true;
    }
    const { label, revision } = field;
    return this.device.keep(this.placeOf(field), { entries: field.entries(), words: field.words(), label, revision, at: Date.now() });
  }

  typed(event) {
    const field = this.fieldOf(event.target);
    if (!field) return;
    this.touched(field);
    if (!this.keep(field)) this.state.noRoom();
    this.autosave.typed();
  }

  sayOf(field, words, unsaved = false) {
    const line = this.lineOf(field);
    if (!line || !words) return;
    line.textContent = words;
    line.classList.toggle("unsaved", unsaved);
  }

  /* While something is in the way, the line of a field does not speak of an earlier save. */
  report(outcome, answer) {
    if (outcome === "saved") {
      this.state.saved(answer.said);
      return;
    }
    for (const field of this.fields) if (field.isDirty) this.sayOf(field, this.state.words.unsaved, true);
    this.state.trouble(outcome, { kept: this.areKept, reason: answer.reason });
  }

  /* Saving by the button never runs beside saving by itself: it waits, and then starts from what that has saved. */
  async submitted(event) {
    this.form.elements.csrfmiddlewaretoken.value = token(this.form);
    if (!this.leaving && (this.passing || this.isCalm)) {
      this.leave();
      return;
    }
    event.preventDefault();
    if (this.leaving) return; // pressed twice
    const { submitter } = event;
    const reached = await this.autosave.now();
    const { stuck } = this;
    stuck?.element.scrollIntoView({ block: "center" });
    this.passing = !stuck && (reached || this.state.kind === "signed_out");
    if (this.passing) this.form.requestSubmit(submitter);
  }

  leave() {
    [this.leaving, this.passing] = [true, false];
    setTimeout(() => Object.assign(this, { leaving: false, passing: false }), PATIENCE);
  }

  saveOnTheWay() {
    if (!this.leaving) this.autosave.now();
  }

  seen() {
    if (document.hidden) this.saveOnTheWay();
    else if (this.autosave.failures) this.autosave.now();
  }

  listen() {
    const { form, autosave } = this;
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("change", (event) => this.typed(event));
    form.addEventListener("focusout", (event) => this.fieldOf(event.target)?.waits && autosave.now());
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("pagehide", () => this.saveOnTheWay());
    addEventListener("online", () => autosave.now());
    addEventListener("offline", () => autosave.waiting.length && this.report("unreachable", {}));
    addEventListener("beforeunload", (event) => {
      if (!this.leaving && !this.areKept) event.preventDefault();
    });
    // A page that comes back from the browser's memory knows neither what was saved since nor from where it starts.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  offerBack() {
    const copies = this.device.copies(this.form.dataset.place);
    const unplaced = copies.filter((copy) => {
      const field = this.fieldAt(copy.place);
      if (field) this.takeUp(field, copy);
      return !field;
    });
    showKept(this.device, unplaced, document.querySelector("[data-kept-copies]"));
  }

  /* What stands in the field already needs no offer; what is not saved there stays kept, now by this page. */
  takeUp(field, copy) {
    if (JSON.stringify(copy.entries) !== field.snapshot()) this.offerOne(field, copy);
    else if (this.keep(field)) this.device.forget(copy.place, copy.page);
  }

  offerOne(field, copy) {
    const done = (part) => {
      this.device.forget(copy.place, copy.page);
      part.remove();
      field.controls[0]?.focus();
    };
    const put = (part) => {
      this.restore(field, copy.entries);
      if (this.keep(field)) done(part);
      this.autosave.typed();
    };
    offerCopy(field, copy, this.form, { put, discard: done });
    this.offered(field);
  }
}
