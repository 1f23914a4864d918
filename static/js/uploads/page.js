/* The page of the files: dropping them, watching them go, and what became of them. Without this the form does it all. */
import { Refused, SignedOut, Stopped, Upload } from "./sending.js";

const said = document.getElementById("uploads-said");
const announce = (text) => { said.textContent = text; };
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const element = (name, className, text = "") => Object.assign(document.createElement(name), { className, textContent: text });

/* One file on the page: its name, how far it is, and a button to stop it or to go on. */
class Line {
  constructor(file, form) {
    this.form = form;
    this.row = element("li", "");
    this.name = element("p", "name");
    this.name.append(Object.assign(document.createElement("bdi"), { textContent: file.name }));
    this.bar = Object.assign(document.createElement("progress"), { max: 100, value: 0, ariaLabel: file.name });
    this.state = element("p", "hint", form.dataset.starts);
    this.button = Object.assign(element("button", "button quiet small", form.dataset.stop), { type: "button" });
    this.row.append(this.name, this.bar, this.state, this.button);
    const list = form.querySelector(".sending");
    list.hidden = false;
    list.append(this.row);
  }

  progress(share) {
    this.bar.value = Math.floor(share * 100);
    this.say(this.form.dataset.sending.replace("{share}", `${Math.floor(share * 100)} %`));
  }

  say(text, className = "hint", aloud = false) {
    Object.assign(this.state, { textContent: text, className });
    if (aloud) announce(text);
  }

  end(text, className) {
    this.bar.remove();
    this.button.remove();
    this.say(text, className, true);
  }

  offer(label, pressed) {
    Object.assign(this.button, { textContent: label, onclick: pressed });
  }
}

/* Whether the file is attached in the end. */
async function send(file, form, caption) {
  const line = new Line(file, form);
  const words = form.dataset;
  const upload = new Upload(file, {
    url: words.uploads, question: words.question, caption, token: token(),
    progressed: (share) => line.progress(share),
    waiting: () => line.say(words.waiting, "hint", true),
    checking: () => line.say(words.checking),
  });
  for (;;) {
    line.offer(words.stop, () => upload.stop());
    try {
      const answer = await upload.send();
      line.end(answer.message, "done");
      return true;
    } catch (error) {
      if (error instanceof SignedOut) {
        line.say(words.signedOut, "refused", true);
        await new Promise((pressed) => line.offer(words.goOn, pressed));
      } else {
        line.end(error instanceof Stopped ? words.stopped : error instanceof Refused && error.message || words.failed, "refused");
        return false;
      }
    }
  }
}

/* What is attached now, as the server draws it; forms in which files still go stay as they are. */
async function refresh() {
  const answer = await fetch(window.location.href, { redirect: "manual" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const group of document.querySelectorAll(".file-group")) {
    const drawn = page.getElementById(group.id);
    if (!drawn || group.querySelector(".going")) continue;
    const lines = group.querySelector(".sending");
    group.replaceWith(drawn);
    const form = drawn.querySelector("form[data-uploads]");
    if (form && lines?.children.length) {
      const list = form.querySelector(".sending");
      list.replaceWith(lines);
    } else if (lines) drawn.append(lines);
    if (form) prepare(form);
  }
  document.getElementById("files-quota")?.replaceWith(page.getElementById("files-quota") ?? "");
}

async function sendAll(files, form, caption = "") {
  form.classList.add("going");
  let arrived = 0;
  for (const file of files) arrived += await send(file, form, caption) ? 1 : 0;
  form.classList.remove("going");
  if (arrived) await refresh().catch((error) => console.warn("The list of files could not be drawn anew:", error));
}

function prepare(form) {
  const chosen = form.querySelector("input[type=file]");
  const caption = form.querySelector("[name=caption]");
  form.querySelector(".drop-here").hidden = false;
  form.addEventListener("submit", (event) => {
    if (!chosen.files.length) return; // the server says what is missing
    event.preventDefault();
    const files = [...chosen.files];
    const words = files.length === 1 ? caption.value : "";
    chosen.value = "";
    caption.value = "";
    sendAll(files, form, words);
  });
  form.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) sendAll([...event.dataTransfer.files], form);
  });
}

document.querySelectorAll("form[data-uploads]").forEach(prepare);
/* A file that misses its place must not replace the page, and what was typed in it. */
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
