// Document pages: the units of a place, their words for a citation, and the place of what is selected.
import { numberOf, wordsIn } from "./words.js";

const article = document.querySelector("[data-document]");
// The site, which may lie under a path: this file is /static/FINGERPRINT/quote.js in it.
const base = new URL(`../../${encodeURI(article.dataset.document)}/`, import.meta.url).pathname;
const RANGE = /^(?<head>.*\/)(?<first>[^/-]+)-(?<last>[^/]+)$/u;
const NOTE = /(?:^|\/)fn\//u;
const MARKS = /\[(?<number>[0-9]+|\*+)\]/gu;
const QUOTES = /[“”‘’]/gu;
const BEGINNINGS = /^/gmu;
const KIND = /^(?:pp|op|para|fn|h|table|vote|sec|annex)$/u;
const INNER = { "“": "‘", "”": "’", "‘": "“", "’": "”" };

const placeOf = (mark) => decodeURI(mark.pathname).slice(decodeURI(base).length);
const markOf = (unit) => unit.querySelector(":scope > .permalink");

// The place that contains both, else the range from first to last; empty if there is neither.
function joined(first, last) {
  const [a, b] = [first.split("/"), last.split("/")];
  let same = 0;
  while (same < a.length && a[same] === b[same]) {
    same += 1;
  }
  const head = a.slice(0, same).join("/");
  if (same === a.length || same === b.length) {
    return head;
  }
  return head && !KIND.test(a[same]) && !KIND.test(b[same]) ? `${head}/${a[same]}-${b[same]}` : "";
}

// The units of a place or of a range of places, `op/5-7`.
function unitsOf(place) {
  const { head, first, last } = RANGE.exec(place)?.groups ?? { head: "", first: place, last: place };
  const units = [...article.querySelectorAll(NOTE.test(place) ? ".note" : ".text .unit")];
  const isIn = (label) => (unit) => `${placeOf(markOf(unit))}/`.startsWith(`${head}${label}/`);
  const start = units.findIndex(isIn(first));
  return start < 0 ? [] : units.slice(start, units.findLastIndex(isIn(last)) + 1);
}

// The words of a place or what is chosen of them, one unit a line; the place's own number goes without saying.
function linesOf(place, chosen, isMarked = false) {
  return unitsOf(place)
    .map((unit) => [
      wordsIn(unit, chosen, isMarked),
      placeOf(markOf(unit)) === place ? "" : numberOf(unit, chosen),
    ])
    .filter(([words]) => words)
    .map(([words, number]) => number + words)
    .join("\n");
}

// The same with the footnotes that are marked in it; empty if there are none.
function withNotes(place, chosen) {
  const lines = linesOf(place, chosen, true);
  const numbers = new Set(Array.from(lines.matchAll(MARKS), ({ groups }) => groups.number));
  const notes = [...numbers]
    .map((number) => [number, article.querySelector(`[id='fn-${number}']`)])
    .filter(([, note]) => note)
    .map(([number, note]) => `[${number}] ${wordsIn(note)}`);
  return notes.length > 0 ? [lines, ...notes].join("\n") : "";
}

// The units that a range touches with at least a word; a footnote, if it lies in one.
function touched(chosen) {
  const within = chosen.commonAncestorContainer;
  const note = (within.closest ? within : within.parentElement).closest(".note");
  if (note) {
    return [note];
  }
  const units = [...article.querySelectorAll(".text .unit")].filter((unit) => chosen.intersectsNode(unit));
  const first = units.findIndex((unit) => wordsIn(unit, chosen));
  return units.slice(first, units.findLastIndex((unit) => wordsIn(unit, chosen)) + 1);
}

// What is selected: a range, or null.
function selected() {
  const selection = getSelection();
  return selection.isCollapsed ? null : selection.getRangeAt(0).cloneRange();
}

// What is selected, if all of it lies in a place.
function selectedIn(place) {
  const chosen = selected();
  const held = chosen ? touched(chosen) : [];
  const units = new Set(unitsOf(place));
  return held.length > 0 && held.every((unit) => units.has(unit)) ? chosen : null;
}

// Words in quotation marks (GB/T 15834), as the server sets them: domain/quotation.py.
function quoted(words) {
  return `${words.replace(QUOTES, (sign) => INNER[sign]).replace(BEGINNINGS, "“")}”`;
}

export { article, base, joined, linesOf, markOf, placeOf, quoted, selected, selectedIn, touched, withNotes };
