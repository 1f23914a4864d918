/* One question on the page, of whichever kind: what is in its fields now, and how to put something else into them. */
"use strict";

const BOX = ["checkbox", "radio"];
const MOST_ROWS = 100; // of a table, as the server shows
const ANSWERS = "[name^='q-']:not([type=file])";

export class Question {
  /* `data-unsaved`: what stands in the field is not what is saved; `data-contested`: somebody else's text came first. */
  constructor(element) {
    this.element = element;
    this.key = element.dataset.question;
    this.label = element.dataset.label;
    this.stopped = "";
    this.sent = null;
    this.confirmed = element.hasAttribute("data-unsaved") ? null : this.snapshot();
    if (element.hasAttribute("data-contested")) this.stopped = "contested";
  }

  get controls() {
    return [...this.element.querySelectorAll(ANSWERS)];
  }

  get isDirty() {
    return this.snapshot() !== this.confirmed;
  }

  get waits() {
    return !this.stopped && this.isDirty;
  }

  get revision() {
    return this.element.ownerDocument.getElementsByName(`r-${this.key}`)[0]?.value ?? "";
  }

  set revision(value) {
    const field = this.element.ownerDocument.getElementsByName(`r-${this.key}`)[0];
    if (field) field.value = value;
  }

  /* Names and values as the browser would post them; blank cells of a table are left out, so that an empty row more
     or less is no change. */
  entries() {
    const filled = this.controls.filter((control) => !control.disabled && (!BOX.includes(control.type) || control.checked));
    const single = this.controls.length === 1;
    return filled.map((control) => [control.name, control.value]).filter(([, value]) => single || value !== "");
  }

  snapshot() {
    return JSON.stringify(this.entries());
  }

  /* In plain words, for when the fields themselves may be gone. */
  words() {
    const filled = this.controls.filter((control) => (BOX.includes(control.type) ? control.checked : control.value));
    const lines = filled.map((control) => [nameOf(control, this.controls.length > 1), wordsOf(control)]);
    return lines.map(([name, said]) => (name && said ? `${name}: ${said}` : name || said)).join("\n");
  }

  /* The row of a cell by its name; 0 for what is no cell. */
  rowOf(name) {
    return Number(name.slice(`q-${this.key}-`.length).match(/^(\d+)-/)?.[1] ?? 0);
  }

  /* Put a kept text into the fields; a table grows as far as needed. */
  restore(entries, grow) {
    const rows = Math.min(MOST_ROWS, Math.max(0, ...entries.map(([name]) => this.rowOf(name) + 1)));
    while (this.controls.every((control) => this.rowOf(control.name) < rows - 1) && grow(this.element));
    for (const control of this.controls) {
      const values = entries.filter(([name]) => name === control.name).map(([, value]) => value);
      if (BOX.includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

/* A box is its label, a cell has its row and column for a name; the one field of a question needs none. */
function nameOf(control, isOneOfMany) {
  return isOneOfMany && !BOX.includes(control.type) ? labelOf(control) : "";
}

function wordsOf(control) {
  if (BOX.includes(control.type)) return labelOf(control);
  if (control.tagName === "SELECT") return control.selectedOptions[0]?.textContent.trim() ?? "";
  return control.value;
}

function labelOf(control) {
  return (control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent ?? "").trim();
}
