// On every page: shows the search, and loads it when the reader first asks for it. Nothing of it is loaded before.

/** @type {HTMLElement | null} */
const box = document.querySelector("[data-md-component=search]");
/** @type {HTMLInputElement | null} */
const toggle = document.querySelector("#__search");
/** @type {HTMLInputElement | null} */
const query = document.querySelector("[data-md-component=search-query]");
const loaded = new Set();

/** @param {string | undefined} address */
function load(address) {
  if (!address || loaded.has(address)) return;
  loaded.add(address);
  // A page that was opened from a disk may load classic scripts only.
  document.head.append(Object.assign(document.createElement("script"), {
    src: address,
    type: location.protocol === "file:" ? "" : "module",
    onerror: () => loaded.delete(address),
  }));
}

/** A link from the search carries the words to mark behind its section: #recovery?mark=swelling+swollen */
function mark() {
  if (location.hash.includes("?mark=")) load(box?.dataset.mark);
}

if (box && toggle && query) {
  const open = () => {
    load(box.dataset.script);
    toggle.checked = true;
    query.focus();
  };
  for (const button of document.querySelectorAll("[data-search]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", open);
  }
  query.addEventListener("focus", open);
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "f", "s"].includes(event.key)) return;
    event.preventDefault();
    open();
  });
}
addEventListener("hashchange", mark);
mark();
