/* What this device has kept from before and the server has never confirmed: offered beside its field, with what the
   server has and the differences. Nothing is put back without being asked for. */
"use strict";

import { differences } from "./differences.js";

export function moment(at, page) {
  const { locale, zone } = page.dataset;
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone: zone }).format(at);
}

/* Fill in the template called `name`; texts are text, never markup. */
export function filled(name, texts) {
  const part = document.getElementById(name).content.firstElementChild.cloneNode(true);
  for (const [slot, text] of Object.entries(texts)) {
    for (const place of part.querySelectorAll(`[data-slot="${slot}"]`)) place.append(text);
  }
  return part;
}

/* `actions` go by the names of the template's buttons; each takes the offer away when it is done. */
export function offer(name, texts, actions) {
  const part = filled(name, texts);
  for (const [action, act] of Object.entries(actions)) {
    part.querySelector(`[data-do="${action}"]`).addEventListener("click", () => act(part));
  }
  return part;
}

/* What is gone is struck out and what is new underlined; both also say so to those who do not see it. */
export function marked(before, after) {
  const parts = differences(before, after).map(([kind, text]) => (kind === "both" ? text : filled(`diff-${kind}`, { text })));
  const whole = document.createDocumentFragment();
  whole.append(...parts);
  return whole;
}

export function offerCopy(question, copy, form, actions) {
  const differing = marked(question.words(), copy.words);
  const part = offer("device-copy", { when: moment(copy.at, form), text: differing }, actions);
  part.querySelector("[data-newer]").hidden = copy.revision === question.revision;
  question.element.prepend(part);
  return part;
}

export async function copyText(text, button) {
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset.done;
}
