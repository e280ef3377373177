// "Keep this page": asks for this page to be readable without a network, and forgets it at one click.

const KEPT = "kept-pages"; // as in keep-worker.js

const box = /** @type {HTMLElement} */ (document.querySelector(".keep"));
const button = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
const said = /** @type {HTMLElement} */ (box.querySelector(".keep-said"));
const address = location.href.split(/[?#]/)[0];

/** @returns {Promise<boolean>} */
const isKept = async () => (await caches.has(KEPT)) && Boolean(await (await caches.open(KEPT)).match(address));

async function show() {
  const kept = await isKept();
  button.textContent = kept ? "Forget this page" : "Keep this page";
  button.dataset.kept = String(kept);
}

async function keep() {
  await navigator.serviceWorker.register(box.dataset.worker ?? "", { scope: box.dataset.scope });
  const worker = (await navigator.serviceWorker.ready).active;
  const channel = new MessageChannel();
  const done = await new Promise((answer) => {
    channel.port1.onmessage = ({ data }) => answer(data);
    worker?.postMessage(address, [channel.port2]);
  });
  said.textContent = done ? "Kept. You can read this page here without a network." : "The page could not be kept. Try again when you have a network.";
}

async function forget() {
  const kept = await caches.open(KEPT);
  await kept.delete(address);
  const pages = (await kept.keys()).filter(({ url }) => url.endsWith("/"));
  if (!pages.length) {
    await caches.delete(KEPT);
    await (await navigator.serviceWorker.getRegistration(box.dataset.scope))?.unregister();
  }
  said.textContent = "Forgotten. Nothing of this page is kept here now.";
}

if ("serviceWorker" in navigator && "caches" in globalThis && location.protocol !== "file:") {
  await show();
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await (button.dataset.kept === "true" ? forget() : keep()).catch(() => {
      said.textContent = "Your browser does not allow this here.";
    });
    button.disabled = false;
    await show();
  });
}
