/* The page of one evaluation, while it can be written. The whole form has one revision, so what two windows have changed
   is brought together here, and a field that both have changed waits until its juror has chosen. */
"use strict";

import { filled, marked, offer } from "../keeping/offers.js";
import { KeptPage } from "../keeping/page.js";
import { Field } from "./field.js";
import { sender } from "./sending.js";
import "./keyboard.js";

class EvaluationPage extends KeptPage {
  sender() {
    return sender(this.fields, {
      adopted: (field) => this.adopted(field),
      contested: (field, stored) => this.contested(field, stored),
    });
  }

  settle(field, text, said) {
    if (field.stopped === "contested" || !said) return;
    if (said.state === "saved") {
      Object.assign(field, { confirmed: text, stored: said.value });
      this.sayOf(field, said.said);
      this.keep(field);
      return;
    }
    field.stopped = said.state;
    besideOf(field).replaceChildren(filled("refused", { text: said.said }));
    for (const control of field.controls) control.setAttribute("aria-invalid", "true");
    this.state.say(`${field.label}: ${said.said}`);
  }

  lineOf(field) {
    return field.element.closest("[data-block]").querySelector("[data-saved]");
  }

  touched(field) {
    if (field.stopped === "refused") clear(field);
  }

  /* Gone to where it is: the form is long, and on a narrow screen it is the tab that is not shown first. */
  offered(field) {
    if (!document.querySelector(":target .device-copy")) location.hash = field.element.id;
    super.offered(field);
  }

  /* Only what is saved by itself is brought together with another window's. */
  get isCalm() {
    return super.isCalm && !this.autosave.waiting.length;
  }

  get stuck() {
    return this.fields.find((field) => field.stopped === "contested");
  }

  adopted(field) {
    this.sayOf(field, this.state.words.adopted);
    this.keep(field);
  }

  /* Both windows have changed this one: nothing more of it is saved until its juror has chosen. */
  contested(field, stored) {
    field.stopped = "contested";
    field.sent = null;
    const there = field.wordsOf(stored) || this.state.words.nothing;
    const actions = { mine: () => this.choose(field, field.value), theirs: () => this.choose(field, stored) };
    besideOf(field).replaceChildren(offer("elsewhere", { text: marked(field.words(), there) }, actions));
    this.state.say(`${field.label}: ${this.state.words.contested}`);
  }

  choose(field, value) {
    field.value = value;
    field.confirmed = field.isStored ? field.snapshot() : null;
    clear(field);
    this.keep(field);
    field.controls[0].focus();
    this.autosave.now();
  }
}

const besideOf = (field) => field.element.querySelector("[data-beside]");

function clear(field) {
  field.stopped = "";
  besideOf(field).replaceChildren();
  for (const control of field.controls) control.removeAttribute("aria-invalid");
}

const form = document.getElementById("evaluation");
const fields = [...form.querySelectorAll("[data-question]")].map((element) => new Field(element));
new EvaluationPage(form, fields).open();
