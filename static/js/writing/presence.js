/* Tells that the page is open, and shows who else has it open: htmx asks every 15 seconds, this adds the token and says
   goodbye. */
"use strict";

import { press } from "../keeping/press.js";
import { token } from "../keeping/token.js";

const form = document.getElementById("section-form");
const here = document.getElementById("presence");

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token(form);
});

// Who is here can be told at the next asking just as well.
here.addEventListener("htmx:beforeSwap", (event) => {
  if (press.isHeld) event.detail.shouldSwap = false;
});

addEventListener("pagehide", () => {
  const goodbye = new FormData();
  goodbye.append("csrfmiddlewaretoken", token(form));
  goodbye.append("phase", form.elements.phase.value);
  goodbye.append("leaving", "1");
  navigator.sendBeacon(here.getAttribute("hx-post"), goodbye);
});
