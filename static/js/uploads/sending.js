/* Sends one file in pieces, and goes on where the line broke: the core of the tus protocol, version 1.0. */
const TUS = { "Tus-Resumable": "1.0.0" };
const SMALLEST = 128 * 1024;
const LARGEST = 4 * 1024 * 1024;
const PATIENCE = [1, 2, 5, 10, 20, 30]; // seconds between attempts, the last of them again and again
const TRIED_AGAIN = new Set([408, 429, 502, 503, 504]);

/* The platform has said no, in a sentence. */
export class Refused extends Error {}
/* The session is over: somebody has to sign in before it can go on. */
export class SignedOut extends Error {}
export class Stopped extends Error {}
/* The line is broken, or the platform is away: it is tried again. */
class Broken extends Error {}

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/* What this browser remembers of an upload, so that the same file goes on after the page was closed. */
function memory(url, question, file) {
  const key = ["upload", url, question, file.name, file.size, file.lastModified].join(":");
  const kept = (use) => { try { return use(localStorage); } catch { return null; } };
  return {
    read: () => kept((store) => store.getItem(key)),
    write: (location) => kept((store) => store.setItem(key, location)),
    forget: () => kept((store) => store.removeItem(key)),
  };
}

/* A token that was renewed by signing in again stands in the page that this one was made from. */
async function freshToken() {
  const answer = await fetch(window.location.href, { redirect: "manual", headers: { Accept: "text/html" } });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

export class Upload {
  constructor(file, { url, question, caption, token, progressed, waiting, checking }) {
    Object.assign(this, { file, url, question, caption, token, progressed, waiting, checking });
    this.memory = memory(url, question, file);
    this.piece = 2 * SMALLEST;
    this.stopping = new AbortController();
  }

  stop() { this.stopping.abort(); }

  /* What the platform says in the end. Throws Refused, SignedOut, Stopped. */
  async send() {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.through(() => { attempt = -1; });
      } catch (error) {
        if (this.stopping.signal.aborted) throw new Stopped();
        if (!(error instanceof Broken)) throw error;
        this.waiting();
        await this.pause(PATIENCE[Math.min(Math.max(attempt, 0), PATIENCE.length - 1)]);
      }
    }
  }

  /* Give it up here and there. */
  async discard() {
    const location = this.memory.read();
    this.memory.forget();
    if (location) await this.ask("DELETE", location).catch(() => null);
  }

  async through(succeeded) {
    let place = await this.place();
    for (;;) {
      const piece = this.file.slice(place.offset, place.offset + this.piece);
      if (place.offset + piece.size >= this.file.size) this.checking();
      const begun = performance.now();
      const answer = await this.ask("PATCH", place.location, {
        "Upload-Offset": String(place.offset), "Content-Type": "application/offset+octet-stream",
      }, piece);
      if (answer.status === 409) { place = await this.place(); continue; }
      if (answer.status === 200) {
        this.memory.forget();
        return await answer.json();
      }
      if (answer.status !== 204) await this.refuse(answer);
      succeeded();
      this.adapt(performance.now() - begun);
      place.offset = Number(answer.headers.get("Upload-Offset"));
      this.progressed(place.offset / this.file.size);
    }
  }

  /* Where it lies and how much of it is there; a new place where there is none yet. */
  async place() {
    const known = this.memory.read();
    if (known) {
      const answer = await this.ask("HEAD", known);
      if (answer.ok) {
        const offset = Number(answer.headers.get("Upload-Offset"));
        this.progressed(offset / this.file.size);
        return { location: known, offset };
      }
      this.memory.forget();
    }
    const metadata = { filename: this.file.name, question: this.question, caption: this.caption };
    const answer = await this.ask("POST", this.url, {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": Object.entries(metadata).filter(([, text]) => text).map(([key, text]) => `${key} ${encoded(text)}`).join(","),
    });
    if (answer.status !== 201) await this.refuse(answer);
    const location = answer.headers.get("Location");
    this.memory.write(location);
    return { location, offset: 0 };
  }

  async ask(method, url, headers = {}, body = undefined, again = true) {
    let answer;
    try {
      answer = await fetch(url, {
        method, body, redirect: "manual", credentials: "same-origin", signal: this.stopping.signal,
        headers: { ...TUS, "X-CSRFToken": this.token, ...headers },
      });
    } catch (error) {
      throw new Broken(String(error));
    }
    if (answer.type === "opaqueredirect") throw new SignedOut();
    if (answer.status === 403 && again) {
      this.token = await freshToken().catch((error) => { throw error instanceof SignedOut ? error : new Broken(); });
      return this.ask(method, url, headers, body, false);
    }
    if (TRIED_AGAIN.has(answer.status)) throw new Broken(String(answer.status));
    return answer;
  }

  async refuse(answer) {
    this.memory.forget();
    const said = await answer.json().catch(() => ({}));
    throw new Refused(said.message ?? "");
  }

  /* Large pieces on a good line, small ones on a poor one: what is lost when it breaks is a few seconds. */
  adapt(milliseconds) {
    if (milliseconds < 1500) this.piece = Math.min(this.piece * 2, LARGEST);
    else if (milliseconds > 6000) this.piece = Math.max(this.piece / 2, SMALLEST);
  }

  pause(seconds) {
    return new Promise((resume) => {
      const timer = setTimeout(done, seconds * 1000);
      const signal = this.stopping.signal;
      function done() { clearTimeout(timer); window.removeEventListener("online", done); signal.removeEventListener("abort", done); resume(); }
      window.addEventListener("online", done);
      signal.addEventListener("abort", done);
    });
  }
}
