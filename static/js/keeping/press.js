/* A button that moves between press and release is not pressed: browsers send no click to where the finger no longer is.
   Leaving a field saves it, so the answer comes in just then; what it changes on the page waits until the finger is up. */
"use strict";

const LONGEST = 2_000; // ms; whoever holds longer is not pressing a button

export class Press {
  constructor() {
    this.isHeld = false;
    this.released = Promise.resolve();
    addEventListener("pointerdown", () => this.begin());
  }

  /* The click comes right after the release, before anything that waits for it. */
  begin() {
    const released = new Promise((resolve) => {
      for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(resolve), { once: true });
      setTimeout(resolve, LONGEST);
    }).then(() => {
      if (this.released === released) this.isHeld = false;
    });
    Object.assign(this, { isHeld: true, released });
  }
}

export const press = new Press();
