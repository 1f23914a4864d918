/* Words or characters counted while one writes, as the server counts them (`count_words`): what is over the limit is
   marked, never cut. */
"use strict";

const BLANKS = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

const counters = {
  words: (text) => text.split(BLANKS).filter((word) => SAYS_SOMETHING.test(word)).length,
  characters: (text) => [...text.normalize("NFC").replaceAll("\r\n", "\n").trim()].length,
};

export function count(field) {
  const line = field.closest("[data-question]")?.querySelector("[data-counted]");
  if (!line) return;
  const counted = counters[field.dataset.count](field.value);
  line.textContent = line.dataset.pattern.replace("{n}", counted);
  line.classList.toggle("over", counted > Number(field.dataset.limit));
}

document.addEventListener("input", (event) => event.target.dataset?.count && count(event.target));
document.addEventListener("change", (event) => event.target.dataset?.count && count(event.target));
document.querySelectorAll("[data-count]").forEach(count);
