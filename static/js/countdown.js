/* The panels that say how long is left, kept right while the page is open. The server's clock counts, never the
   device's: the page brings the server's now, time passed since is measured, and after a sleep it is asked again. */
"use strict";

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];
const SLEPT = 2_000; // ms by which the two clocks of the device may differ before one is not believed
const [HOUR_SLACK, DAY_SLACK] = [5 * MINUTE, 30 * MINUTE]; // as the server rounds, which says three days of a little less
const SAY_AT = [HOUR, 15 * MINUTE, 5 * MINUTE, MINUTE];

export class Clock {
  constructor(now, address) {
    this.address = address;
    /* The server took its now after the request had begun: so never more time is shown than there is. */
    const begun = performance.getEntriesByType("navigation")[0]?.requestStart ?? 0;
    this.set(now, begun);
  }

  set(now, begun) {
    Object.assign(this, { zero: now - begun, drift: Date.now() - performance.now() });
  }

  get now() {
    return this.zero + performance.now();
  }

  /* One of the device's clocks stands still while it sleeps, the other can be changed by hand. */
  get doubtful() {
    return Math.abs(Date.now() - performance.now() - this.drift) > SLEPT;
  }

  async ask() {
    const begun = performance.now();
    try {
      const answer = await fetch(this.address, { method: "HEAD", cache: "no-store" });
      this.set(Date.parse(answer.headers.get("Date")) + SECOND - 1, begun);
    } catch (error) {
      console.warn("The server's clock could not be asked:", error);
      const slept = Date.now() - performance.now() - this.drift;
      this.set(this.now + Math.max(0, slept), performance.now());
    }
  }
}

/* The words of the page's language; each unit has one pattern for each of its plural forms. */
class Words {
  constructor(panel) {
    this.patterns = JSON.parse(panel.dataset.words);
    this.rules = new Intl.PluralRules(document.documentElement.lang);
  }

  say(unit, count) {
    return this.patterns[unit][this.rules.select(count)].replace("{n}", count);
  }

  /* Days alone; below two days hours and minutes; in the last hour minutes and seconds. */
  left(time) {
    if (time >= 2 * DAY - HOUR_SLACK) return this.say("day", Math.max(2, Math.floor((time + DAY_SLACK) / DAY)));
    if (time > HOUR) return this.both("hour", HOUR, "minute", MINUTE, time);
    return this.both("minute", MINUTE, "second", SECOND, time);
  }

  both(unit, length, smaller, size, time) {
    const [count, rest] = [Math.floor(time / length), Math.floor((time % length) / size)];
    if (!count) return this.say(smaller, rest);
    if (!rest) return this.say(unit, count);
    const pair = { one: this.say(unit, count), other: this.say(`more_${smaller}`, rest) };
    return this.patterns.and.replace("{one}", pair.one).replace("{other}", pair.other);
  }
}

class Panel {
  constructor(element) {
    Object.assign(this, { element, words: new Words(element), last: undefined });
    this.end = Date.parse(element.dataset.closes);
    this.left = element.querySelector(".left");
    this.voice = element.querySelector("[data-voice]");
  }

  /* Returns whether it still has to be looked at. */
  show(now) {
    const time = this.end - now;
    if (time <= 0) return this.close();
    const words = this.words.left(time);
    if (this.left.textContent !== words) this.left.textContent = words;
    const passed = SAY_AT.find((each) => this.last > each && time <= each);
    if (passed) this.voice.textContent = `${this.element.dataset.label} ${this.words.left(passed)}`;
    this.last = time;
    return true;
  }

  close() {
    this.element.classList.add("over");
    this.left.textContent = this.voice.textContent = this.element.dataset.closed;
    return false;
  }
}

function run() {
  let panels = [...document.querySelectorAll("[data-closes]")].map((element) => new Panel(element));
  if (!panels.length) return;
  const { now, clock: address } = panels[0].element.dataset;
  const clock = new Clock(Date.parse(now), address);
  const look = async () => {
    if (clock.doubtful) await clock.ask();
    panels = panels.filter((panel) => panel.show(clock.now));
    const soon = panels.some((panel) => panel.end - clock.now <= HOUR + MINUTE);
    if (panels.length) setTimeout(look, soon ? SECOND - (clock.now % SECOND) : MINUTE / 4);
  };
  document.addEventListener("visibilitychange", () => document.hidden || clock.ask());
  addEventListener("pageshow", (event) => event.persisted && clock.ask());
  look();
}

run();
