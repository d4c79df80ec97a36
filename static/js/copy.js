// All pages: what is copied is the text as printed, without anything of the page and without its looks.
// Without this script the style sheet keeps the page's marks out of a copy (copy.css).
import { numberOf } from "./words.js";

const root = document.documentElement;

// The number of a paragraph that is selected from its first word to its last or beyond, but without the number.
function numberBefore(range) {
  const start = range.startContainer;
  const words = (start.closest ? start : start.parentElement).closest(".unit > p");
  return words ? numberOf(words.parentNode, range) : "";
}

// Numbers stand on the line of their words while this is asked (copy.css); nothing of that is drawn.
function asPrinted(selection) {
  const top = scrollY;
  root.classList.add("copying");
  const text = selection.toString();
  root.classList.remove("copying");
  if (scrollY !== top) {
    scrollTo({ top, behavior: "instant" });
  }
  return numberBefore(selection.getRangeAt(0)) + text.replace(/\n{2,}/gu, "\n").trim();
}

addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || event.target.closest?.("input, textarea")) {
    return;
  }
  event.clipboardData.setData("text/plain", asPrinted(selection));
  event.preventDefault();
});

// Notes in the margin stay out of what is selected beside them, and can be selected themselves.
addEventListener("pointerdown", (event) => {
  const text = event.target.closest(".text");
  if (text) {
    text.querySelector(".margin.open")?.classList.remove("open");
    event.target.closest(".margin")?.classList.add("open");
  }
});
