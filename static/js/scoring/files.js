/* The pages of an attachment, opened in their place beside the form. Without scripts the link leads to a page of its own. */
"use strict";

const links = document.querySelectorAll("#project .files a.own");

async function open(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const place = document.createElement("div");
  place.className = "opened-pages";
  place.tabIndex = 0;
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", link.textContent.replace(/\s+/g, " ").trim());
  place.append(...page.querySelectorAll("main .note, main .file-pages, main .file-pages ~ p"));
  link.closest("li").append(place);
  place.focus();
}

for (const link of links) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const shown = link.closest("li").querySelector(".opened-pages");
    link.setAttribute("aria-expanded", String(!shown));
    if (shown) shown.remove();
    else await open(link);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
}
