/* Saves what has changed: one second after typing stops, on leaving a field, on leaving the page.
   One post at a time. Where an answer was lost on its way, the very same text is sent again before a newer one, so that
   nobody comes into conflict with themselves. */
"use strict";

import { post } from "./post.js";

const STILL = 1_000; // ms without a key
const LONGEST = 20_000; // ms of typing without a pause
const WAITS = [2_000, 4_000, 8_000, 15_000, 30_000]; // ms until the next try, the last for all that follow

export class Autosave {
  /* `report(outcome, answer)` tells the page; `settle(question, text, about)` each question of an answer; `send` is how
     a form goes that is posted otherwise. */
  constructor(form, questions, { report, settle, send = post }) {
    Object.assign(this, { form, questions, report, settle, send, running: null, failures: 0, ended: false });
  }

  get waiting() {
    return this.ended ? [] : this.questions.filter((question) => question.waits || question.sent !== null);
  }

  typed() {
    clearTimeout(this.still);
    this.still = setTimeout(() => this.now(), STILL);
    this.longest ??= setTimeout(() => this.now(), LONGEST);
  }

  /* Resolves to whether everything has been answered for. */
  async now() {
    clearTimeout(this.still);
    clearTimeout(this.longest);
    clearTimeout(this.retry);
    this.longest = undefined;
    while (this.running) await this.running;
    while (this.waiting.length && !this.ended) {
      this.running = this.round(this.waiting);
      const reached = await this.running;
      this.running = null;
      if (!reached) return false;
    }
    return true;
  }

  async round(batch) {
    for (const question of batch) question.sent ??= question.snapshot();
    const texts = new Map(batch.map((question) => [question, question.sent]));
    const answer = await this.send(this.form, batch);
    if (answer.outcome === "unreachable" || answer.outcome === "signed_out") {
      if (answer.outcome === "signed_out") for (const question of batch) question.sent = null;
      this.tryLater(answer);
      return false;
    }
    this.failures = 0;
    for (const [question, text] of texts) {
      question.sent = null;
      if (answer.outcome === "saved") this.settle(question, text, answer.questions[question.key]);
    }
    if (answer.outcome !== "saved") this.ended = true;
    this.report(answer.outcome, answer);
    return answer.outcome === "saved";
  }

  tryLater(answer) {
    const wait = WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    this.retry = setTimeout(() => this.now(), wait);
    this.report(answer.outcome, answer);
  }
}
