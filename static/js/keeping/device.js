/* What was typed, kept on this device until the server has confirmed that very text.
   Each copy has a name of its own: whose it is, of which project, in which place, from which open page. So one window
   never replaces what another has kept, and nobody is shown what somebody else has typed here. */
"use strict";

export class Device {
  constructor(owner) {
    this.prefix = `idarathon:${owner}:`;
    this.page = crypto.getRandomValues(new Uint32Array(2)).join("");
    this.works = true;
  }

  /* True once the copy is there; false where the device has no room for it or lets no page keep anything. */
  keep(place, copy) {
    try {
      localStorage.setItem(this.nameOf(place, this.page), JSON.stringify({ ...copy, place, page: this.page }));
      this.works = true;
    } catch (error) {
      console.warn("This device keeps no copy:", error);
      this.works = false;
    }
    return this.works;
  }

  forget(place, page = this.page) {
    try {
      localStorage.removeItem(this.nameOf(place, page));
    } catch (error) {
      console.warn("This device lets nothing be removed:", error);
    }
  }

  /* The copies of this person and project whose place begins so, oldest first. */
  copies(beginning) {
    return this.names()
      .filter((name) => name.startsWith(this.prefix + beginning))
      .map((name) => this.read(name))
      .filter((copy) => copy !== null)
      .sort((one, other) => one.at - other.at);
  }

  names() {
    try {
      return Object.keys(localStorage);
    } catch (error) {
      console.warn("This device lets no page look at what it keeps:", error);
      return [];
    }
  }

  read(name) {
    try {
      const copy = JSON.parse(localStorage.getItem(name));
      return copy && Array.isArray(copy.entries) ? copy : null;
    } catch (error) {
      console.warn(`What is kept as ${name} cannot be read:`, error);
      return null;
    }
  }

  nameOf(place, page) {
    return `${this.prefix}${place}:${page}`;
  }
}
