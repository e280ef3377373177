// Shows the pages that a reader asked to keep when there is no network. It keeps nothing that was not asked for.
//
// The network always comes first, so that a kept page is never older than the site while there is one;
// every time that it comes from the network, the kept copy is made new.

const KEPT = "kept-pages";
const PATIENCE = 4000; // milliseconds on a poor network before the kept page shows

/** @param {string} address of a page @returns {Promise<void>} once it and everything it loads is kept */
async function keep(address) {
  const page = await fetch(address, { cache: "no-cache" });
  if (!page.ok) throw new Error(`${address}: ${page.status}`);
  const html = await page.clone().text();
  const loaded = [...html.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+)"/g)]
    .filter(([tag]) => !/rel="(?:canonical|prev|next|manifest)"/.test(tag))
    .map(([, href]) => new URL(href, page.url).href)
    .filter((href) => href.startsWith(self.location.origin));
  const kept = await caches.open(KEPT);
  await kept.addAll(loaded);
  await kept.put(address, page);
}

/** @param {Request} request @param {(work: Promise<unknown>) => void} wait @returns {Promise<Response>} */
async function answer(request, wait) {
  const kept = await (await caches.open(KEPT)).match(request, { ignoreSearch: true, ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    const fresh = await fetch(request, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
    if (fresh.ok && request.mode === "navigate") wait(keep(request.url.split(/[?#]/)[0]).catch(() => {}));
    return fresh.ok ? fresh : kept;
  } catch {
    return kept;
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(self.location.origin)) {
    event.respondWith(answer(event.request, (work) => event.waitUntil(work)));
  }
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data).then(() => event.ports[0].postMessage(true), () => event.ports[0].postMessage(false)));
});
