/* What the page says about saving: one calm line in sight while something is wrong, and one voice that is not chatty. */
"use strict";

const QUIET = 60_000; // ms between two times that it is said that all is well

export class State {
  constructor(form) {
    this.words = JSON.parse(document.getElementById("writing-words").textContent);
    this.line = document.getElementById("writing-state");
    this.voice = document.getElementById("writing-voice");
    this.kind = "saved";
    this.saidAt = 0;
  }

  /* Things are well again, or still. */
  saved(said) {
    this.line.hidden = true;
    if (this.kind !== "saved" || Date.now() - this.saidAt > QUIET) this.say(said);
    this.kind = "saved";
  }

  /* Something is in the way; `kept`: what was typed is on this device. */
  trouble(kind, { kept, reason = "" }) {
    const sentence = [reason || this.words[kind], this.words[kept ? "kept" : "not_kept"]].join(" ");
    const line = this.line.querySelector("[data-says]");
    if (line.textContent !== sentence) line.textContent = sentence;
    this.line.querySelector("[data-sign-in]").hidden = kind !== "signed_out";
    this.line.hidden = false;
    if (this.kind !== kind) this.say(sentence);
    this.kind = kind;
  }

  /* Said once and kept in sight: from now on only the button and saving by itself keep what is typed. */
  noRoom() {
    const line = document.getElementById("writing-no-room");
    if (!line.hidden) return;
    line.hidden = false;
    this.say(line.textContent.trim());
  }

  say(sentence) {
    this.voice.textContent = sentence;
    this.saidAt = Date.now();
  }
}
