// Pages that lead from one language to the other: the place is kept. Both languages side by side: a side is hidden and
// shown by button or key, what is hidden by pairs; a pair is copied with its source.
// Without this script both sides are shown and can be selected, and the other language begins at its top.
import { wordsIn } from "./words.js";

const article = document.querySelector("[data-document]");

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const ENGLISH = /^en\//u;
const base = `/${encodeURI(article.dataset.document)}/`;

// The place of the Chinese text that a number leads to, also beside the English one; empty if there is none.
function placeOf(mark) {
  const [, place] = mark?.pathname.split(base) ?? [];
  return place === "en" ? "" : (place?.replace(ENGLISH, "") ?? "");
}

// The unit that the address names; `:target` is set only after this script has run.
function named() {
  return location.hash.length > 1 ? document.querySelector(`#${CSS.escape(location.hash.slice(1))}`) : null;
}

// The address with the place that the page stands at; places of the English text are led by those of the Chinese one.
function atThisPlace(link) {
  const unit = named();
  if (!unit) {
    return "";
  }
  const pair = unit.closest(".pair");
  const isEnglish = link.dataset.language === "en";
  const english = pair?.querySelector(".en .permalink");
  if (isEnglish && english) {
    return english.href;
  }
  const place = placeOf((pair ?? unit).querySelector(pair ? ".zh .permalink" : ".permalink"));
  if (!place) {
    return link.dataset.language === "both" ? `${link.href}#en-${unit.id}` : "";
  }
  return isEnglish ? `${link.href}/${place}` : `${link.href}#${place.replaceAll("/", "-")}`;
}

for (const link of article.querySelectorAll(".ways a[data-language]")) {
  link.addEventListener("click", (event) => {
    const address = event.ctrlKey || event.metaKey ? "" : atThisPlace(link);
    if (address) {
      event.preventDefault();
      location.assign(address);
    }
  });
}

// Which sides are shown: both, or one, and then the other is shown pair by pair.
const NAMES = { zh: "中文", en: "英文" };
const OTHER = { zh: "en", en: "zh" };
const KEYS = { z: "zh", e: "en", b: "" };
const choices = [...article.querySelectorAll("[data-side]")];

function choose(side) {
  if (side) {
    article.dataset.shown = side;
  } else {
    delete article.dataset.shown;
  }
  for (const button of choices) {
    button.ariaPressed = String(button.dataset.side === side);
  }
  for (const button of article.querySelectorAll(".unfold")) {
    button.textContent = NAMES[OTHER[side]] ?? "";
    button.hidden = !side;
    button.ariaExpanded = "false";
    button.closest(".pair").classList.remove("unfolded");
  }
  unfoldTarget();
}

// A place that an address names is never hidden.
function unfoldTarget() {
  const pair = named()?.closest(".pair");
  const button = pair?.querySelector(".unfold");
  if (button && article.dataset.shown) {
    pair.classList.add("unfolded");
    button.ariaExpanded = "true";
  }
}

function unfolder(pair) {
  const button = make("button", { type: "button", className: "unfold" });
  button.addEventListener("click", () => {
    button.ariaExpanded = String(pair.classList.toggle("unfolded"));
  });
  return button;
}

// The words of one side on one line, so that a pair is one row of a table.
const sideOf = (pair, side) =>
  [...pair.querySelectorAll(`.${side} .unit, .${side} .note`)]
    .map((unit) => wordsIn(unit).replace(/\s+/gu, " "))
    .join(" ");

function copier(pair) {
  const mark = pair.querySelector(".zh .permalink");
  const button = make("button", { type: "button", className: "copy-pair", textContent: "复制" });
  button.ariaLabel = `复制${mark.ariaLabel.replace("的永久链接", "")}的中英文和出处`;
  button.addEventListener("click", async () => {
    const source = `${article.dataset.reference}${mark.ariaLabel.replace("的永久链接", "")} ${mark.href}`;
    const text = [sideOf(pair, "zh"), sideOf(pair, "en"), source].join("\t");
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "已复制";
    } catch {
      getSelection().selectAllChildren(pair);
      button.textContent = "已选中";
    }
  });
  return button;
}

for (const pair of article.querySelectorAll(".pair:has(> div.en)")) {
  const isWhole = pair.querySelector(".zh .permalink") && pair.querySelector(".en .permalink");
  pair.append(make("p", { className: "with-pair" }, unfolder(pair), ...(isWhole ? [copier(pair)] : [])));
}

if (choices.length > 0) {
  for (const button of choices) {
    button.addEventListener("click", () => choose(button.dataset.side));
  }
  document.addEventListener("letter", ({ detail }) => {
    if (detail in KEYS) {
      choose(KEYS[detail]);
    }
  });
  addEventListener("hashchange", unfoldTarget);
  choose(matchMedia("(min-width: 60em)").matches ? "" : "zh");
}
