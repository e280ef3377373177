// Ranks pages and sections for what a reader types. No page element is touched here.
//
// Pages and sections are ranked by BM25F (Robertson, Zaragoza, Taylor 2004, "Simple BM25
// extension to multiple weighted fields"): a word counts more the fewer pages have it, more
// in a title than in the text, and less with every further time. What readers call a page is
// matched as a whole: all of "laser resurfacing" says more than "laser" twice.

const PAGE = { k: 2, b: 0.5, title: 1, name: 0.5, text: 0.9 };
const SECTION = { k: 1.2, b: 0.4, heading: 4, asked: 3, phrase: 0.7, usual: 1, text: 1 };
const WHOLE_NAME = 1.4; // how much a name adds that was said as a whole
const ASPECT = 0.6; // what words still say about the page that say more about the section, such as "burn" or "before"
const OFF_TOPIC = 0.2; // what a guide loses where its names miss the treatment that was named
const OTHER_PAGES = 0.55; // pages about the site stand behind treatments and guides
const OWN_NAME = 0.4; // what a word of the page's own name still says about a section of it
const [GUIDE, TREATMENT] = [1, 2]; // as in scripts/search_index.py
const MOST = 10;

/**
 * @typedef {{format: number, questionWords: string, problems: [string, string][], headings: [string, string, string, number][],
 *   pages: [string, string, string, string[], number, [number, number][]][], words: string, found: string}} Data
 *   as written by scripts/search_index.py
 * @typedef {{heading: string, anchor: string, score: number}} Part
 * @typedef {{address: string, title: string, line: string, name: string, score: number, whole: boolean, parts: Part[]}} Hit
 *   `name` is the other name that was meant, "" where it was the title; `whole`: nothing was asked beyond the page's
 *   names; `parts` are its sections, best first
 * @typedef {{hits: Hit[], total: number, unknown: string[], near: string[], marks: string[]}} Answer
 *   `unknown`: typed words that are nowhere; `near`: known words like them; `marks`: words to mark on the page
 * @typedef {{group: number, weight: number}} Meaning
 */

const bare = (/** @type {string} */ text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "");
const split = (/** @type {string} */ text) => bare(text).match(/[a-z0-9]+/g) ?? [];

/** @param {string} text @returns {string[]} its words, "make-up" also as "makeup", as scripts/search_index.py makes them */
export const words = (text) => [
  ...split(text),
  ...(bare(text).match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? []).map((joined) => joined.replaceAll("-", "")),
];

/**
 * How many letters differ: added, left out, changed, or two neighbours swapped (Damerau 1964).
 * @param {string} a @param {string} b @param {number} limit
 * @returns {number} more than `limit` where it is more
 */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [], last = [], row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return row[b.length];
}

const lettersForgiven = (/** @type {string} */ word) => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2);

/** The site's words and where they stand, ready to be asked. */
export class Search {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.questionWords = new Set(data.questionWords.split(" "));
    this.forms = data.words.split("\n").map((line) => line.split(","));
    this.places = data.found.split("\n");
    /** @type {Map<string, number>} */
    this.groupOf = new Map(this.forms.flatMap((forms, group) => forms.map((form) => [form, group])));
    this.sorted = [...this.groupOf.keys()].sort();
    /** @type {Map<number, Map<number, number>>} */
    this.decoded = new Map();
    /** @type {Map<number, Map<number, number>>} */
    this.paged = new Map();
    this.headings = data.headings.map(([heading, , asked]) => ({
      said: this.groups(heading),
      phrases: asked.split(" ").filter(Boolean).map((phrase) => phrase.split("-").map((word) => this.groupOf.get(word) ?? -1)),
    }));
    /** @type {Set<number>} words that tell the section more than the page */
    this.aspects = new Set(this.headings.flatMap(({ phrases }) => phrases.flat()));
    /** @type {{page: number, heading: number, length: number}[]} */
    this.sections = data.pages.flatMap((page, at) => page[5].map(([heading, length]) => ({ page: at, heading, length })));
    this.starts = [0];
    for (const page of data.pages) this.starts.push(this.starts[this.starts.length - 1] + page[5].length);
    this.names = data.pages.map((page) => [page[1], ...page[3]].map((name) => this.groups(name)));
    this.lengths = data.pages.map((page) => page[5].reduce((sum, [, length]) => sum + length, 0));
    this.meanPage = mean(this.lengths);
    this.meanSection = mean(this.sections.map((section) => section.length));
    /** @type {Map<number, Set<number>>} group -> pages named so */
    this.named = new Map();
    /** @type {Set<number>} words that name a treatment */
    this.topics = new Set();
    this.names.forEach((names, page) => names.forEach((groups) => groups.forEach((group) => {
      if (data.pages[page][4] === TREATMENT) this.topics.add(group);
      if (!this.named.has(group)) this.named.set(group, new Set());
      this.named.get(group)?.add(page);
    })));
  }

  /** @param {string} text @returns {Set<number>} */
  groups(text) {
    return new Set(words(text).filter((word) => !this.questionWords.has(word)).map((word) => this.groupOf.get(word) ?? -1));
  }

  /** @param {number} group @returns {Map<number, number>} section -> how often it stands there */
  found(group) {
    let found = this.decoded.get(group);
    if (!found) {
      let at = 0;
      found = new Map((this.places[group] ? this.places[group].split(" ") : []).map((entry) => {
        const [gap, times] = entry.split("*");
        return [(at += parseInt(gap, 36)), times ? parseInt(times, 36) : 1];
      }));
      this.decoded.set(group, found);
    }
    return found;
  }

  /** @param {number} group @returns {Map<number, number>} page -> how often it stands in its text; named pages too */
  inPages(group) {
    const known = this.paged.get(group);
    if (known) return known;
    /** @type {Map<number, number>} */
    const pages = new Map();
    for (const page of this.named.get(group) ?? []) pages.set(page, 0);
    for (const [section, times] of this.found(group)) {
      const page = this.sections[section].page;
      pages.set(page, (pages.get(page) ?? 0) + times);
    }
    this.paged.set(group, pages);
    return pages;
  }

  /** @param {string} start @param {number} most @returns {string[]} known words that begin so */
  beginning(start, most) {
    let low = 0, high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let i = low; i < this.sorted.length && found.length < most && this.sorted[i].startsWith(start); i++) found.push(this.sorted[i]);
    return found;
  }

  /** @param {string} word @param {number} limit @returns {[string, number][]} known words nearest to it, with their distance */
  like(word, limit) {
    let best = limit;
    /** @type {[string, number][]} */
    let found = [];
    for (const known of this.sorted) {
      const away = distance(word, known, best);
      if (away > best || known.length < 3) continue;
      if (away < best) [best, found] = [away, []];
      found.push([known, away]);
    }
    return found;
  }

  /**
   * What a typed word may mean: itself, two words run together, a word still being typed, an inflection, a typing error.
   * @param {string} word @param {boolean} unfinished @param {boolean} part of a word that was typed in two
   * @returns {Meaning[][]} one list for each word it stands for
   */
  meanings(word, unfinished, part) {
    const weigh = (/** @type {string[]} */ known, /** @type {number} */ weight) =>
      [...new Set(known.map((form) => this.groupOf.get(form) ?? -1))].map((group) => ({ group, weight }));
    const longer = unfinished && word.length > 1 ? this.beginning(word, 30) : [];
    const exact = this.groupOf.get(word);
    if (exact !== undefined) return [[{ group: exact, weight: 1 }]];
    if (part) return [];
    if (longer.length) return [weigh(longer, 0.9)];
    for (let cut = 4; cut <= word.length - 4; cut++) {
      const [left, right] = [word.slice(0, cut), word.slice(cut)].map((part) => this.groupOf.get(part));
      if (left !== undefined && right !== undefined) return [[{ group: left, weight: 1 }], [{ group: right, weight: 1 }]];
    }
    const like = this.like(word, lettersForgiven(word));
    if (like.length) return [weigh(like.map(([known]) => known), like[0][1] === 1 ? 0.85 : 0.7)];
    for (let cut = word.length - 1; cut >= Math.max(4, word.length - 4); cut--) {
      const stem = this.beginning(word.slice(0, cut), 30).filter((known) => known.length <= word.length + 3);
      if (stem.length) return [weigh(stem, 0.7)];
    }
    if (word.length > 2 && !unfinished) {
      const begun = this.beginning(word, 10);
      if (begun.length) return [weigh(begun, 0.6)];
    }
    if (unfinished && word.length > 4) {
      const begun = this.sorted.filter((known) => known.length > word.length && distance(word, known.slice(0, word.length), 1) === 1);
      if (begun.length) return [weigh(begun.slice(0, 30), 0.6)];
    }
    return [];
  }

  /**
   * @param {string} query what the reader typed
   * @returns {Answer}
   */
  ask(query) {
    const typed = split(query);
    const asks = (/** @type {number} */ at) => this.questionWords.has(typed[at]) && typed.length > 1;
    const joined = (/** @type {number} */ at) => (typed[at] && typed[at + 1] ? this.groupOf.get(typed[at] + typed[at + 1]) : undefined);
    /** @type {Meaning[][]} */
    const terms = [];
    const unknown = [];
    typed.forEach((word, at) => {
      const both = joined(at);
      if (both !== undefined) terms.push([{ group: both, weight: 1 }]);
      if (asks(at) || (typed.length > 1 && /^\d$/.test(word))) return;
      const meant = this.meanings(word, at === typed.length - 1 && /[\p{L}\p{N}]$/u.test(query), both !== undefined || joined(at - 1) !== undefined);
      terms.push(...meant);
      if (!meant.length && both === undefined && joined(at - 1) === undefined) unknown.push(word);
    });
    const hits = this.pages(terms);
    const marks = terms.flat().filter(({ weight }) => weight > 0.5).flatMap(({ group }) => this.forms[group] ?? []);
    return {
      hits: hits.slice(0, MOST).map(([page, score]) => this.hit(page, score, terms, typed)),
      total: hits.length,
      unknown,
      near: unknown.flatMap((word) => this.like(word, lettersForgiven(word) + 1).slice(0, 3).map(([known]) => known)),
      marks: [...new Set(marks)].slice(0, 24),
    };
  }

  /** @param {Meaning[][]} terms @returns {[number, number][]} pages with their scores, best first */
  pages(terms) {
    const count = this.data.pages.length;
    /** @type {Map<number, number>} */
    const scores = new Map();
    /** @type {Map<number, number>} */
    const said = new Map();
    for (const meanings of terms) {
      /** @type {Map<number, number>} */
      const best = new Map();
      for (const { group, weight } of meanings) {
        const pages = this.inPages(group);
        const naming = this.named.get(group) ?? new Set();
        const rareText = rarity(count, pages.size) * this.share(group);
        const rareName = this.rareName(group) * this.share(group);
        said.set(group, Math.max(said.get(group) ?? 0, weight));
        for (const [page, times] of pages) {
          const text = times / (1 - PAGE.b + (PAGE.b * this.lengths[page]) / this.meanPage);
          const named = !naming.has(page) ? 0 : this.names[page][0].has(group) ? PAGE.title : PAGE.name;
          best.set(page, Math.max(best.get(page) ?? 0, weight * (PAGE.text * rareText * soften(text, PAGE.k) + rareName * named)));
        }
      }
      for (const [page, score] of best) scores.set(page, (scores.get(page) ?? 0) + score);
    }
    const topics = [...said].filter(([group]) => this.topics.has(group)).map(([group, weight]) => [group, weight * this.rareName(group)]);
    const all = topics.reduce((sum, [, worth]) => sum + worth, 0);
    for (const [page, score] of scores) {
      const kind = this.data.pages[page][4];
      const missed = topics.reduce((sum, [group, worth]) => sum + (this.named.get(group)?.has(page) ? 0 : worth), 0);
      const trust = kind === TREATMENT ? 1 : (kind === GUIDE ? 1 : OTHER_PAGES) * (1 - (all ? (OFF_TOPIC * missed) / all : 0));
      scores.set(page, trust * (score + WHOLE_NAME * this.name(page, said)[0]));
    }
    return [...scores].sort(([a, first], [b, second]) => second - first || a - b);
  }

  /** @param {number} group @returns {number} how much it tells as part of a name */
  rareName(group) {
    return rarity(this.data.pages.length, this.named.get(group)?.size ?? 0);
  }

  /** @param {number} group @returns {number} which part of what a word tells is about the page */
  share(group) {
    return this.aspects.has(group) ? ASPECT : 1;
  }

  /**
   * How well a query says one of the page's names: what was said of it, times the share of the name that was said.
   * @param {number} page @param {Map<number, number>} said group -> weight
   * @returns {[number, number]} the score, and which name: 0 is the title
   */
  name(page, said) {
    /** @type {[number, number]} */
    let best = [0, 0];
    this.names[page].forEach((groups, at) => {
      let all = 0, matched = 0;
      for (const group of groups) {
        const worth = this.rareName(group) * this.share(group);
        all += worth;
        matched += worth * (said.get(group) ?? 0);
      }
      const score = all ? (matched * matched) / all : 0;
      if (score > best[0] * 1.001) best = [score, at];
    });
    return best;
  }

  /** @param {number} page @param {number} score @param {Meaning[][]} terms @param {string[]} typed @returns {Hit} */
  hit(page, score, terms, typed) {
    const [address, title, line, names, kind] = this.data.pages[page];
    const said = new Map(terms.flat().map(({ group, weight }) => [group, weight]));
    const own = new Set(kind === TREATMENT ? this.names[page].flatMap((groups) => [...groups]) : []);
    const asked = typed.map((word) => this.groupOf.get(word) ?? -2);
    const parts = [];
    for (let section = this.starts[page]; section < this.starts[page + 1]; section++) {
      const [heading, anchor, , usual] = this.data.headings[this.sections[section].heading];
      const strength = anchor ? SECTION.usual * usual + this.section(section, terms, own) + SECTION.asked * this.askedFor(section, asked, own) : 0;
      if (anchor) parts.push({ heading, anchor, score: strength });
    }
    const named = new Set(this.names[page].flatMap((groups) => [...groups]));
    const more = terms.some((meanings) => !meanings.some(({ group }) => named.has(group)));
    const at = this.name(page, said)[1];
    return { address, title, line, name: at ? names[at - 1] : "", score, whole: !more, parts: parts.sort((a, b) => b.score - a.score) };
  }

  /** @param {number} section @param {Meaning[][]} terms @param {Set<number>} own words of the page's names @returns {number} */
  section(section, terms, own) {
    const { heading, length } = this.sections[section];
    const { said } = this.headings[heading];
    return terms.reduce((sum, meanings) => sum + Math.max(0, ...meanings.map(({ group, weight }) => {
      const text = (this.found(group).get(section) ?? 0) / (1 - SECTION.b + (SECTION.b * length) / this.meanSection);
      const worth = rarity(this.sections.length, this.found(group).size) * (own.has(group) ? OWN_NAME : 1);
      return weight * worth * soften(SECTION.text * text + (said.has(group) ? SECTION.heading : 0), SECTION.k);
    })), 0);
  }

  /**
   * @param {number} section @param {number[]} asked groups in the order typed @param {Set<number>} own words of the page's names
   * @returns {number} how many phrases of the section were said
   */
  askedFor(section, asked, own) {
    return this.headings[this.sections[section].heading].phrases
      .filter((phrase) => asked.some((_, at) => phrase.every((group, next) => asked[at + next] === group)))
      .filter((phrase) => phrase.some((group) => !own.has(group)))
      .reduce((sum, phrase) => sum + phrase.length ** SECTION.phrase, 0);
  }
}

const mean = (/** @type {number[]} */ numbers) => numbers.reduce((sum, n) => sum + n, 0) / (numbers.length || 1) || 1;

/** How much a word tells that stands in `some` of `all` pages (inverse document frequency, never below 0). */
const rarity = (/** @type {number} */ all, /** @type {number} */ some) => Math.log(1 + (all - some + 0.5) / (some + 0.5));

/** The second time counts less than the first, the tenth hardly at all. */
const soften = (/** @type {number} */ strength, /** @type {number} */ k) => (strength * (k + 1)) / (strength + k);
