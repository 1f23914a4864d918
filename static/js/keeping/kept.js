/* Copies of this device that no field of the page can take: the phase has closed, or the question is no longer asked.
   They are shown to be read and copied, until somebody discards them. */
"use strict";

import { Device } from "./device.js";
import { copyText, moment, offer } from "./offers.js";

/* Show `copies` in `place`; texts that stand on the page already are not shown twice. */
export function showKept(device, copies, place) {
  const standing = new Set([...document.querySelectorAll("textarea[readonly]")].map((field) => field.value.trim()));
  const left = copies.filter((copy) => copy.words.trim() && !standing.has(copy.words.trim()));
  for (const copy of left) {
    const part = offer(
      "kept-copy",
      { label: copy.label, when: moment(copy.at, place) },
      {
        copy: (whole) => copyText(copy.words, whole.querySelector("[data-do=copy]")),
        discard: (whole) => {
          device.forget(copy.place, copy.page);
          whole.remove();
          place.hidden = !place.querySelector("[data-kept]");
        },
      },
    );
    const field = part.querySelector("textarea");
    field.value = copy.words;
    field.setAttribute("aria-label", copy.label);
    place.append(part);
  }
  if (left.length) place.hidden = false;
}

const closed = document.querySelector("[data-kept-copies][data-closed]");
if (closed) {
  const device = new Device(closed.dataset.copies);
  showKept(device, device.copies(closed.dataset.place), closed);
}
