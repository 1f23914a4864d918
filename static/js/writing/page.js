/* The page of one section, while it can be written: the parts of writing, tied together. */
"use strict";

import { KeptPage } from "../keeping/page.js";
import { Question } from "../keeping/question.js";
import { addRow } from "./rows.js";
import "./conditions.js";
import "./counting.js";
import "./presence.js";

class SectionPage extends KeptPage {
  /* Each question has a revision of its own; two texts that met are shown beside it, as the server has drawn them. */
  settle(question, text, said) {
    if (said.state === "saved") {
      Object.assign(question, { confirmed: text, revision: said.revision });
      this.sayOf(question, said.said);
      this.keep(question);
    } else {
      question.stopped = said.state;
    }
    const beside = question.element.querySelector("[data-beside]");
    if (said.html && beside) {
      beside.innerHTML = said.html; // a part of our own, in which nothing that was typed is markup
      this.state.say(said.said);
    }
  }

  /* Beside its field, and in the history whatever is chosen there. */
  standsBeside(question, copy) {
    const mine = question.element.querySelector(".conflict")?.dataset.mine;
    return mine !== undefined && mine.trim() === copy.words.trim();
  }

  takeUp(question, copy) {
    if (!this.standsBeside(question, copy)) super.takeUp(question, copy);
  }

  /* Who goes on from two texts has seen both: the one that the history has is not offered again. */
  leave() {
    super.leave();
    for (const copy of this.device.copies(this.form.dataset.place)) {
      const question = this.fieldAt(copy.place);
      if (question && this.standsBeside(question, copy)) this.device.forget(copy.place, copy.page);
    }
  }

  /* A table grows as far as the copy needs. */
  restore(question, entries) {
    question.restore(entries, addRow);
  }
}

const form = document.getElementById("section-form");
const questions = [...form.querySelectorAll("[data-question]")].map((element) => new Question(element));
new SectionPage(form, questions).open();
