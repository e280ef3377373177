// Prints the questions of a page on one sheet, with room for answers; puts the date and numbers of sides on all paper.

import { element } from "./element.js";
import { tell } from "./tell.js";

const heading = document.querySelector("#questions-to-ask");
const article = document.querySelector(".guidance");

const line = () => element("span", { class: "rule line" });

/** @returns {HTMLElement} the sheet; never shown on the screen */
function sheet() {
  const questions = [...(heading?.closest("section")?.querySelectorAll("li") ?? [])].map((item) => {
    const copy = /** @type {HTMLElement} */ (item.cloneNode(true));
    for (const mark of copy.querySelectorAll("sup")) mark.remove();
    return element("li", {}, copy.textContent?.trim() ?? "", line());
  });
  const address = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href ?? "";
  const checked = document.querySelector(".behind time")?.textContent ?? "";
  return element("section", { class: "take", "aria-hidden": "true" },
    element("p", { class: "take-title" }, `My questions: ${document.querySelector("h1")?.textContent ?? ""}`),
    element("p", {}, "Clinic: ", element("span", { class: "rule" }), " Phone: ", element("span", { class: "rule" }), " Phone at night: ", element("span", { class: "rule" })),
    element("p", { class: "take-part" }, "Questions to ask"),
    element("ol", {}, ...questions),
    element("p", { class: "take-part" }, "What to tell"),
    element("ul", {}, ...tell.map((item) => element("li", {}, item))),
    element("p", {}, "Notes ", line(), line()),
    element("p", {}, `Laser Skin Guide, ${address}. Sources last checked ${checked}. General information; it does not replace the advice of the person who treats you.`));
}

if (heading && article) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "take-button";
  button.textContent = "Print my questions, with room for answers";
  heading.after(button);
  button.addEventListener("click", () => {
    article.querySelector(".take")?.remove();
    article.append(sheet());
    document.documentElement.classList.add("print-questions");
    print();
  });
  addEventListener("afterprint", () => document.documentElement.classList.remove("print-questions"));
}

addEventListener("beforeprint", () => {
  const [address, date] = document.querySelectorAll(".imprint span");
  date.textContent = new Date().toLocaleDateString(undefined, { dateStyle: "long" });
  const foot = [document.querySelector("h1")?.textContent, address.textContent, date.textContent].join(" · ");
  const paper = new CSSStyleSheet();
  paper.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(foot)} } @bottom-right { content: "Side " counter(page) " of " counter(pages) } }`);
  document.adoptedStyleSheets = [paper];
});
