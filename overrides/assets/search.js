// Answers in the search box: loads the index, shows and announces what is found, and moves among it by key.

import { element } from "./element.js";
import { Search } from "./search-rank.js";

const FORMAT = 1; // as in scripts/search_index.py
const PARTS = 3;
const FIRST_LOOK = [
  { heading: "Prepare", anchor: "prepare" },
  { heading: "Recovery", anchor: "recovery" },
  { heading: "What to expect", anchor: "what-to-expect" },
];

const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const box = find("[data-md-component=search]");
const query = /** @type {HTMLInputElement} */ (find("[data-md-component=search-query]"));
const toggle = /** @type {HTMLInputElement} */ (find("#__search"));
const list = find(".md-search-result__list");
const { base: top = ".", index: words = "" } = find("button.top-search").dataset;
const base = new URL(top, location.href);

/** @type {Promise<Search>} */
const index = new Promise((ready, failed) => {
  const script = document.createElement("script");
  script.src = words;
  script.onload = () => {
    const data = /** @type {any} */ (globalThis).searchIndex;
    data?.format === FORMAT ? ready(new Search(data)) : failed();
  };
  script.onerror = failed;
  document.head.append(script);
});

/** @param {string} address from the top of the site @param {string} anchor @returns {string} */
function href(address, anchor = "") {
  const page = location.protocol === "file:" ? `${address}index.html` : address;
  return new URL(page + (anchor && `#${anchor}`), base).href;
}

/**
 * @param {string} address @param {(Node | string)[]} inside @param {string[]} marks
 * @returns {HTMLElement} a link that marks words on the page it leads to; its address stays free of them
 */
function link(address, inside, marks) {
  const made = element("a", { href: address, class: "md-search-result__link" }, ...inside);
  made.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    toggle.checked = false;
    const joint = address.includes("#") ? "" : "#";
    location.assign(marks.length ? `${address}${joint}?mark=${marks.join("+")}` : address);
  });
  return made;
}

/** @param {import("./search-rank.js").Hit} hit @param {string[]} marks @returns {HTMLElement} */
function item(hit, marks) {
  const parts = hit.whole && hit.address.startsWith("treatments/") ? FIRST_LOOK : hit.parts;
  const [best, ...rest] = hit.whole ? [undefined, ...parts] : parts;
  const known = hit.name && !hit.title.toLowerCase().includes(hit.name.toLowerCase()) ? ` (${hit.name})` : "";
  const article = element("article", { class: "md-search-result__article md-typeset" },
    element("h1", {}, hit.title, element("span", { class: "search-name" }, known)),
    ...(best ? [element("p", { class: "search-where" }, `In “${best.heading}”`)] : []),
    element("p", {}, hit.line));
  const links = rest.slice(0, best ? PARTS - 1 : PARTS).map(({ heading, anchor }) => link(href(hit.address, anchor), [heading], marks));
  for (const part of links) part.setAttribute("aria-label", `${hit.title}: ${part.textContent}`);
  return element("li", { class: "md-search-result__item" },
    link(href(hit.address, best?.anchor), [article], marks),
    ...(links.length ? [element("div", { class: "search-parts" }, ...links)] : []));
}

/** @param {Search} search @param {string[]} near @returns {HTMLElement[]} ways on where nothing was found */
function waysOn(search, near) {
  const words = near.map((word) => {
    const button = element("button", { type: "button", class: "search-near" }, word);
    button.addEventListener("click", () => {
      query.value = word;
      query.focus();
      answer();
    });
    return button;
  });
  const problems = search.data.problems.map(([name, anchor]) => link(href("treatments/", anchor), [name], []));
  return [
    ...(words.length ? [element("li", { class: "search-way" }, element("p", {}, "Did you mean"), ...words)] : []),
    element("li", { class: "search-way" }, element("p", {}, "What is it about?"), element("div", { class: "search-parts" }, ...problems)),
  ];
}

/** @param {string} text */
function say(text) {
  const line = find(".md-search-result__meta");
  if (line.textContent !== text) line.textContent = text;
}

async function answer() {
  const typed = query.value.trim();
  let search;
  try {
    search = await index;
  } catch {
    say("The search did not load. Load this page again, or use the list of treatments.");
    list.replaceChildren(element("li", { class: "search-way" }, link(href("a-to-z/"), ["All treatments, A to Z"], [])));
    return;
  }
  if (typed !== query.value.trim()) return;
  if (!typed) {
    say("Type a treatment, a problem or a question.");
    list.replaceChildren();
    return;
  }
  const { hits, total, unknown, near, marks } = search.ask(query.value);
  const missed = unknown.map((word) => `“${word}”`).join(" and ");
  const count = `${total} ${total === 1 ? "page" : "pages"}${total > hits.length ? `, the best ${hits.length} first` : ""}.`;
  say(hits.length ? `${count}${missed && ` Nothing about ${missed}.`}` : `Nothing found for “${typed}”.`);
  list.replaceChildren(...(hits.length ? hits.map((hit) => item(hit, marks)) : waysOn(search, near)));
}

/** @param {KeyboardEvent} event */
function move(event) {
  if (!toggle.checked) return;
  const stops = [query, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a, button"))];
  const at = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
  if (event.key === "Escape") {
    toggle.checked = false;
    query.blur();
  } else if (event.key === "Enter" && at === 0) {
    event.preventDefault();
    stops[1]?.click();
  } else if (at >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    stops[(at + stops.length + (event.key === "ArrowDown" ? 1 : -1)) % stops.length].focus();
  }
}

query.addEventListener("input", answer);
query.form?.addEventListener("submit", (event) => event.preventDefault());
query.form?.addEventListener("reset", () => setTimeout(() => {
  query.focus();
  answer();
}));
box.addEventListener("keydown", move);
box.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget instanceof Node && !box.contains(relatedTarget)) toggle.checked = false;
});
answer();
