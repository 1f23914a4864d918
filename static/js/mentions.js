/* Typing @ in a note offers the teammates whom one can name, in a list of buttons that the arrow keys reach.
   Without it the same names work when they are written. */
"use strict";

const TYPED = /(?:^|[^A-Za-z0-9._-])[@＠]([^\s@＠][^@＠\n]{0,80}|)$/u;

/* As the server folds names: case, vowel signs, forms of alef. */
function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\u0610-\u061A\u064B-\u065F\u0670\u0640]/gu, "")
    .replace(/[أإآٱ]/gu, "ا").replace(/ى/gu, "ي").replace(/ة/gu, "ه");
}

class Offer {
  constructor(root) {
    this.field = document.getElementById(root.dataset.mentions);
    this.list = root.querySelector("ul");
    this.status = root.querySelector("[role=status]");
    this.found = root.dataset.found;
    this.names = [...root.querySelectorAll("[data-name]")].map((each) => each.dataset.name);
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => this.enter(event));
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.list.addEventListener("click", (event) => this.take(event.target.closest("button")));
  }

  /* What follows the last @ before the cursor; null where there is none. */
  get typed() {
    const match = TYPED.exec(this.field.value.slice(0, this.field.selectionStart));
    return match && match[1];
  }

  look() {
    const typed = this.typed;
    const fits = typed === null ? [] : this.names.filter((name) => this.fits(name, typed));
    this.list.replaceChildren(...fits.map((name) => this.button(name)));
    this.list.hidden = !fits.length;
    this.status.textContent = fits.length ? this.found : "";
  }

  fits(name, typed) {
    const [whole, start] = [fold(name), fold(typed)];
    return whole !== start && (whole.startsWith(start) || whole.split(" ").some((part) => part.startsWith(start)));
  }

  button(name) {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    Object.assign(button, { type: "button", className: "button quiet small", textContent: name, dir: "auto" });
    item.append(button);
    return item;
  }

  enter(event) {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.list.querySelector("button").focus();
    } else if (event.key === "Escape") this.close();
  }

  move(event) {
    const item = event.target.closest("li");
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown") item.nextElementSibling?.firstElementChild.focus();
    else if (event.key === "ArrowUp") (item.previousElementSibling?.firstElementChild ?? this.field).focus();
    else return;
    event.preventDefault();
  }

  take(button) {
    if (!button) return;
    const end = this.field.selectionStart;
    this.field.setRangeText(`${button.textContent} `, end - this.typed.length, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.status.textContent = "";
    this.field.focus();
  }
}

for (const root of document.querySelectorAll("[data-mentions]")) new Offer(root);
