/* One field of an evaluation: a score, a remark or a comment. `stored` is what the server has in it. */
"use strict";

import { Question } from "../keeping/question.js";

const DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹";

export class Field extends Question {
  constructor(element) {
    super(element);
    this.stored = element.dataset.stored;
    // What a form brings back that has not been saved stands in the field and is not confirmed.
    if (!this.isStored) this.confirmed = null;
  }

  get controls() {
    return [...this.element.querySelectorAll(`[name="${this.key}"]`)];
  }

  get isScore() {
    return this.key.startsWith("points_");
  }

  get revision() {
    return this.controls[0].form.elements.revision.value;
  }

  /* One for the whole form: it is set where the answer is read. */
  set revision(value) {}

  get value() {
    return this.entries()[0]?.[1] ?? "";
  }

  set value(value) {
    for (const control of this.controls) {
      if (control.type === "radio") control.checked = control.value === value;
      else control.value = value;
    }
  }

  get isStored() {
    return this.plain(this.value) === this.plain(this.stored);
  }

  /* "14,5", "14.50" and "١٤٫٥" are one score; a text is compared as the server keeps it, without blanks around it. */
  plain(value) {
    const text = value.replaceAll("\r\n", "\n").trim();
    if (!this.isScore) return text;
    const western = text.replace(/[٠-٩۰-۹]/g, (digit) => DIGITS.indexOf(digit) % 10);
    const number = western.replace(/\s/g, "").replace(/[,٫،]/, ".");
    return number && Number.isFinite(Number(number)) ? String(Number(number)) : number;
  }

  /* A value as people read it: of a level its words too. */
  wordsOf(value) {
    const radio = this.controls.find((control) => control.type === "radio" && control.value === value);
    return radio ? radio.labels[0].textContent.replace(/\s+/g, " ").trim() : value;
  }

  rowOf() {
    return 0;
  }
}
