// The comparison: filters, sorts and sets treatments side by side. The choice stands in the address.

const form = /** @type {HTMLFormElement} */ (document.querySelector(".filters"));
const table = /** @type {HTMLTableElement} */ (document.querySelector(".compare"));
const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const side = /** @type {HTMLButtonElement} */ (form.querySelector("[data-side]"));
const groups = [...table.tBodies];
const rows = /** @type {HTMLTableRowElement[]} */ ([...table.querySelectorAll("tr[data-name]")]);
const home = new Map(rows.map((row) => [row, row.parentElement]));
const flat = document.createElement("tbody");
const FIELDS = ["problem", "skin", "days", "sort"];
const MOST = 4;

/** @type {string[]} slugs of the treatments set side by side */
let together = [];

const slug = (/** @type {HTMLElement} */ row) => row.querySelector("a")?.pathname.split("/").filter((part) => part && part !== "index.html").pop() ?? "";
const box = (/** @type {HTMLElement} */ row) => /** @type {HTMLInputElement} */ (row.querySelector("input"));
const value = (/** @type {string} */ name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name)).value;

/**
 * The highest number in a cell; none counts as more than all.
 * @param {HTMLElement} row
 * @param {string} key
 */
function number(row, key) {
  const found = row.querySelector(`[data-key="${key}"]`)?.textContent?.match(/\d+/g);
  return found ? Number(found.at(-1)) : Infinity;
}

/** @param {HTMLElement} row */
function fits(row) {
  if (together.length) return together.includes(slug(row));
  const days = value("days");
  return (
    (!value("problem") || row.dataset.problems?.split("|").includes(value("problem"))) &&
    (!value("skin") || row.dataset.skins?.split(" ").includes(value("skin"))) &&
    (!days || number(row, "days_off") <= Number(days))
  );
}

function show() {
  const key = value("sort");
  for (const row of rows) row.hidden = !fits(row);
  if (key || together.length) {
    const text = (/** @type {HTMLElement} */ row) => row.querySelector(`[data-key="${key}"]`)?.textContent ?? "";
    const order = [...rows].sort((a, b) => number(a, key) - number(b, key) || text(a).localeCompare(text(b)));
    flat.append(...(key ? order : rows));
    table.append(flat);
  } else {
    for (const row of rows) home.get(row)?.append(row);
    flat.remove();
  }
  for (const group of groups) group.hidden = Boolean(key) || together.length > 0 || !rows.some((row) => home.get(row) === group && !row.hidden);
  const count = rows.filter((row) => !row.hidden).length;
  const chosen = rows.filter((row) => box(row).checked).length;
  table.classList.toggle("together", together.length > 0);
  side.hidden = !together.length && chosen < 2;
  side.textContent = together.length ? "Back to all treatments" : `Set ${chosen} side by side`;
  for (const row of rows) box(row).disabled = !box(row).checked && chosen >= MOST;
  said.textContent =
    count === 0
      ? "No treatment fits all of that. Try more days off, or another skin type."
      : `${count} of ${rows.length} treatments shown.${chosen === 1 ? " Choose one to three more to set them side by side." : ""}`;
}

function remember() {
  const state = new URLSearchParams();
  for (const name of FIELDS) if (value(name)) state.set(name, value(name));
  if (together.length) state.set("side", together.join("."));
  history.replaceState(null, "", `${location.pathname}${state.size ? `?${state}` : ""}${location.hash}`);
}

function recall() {
  const state = new URLSearchParams(location.search);
  for (const name of FIELDS) {
    const field = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    const wanted = state.get(name) ?? "";
    if ([...field.options].some((option) => option.value === wanted)) field.value = wanted;
  }
  const known = rows.map(slug);
  together = [...new Set(state.get("side")?.split("."))].filter((name) => known.includes(name)).slice(0, MOST);
  if (together.length < 2) together = [];
  for (const row of rows) box(row).checked = together.includes(slug(row));
}

for (const row of rows) {
  box(row).hidden = false;
  box(row).addEventListener("change", show);
}
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => {
  together = [];
  show();
  remember();
});
form.addEventListener("reset", () => {
  together = [];
  for (const row of rows) box(row).checked = false;
  setTimeout(() => {
    show();
    remember();
  });
});
side.addEventListener("click", () => {
  together = together.length ? [] : rows.filter((row) => box(row).checked).map(slug);
  if (!together.length) for (const row of rows) box(row).checked = false;
  show();
  remember();
});
recall();
show();
