/* The token that each post must carry. Signing in again, also in another window, makes a new one. */
"use strict";

export function token(form) {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith(`${form.dataset.tokenCookie}=`));
  return cookie ? cookie.slice(form.dataset.tokenCookie.length + 1) : form.elements.csrfmiddlewaretoken.value;
}

/* A new one from the server, for this page's requests and for its button. */
export async function renewToken(form) {
  const answer = await fetch(form.dataset.tokenUrl, { redirect: "manual", headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) return false;
  form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
  return true;
}
