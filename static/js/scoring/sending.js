/* Posts the whole evaluation, and brings together what two windows have changed: what only one of them has changed is
   taken as it is, and only a field that both have changed is asked about. */
"use strict";

import { postAll } from "../keeping/post.js";

const TRIES = 4; // times that another window may be faster

/* `adopted(field)` and `contested(field, stored)` tell the page. */
export function sender(fields, { adopted, contested }) {
  return async (form) => {
    let answer;
    for (let tries = 0; tries < TRIES; tries += 1) {
      answer = await postAll(form, () => entriesOf(form, fields));
      if (answer.outcome !== "elsewhere") break;
      const { revision, stored } = answer;
      form.elements.revision.value = revision;
      for (const field of fields) meet(field, stored[field.key] ?? "", { adopted, contested });
      answer = { outcome: "unreachable" };
    }
    if (answer.outcome === "saved") form.elements.revision.value = answer.revision;
    return answer;
  };
}

/* What is not to be saved goes as the server has it. */
function entriesOf(form, fields) {
  const own = fields.map((field) => [field.key, field.stopped || field.sent === null ? field.stored : valueOf(field)]);
  return [...["writer", "revision"].map((name) => [name, form.elements[name].value]), ...own];
}

function valueOf(field) {
  return JSON.parse(field.sent)[0]?.[1] ?? "";
}

function meet(field, stored, { adopted, contested }) {
  const changedThere = field.plain(stored) !== field.plain(field.stored);
  const changedHere = !field.isStored || field.sent !== null;
  field.stored = stored;
  if (!changedThere) return;
  if (field.isStored) {
    field.sent = null;
    field.confirmed = field.snapshot();
  } else if (changedHere) {
    contested(field, stored);
  } else {
    field.value = stored;
    field.confirmed = field.snapshot();
    adopted(field);
  }
}
