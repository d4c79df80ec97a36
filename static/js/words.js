// The words of a document's units as printed, without what the page adds to them.
const ADDED = ".doubt, .back, .hit-step";

// The part of a range that lies in a node, all of the node without a range; null if none of it does.
function partIn(node, range) {
  const part = document.createRange();
  part.selectNodeContents(node);
  if (!range?.intersectsNode(node)) {
    return range ? null : part;
  }
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part;
}

// The words of a unit or footnote that lie in a range, or all. `isMarked` keeps marks of footnotes, in brackets.
function wordsIn(unit, range = null, isMarked = false) {
  const words = unit.querySelector(":scope > p, :scope > span, :scope > .scroll");
  const held = words && partIn(words, range)?.cloneContents();
  if (!held) {
    return "";
  }
  for (const mark of held.querySelectorAll("sup")) {
    mark.replaceWith(isMarked ? `[${mark.textContent}]` : "");
  }
  for (const added of held.querySelectorAll(ADDED)) {
    added.remove();
  }
  const rows = [...held.querySelectorAll("tr")];
  const text = (node) => node.textContent.replace(/\s+/gu, " ").trim();
  return rows.length > 0 ? rows.map((row) => [...row.cells].map(text).join("\t")).join("\n") : text(held);
}

// The number of a unit and a blank, if its words lie in a range from the first to the last.
function numberOf(unit, range = null) {
  const number = unit.querySelector(":scope > .numbered")?.textContent;
  const isWhole = !range || wordsIn(unit, range) === wordsIn(unit);
  return number && isWhole ? `${number} ` : "";
}

export { numberOf, wordsIn };
