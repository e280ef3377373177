// On every page: makes the search's box, and loads what answers in it, when the reader first asks for it.

/** @type {HTMLButtonElement | null} */
const opener = document.querySelector("button.top-search");
const loaded = new Set();

/** Whether the box is open, where the theme's rules look for it. */
const TOGGLE = `<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search">`;

/** Material 9.8.1's search box, so that the theme's rules hold for it, with a name for its dialog. */
const BOX = `
<div class="md-search" data-md-component="search" role="dialog" aria-label="Search">
  <label class="md-search__overlay" for="__search"></label>
  <div class="md-search__inner" role="search">
    <form class="md-search__form" name="search">
      <input type="text" class="md-search__input" name="query" aria-label="Search" aria-controls="search-found"
        aria-describedby="search-said" placeholder="A treatment or a problem" autocapitalize="off" autocorrect="off"
        autocomplete="off" spellcheck="false" data-md-component="search-query" required>
      <label class="md-search__icon md-icon" for="__search" title="Close search">
        <svg viewBox="0 0 24 24"><circle cx="10" cy="10" r="6"/><path d="m14.5 14.5 6 6"/></svg>
        <svg viewBox="0 0 24 24"><path d="M20 12H5m7-7-7 7 7 7"/></svg>
      </label>
      <nav class="md-search__options" aria-label="Search options">
        <button type="reset" class="md-search__icon md-icon" title="Clear" aria-label="Clear" tabindex="-1">
          <svg viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></svg>
        </button>
      </nav>
    </form>
    <div class="md-search__output">
      <div class="md-search__scrollwrap" tabindex="0" role="region" aria-label="Search results" data-md-scrollfix>
        <div class="md-search-result" data-md-component="search-result">
          <div class="md-search-result__meta" id="search-said" aria-live="polite">Loading the search</div>
          <ol class="md-search-result__list" id="search-found"></ol>
        </div>
      </div>
    </div>
  </div>
</div>`;

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
  if (location.hash.includes("?mark=")) load(opener?.dataset.mark);
}

function open() {
  if (!opener) return;
  const field = () => /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-component=search-query]"));
  if (!field()) {
    document.body.insertAdjacentHTML("afterbegin", TOGGLE);
    opener.insertAdjacentHTML("afterend", BOX);
    field()?.addEventListener("focus", open);
  }
  load(opener.dataset.script);
  /** @type {HTMLInputElement} */ (document.querySelector("#__search")).checked = true;
  if (document.activeElement !== field()) field()?.focus();
}

for (const button of document.querySelectorAll("[data-search]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", open);
}
addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "f", "s"].includes(event.key)) return;
  event.preventDefault();
  open();
});
addEventListener("hashchange", mark);
mark();
