// Marks the words that a reader searched for, then takes them out of the address, so that a link passed on is clean.

/** @param {HTMLElement} text @param {Set<string>} words */
function mark(text, words) {
  for (const old of text.querySelectorAll("mark[data-md-highlight]")) old.replaceWith(...old.childNodes);
  text.normalize();
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  /** @type {[Text, RegExpMatchArray][]} */
  const found = [];
  while (walk.nextNode()) {
    const node = /** @type {Text} */ (walk.currentNode);
    if (node.parentElement?.closest("script, style, button, svg, [hidden]")) continue;
    for (const match of node.data.matchAll(/[\p{L}\p{N}’']+/gu)) {
      if (words.has(match[0].toLowerCase().replace(/[’']/g, ""))) found.push([node, match]);
    }
  }
  // From the end, so that splitting a text leaves what stands before it where it was.
  for (const [node, match] of found.reverse()) {
    const word = node.splitText(match.index ?? 0);
    word.splitText(match[0].length);
    const marked = document.createElement("mark");
    marked.dataset.mdHighlight = "";
    word.replaceWith(marked);
    marked.append(word);
  }
}

function fromAddress() {
  const [anchor, words] = location.hash.slice(1).split("?mark=");
  /** @type {HTMLElement | null} */
  const text = document.querySelector("main article");
  if (!words || !text) return;
  mark(text, new Set(decodeURIComponent(words).split("+")));
  history.replaceState(history.state, "", location.pathname + location.search + (anchor && `#${anchor}`));
  (anchor ? document.getElementById(anchor) : text)?.scrollIntoView();
}

addEventListener("hashchange", fromAddress);
fromAddress();
