/* One post of what was typed, and what became of it in one word: nothing that can go wrong is left without its name. */
"use strict";

import { press } from "./press.js";
import { renewToken, token } from "./token.js";

const KEEPALIVE_MOST = 60_000; // bytes; browsers let no more go on after the page is left

/* `saved` comes with what the server says of each question. `unreachable`: nobody knows whether it has arrived. */
export async function post(form, questions) {
  return postAll(form, () => entriesOf(form, questions));
}

/* The same for any names and values; `entries()` is asked again for a second try. */
export async function postAll(form, entries) {
  let answer = await sent(form, entries());
  if (answer?.status === 403 && (await renewed(form))) answer = await sent(form, entries());
  await press.released;
  if (answer === null) return { outcome: "unreachable" };
  if (answer.type === "opaqueredirect" || answer.status === 401) return { outcome: "signed_out" };
  if (answer.status === 404) return { outcome: "gone" };
  if (answer.status >= 500 || answer.status === 429) return { outcome: "unreachable" };
  return told(answer);
}

async function told(answer) {
  try {
    const said = await answer.json();
    return { outcome: answer.ok ? "saved" : said.outcome, ...said };
  } catch (error) {
    console.error(`The answer ${answer.status} cannot be read:`, error);
    return { outcome: "refused" };
  }
}

async function renewed(form) {
  try {
    return await renewToken(form);
  } catch (error) {
    console.warn("No new token:", error);
    return false;
  }
}

function entriesOf(form, questions) {
  const own = questions.flatMap((question) => [...JSON.parse(question.sent), [`r-${question.key}`, question.revision]]);
  return [...["phase", "writer"].map((name) => [name, form.elements[name].value]), ...own];
}

async function sent(form, entries) {
  const body = new FormData();
  let size = 0;
  for (const [name, value] of entries) {
    body.append(name, value);
    size += new Blob([name, value]).size + 200; // the frame of each part
  }
  const options = { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token(form), "X-Requested-With": "fetch" } };
  try {
    return await fetch(form.dataset.autosave, { ...options, keepalive: size < KEEPALIVE_MOST });
  } catch (error) {
    console.warn("Nothing was reached:", error);
    return null;
  }
}
