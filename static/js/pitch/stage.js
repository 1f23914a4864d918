/* A session of pitches, kept right while its page is open: the clock counts by the server's time, and what is shown is
   loaded again once something has changed. Without it the page loads itself again every few seconds. */
"use strict";

import { Clock } from "../countdown.js";

const ASK_EVERY = 4_000; // ms
const SECOND = 1_000;
const PATIENCE = 8_000; // ms until an answer that does not come is given up

const two = (number) => String(number).padStart(2, "0");

/* As the server writes it: minutes and seconds, with a plus sign what is too long. */
function figure(left) {
  const seconds = Math.trunc(left / SECOND);
  const size = Math.abs(seconds);
  return `${seconds < 0 ? "+" : ""}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

class Stage {
  constructor(element) {
    this.element = element;
    this.begin();
    setInterval(() => this.show(), SECOND / 4);
    setInterval(() => document.hidden || this.ask(), ASK_EVERY);
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
  }

  begin() {
    this.timer = this.element.querySelector("[data-until]");
    if (!this.timer) return;
    const { now, clock, until, soon, signals } = this.timer.dataset;
    this.clock ??= new Clock(Date.parse(now), clock);
    Object.assign(this, { until: Date.parse(until), soon: soon * SECOND, signals: JSON.parse(signals) });
    this.kind = this.frame.dataset.kind;
    this.show();
  }

  get frame() {
    return this.timer.closest("[data-kind]");
  }

  show() {
    if (!this.timer) return;
    const left = this.until - this.clock.now;
    const kind = left <= 0 ? "missing" : left <= this.soon ? "warn" : "ok";
    this.timer.querySelector(".figure").textContent = figure(left);
    if (kind === this.kind) return;
    this.kind = this.frame.dataset.kind = kind;
    /* A region that screen readers follow: the words are said when they change, and only then. */
    this.timer.querySelector(".signal").textContent = this.signals[kind];
  }

  async ask() {
    try {
      if (this.clock?.doubtful) await this.clock.ask();
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok || answer.redirected) return location.reload();
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("stage");
      this.lost(false);
      if (fresh.dataset.version !== this.element.dataset.version) this.replace(fresh);
    } catch (error) {
      console.warn("The session could not be asked for:", error);
      this.lost(true);
    }
  }

  lost(isLost) {
    document.getElementById("stage-lost").hidden = !isLost;
  }

  replace(fresh) {
    this.element.replaceWith(fresh);
    this.element = fresh;
    this.begin();
  }
}

const element = document.getElementById("stage");
if (element) new Stage(element);
