// Document pages: copying permalinks, quoting and citing, moving between paragraphs by key.
// Without this script a permalink leads to the page of its place, which offers the same citations.
import {
  article,
  base,
  joined,
  linesOf,
  markOf,
  placeOf,
  quoted,
  selected,
  selectedIn,
  touched,
  withNotes,
} from "./quote.js";

const id = article.dataset.document;
// The site, which may lie under a path: this file is /static/FINGERPRINT/cite.js in it.
const site = new URL("../../", import.meta.url);

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// A live region: screen readers announce what the button shows.
const said = make("p", { className: "unseen", role: "status" });

async function copy(text, node) {
  try {
    await navigator.clipboard.writeText(text);
    return "已复制";
  } catch {
    // Without access to the clipboard, select the text, to be copied by hand.
    if (node) {
      getSelection().selectAllChildren(node);
    }
    return node ? "已选中" : "";
  }
}

function copier(name, code) {
  const button = make("button", { type: "button", textContent: "复制", ariaLabel: `复制${name}` });
  button.addEventListener("click", async () => {
    said.textContent = await copy(code.textContent.trim(), code);
    button.textContent = said.textContent;
  });
  return button;
}

document.body.append(said);

// A button for the system's sheet, where there is one. `shared` gives what is shared when it is wanted.
function sharer(shared) {
  const button = make("button", { type: "button", textContent: "分享", hidden: !navigator.share });
  button.addEventListener("click", () => {
    const { title, text, url } = shared();
    // Closing the sheet is no failure.
    navigator.share({ title, text: text.replace(url, "").trim(), url }).catch(() => undefined);
  });
  return button;
}

for (const list of document.querySelectorAll(".citing-formats")) {
  const codes = [...list.querySelectorAll("code")];
  for (const code of codes) {
    code.after(copier(code.parentNode.previousElementSibling.textContent, code));
  }
  const [text, url] = [codes[0].textContent, codes.at(-1).textContent];
  list.before(sharer(() => ({ title: document.title, text, url })));
}

// The citing menu: one per page, filled for the requested place.
const title = make("h2", {});
const told = make("p", { className: "told", role: "status" });
const ways = make("dl", { className: "citing-formats" });
const upTo = make("select", {});
const upToLabel = make("label", {}, "引用到 ", upTo);
const page = make("a", { textContent: "这一处的页面" });
const share = sharer(() => ({
  title: title.textContent,
  text: ways.querySelector("code").textContent,
  url: ways.dataset.permalink,
}));
const close = make("button", { type: "button", textContent: "关闭", autofocus: true });
const menu = make(
  "div",
  { id: "cite-menu", popover: "auto", role: "dialog", ariaLabel: "引用" },
  make("div", { className: "bar" }, title, share, close),
  told,
  make("p", { className: "more" }, upToLabel, page),
  ways,
);
let from = "";
let opener = null;
// What is selected of the place that is cited: a range, or null.
let chosen = null;

document.body.append(menu);
close.addEventListener("click", () => menu.hidePopover());
menu.addEventListener("toggle", (event) => {
  if (event.newState === "closed") {
    unmark();
  }
  if (event.newState === "closed" && document.activeElement === document.body) {
    opener?.focus();
  }
});

function way(name, text) {
  const code = make("code", { textContent: text });
  return [make("dt", { textContent: name }), make("dd", {}, code, copier(name, code))];
}

function today() {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

const QUOTATION = "引文和出处";

// Names and texts of all citations; what is selected is quoted instead of the whole place.
function formatsOf(found) {
  const formats = found.formats.map(({ name, text }) => [name, text]);
  const words = chosen && linesOf(found.place, chosen);
  const quotation = [QUOTATION, `${quoted(words ?? "")}（${found.reference}） ${found.permalink}`];
  const all = words ? [quotation, ...formats.filter(([name]) => name !== QUOTATION)] : formats;
  const noted = found.place && withNotes(found.place, chosen);
  return [...all, ...(noted ? [["原文和脚注", noted]] : []), ["永久链接", found.permalink]];
}

let asked = "";

async function fill(place) {
  asked = place;
  const query = new URLSearchParams([
    ["place", place],
    ["read_on", today()],
  ]);
  const answer = await fetch(new URL(`api/v1/documents/${encodeURI(id)}/citing-formats?${query}`, site));
  const found = await answer.json();
  // Ignore the response if another place has been requested since.
  if (asked !== place) {
    return;
  }
  if (!answer.ok) {
    told.textContent = found.detail;
    return;
  }
  title.textContent = found.text;
  page.href = found.url;
  page.hidden = !place;
  ways.dataset.permalink = found.permalink;
  ways.replaceChildren(...formatsOf(found).flatMap(([name, text]) => way(name, text)));
}

// The later places that can end a range beginning here.
function later(place) {
  const head = place.slice(0, place.lastIndexOf("/") + 1);
  const places = [...article.querySelectorAll(".unit > .permalink")].map((mark) => [placeOf(mark), mark]);
  const after = places.findIndex(([one]) => one === place) + 1;
  return (after && head ? places.slice(after) : []).filter(
    ([one]) => one.startsWith(head) && !one.slice(head.length).includes("/"),
  );
}

function open(place, by) {
  from = place;
  opener = by;
  by.focus({ preventScroll: true });
  chosen = selectedIn(place);
  const options = later(place).map(
    ([one, mark]) => new Option(mark.ariaLabel.replace("的永久链接", ""), one),
  );
  upTo.replaceChildren(new Option("只引本段", place), ...options);
  upToLabel.hidden = options.length === 0;
  menu.showPopover();
  settle();
  fill(place).then(settle).then(show);
}

const unmark = () => article.querySelector(".picked")?.classList.remove("picked");

// Mark the cited unit while the menu is open, and keep the menu from covering it.
function show() {
  unmark();
  if (!menu.matches(":popover-open")) {
    return;
  }
  opener.closest(".unit, .note")?.classList.add("picked");
  const box = citedBox();
  if (box.bottom > menu.getBoundingClientRect().top) {
    const covered = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 16;
    scrollBy({ top: box.top - covered, behavior: "instant" });
    settle();
  }
}

// Where on the screen is what is cited: the selection, or the unit of the permalink.
function citedBox() {
  return (chosen ?? opener.closest(".unit, .note") ?? opener).getBoundingClientRect();
}

// Place the menu below the cited unit, within the viewport; on phones the style sheet puts it at the bottom.
function settle() {
  const box = citedBox();
  const top = Math.min(box.bottom, innerHeight - menu.offsetHeight - 8);
  const left = Math.min(box.left, innerWidth - menu.offsetWidth - 8);
  menu.style.setProperty("--top", `${Math.max(8, top)}px`);
  menu.style.setProperty("--left", `${Math.max(8, left)}px`);
}

async function copyLink(place) {
  const address = new URL(place ? base + place : base.slice(0, -1), location).href;
  const done = await copy(address);
  told.textContent = done && `永久链接${done}`;
}

upTo.addEventListener("change", () => {
  const place = joined(from, upTo.value);
  chosen = null;
  copyLink(place);
  fill(place);
});

article.addEventListener("click", (event) => {
  const mark = event.target.closest(".permalink:not([hreflang]), .cite-whole");
  if (!(mark && menu.showPopover) || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  const here = mark.matches(".cite-whole") ? "" : placeOf(mark);
  const place = event.shiftKey && from ? joined(from, here) || here : here;
  copyLink(place);
  open(place, mark);
});

// Offer to cite the paragraphs that a selection touches.
const pill = make("button", { type: "button", id: "cite-selection", hidden: true });
document.body.append(pill);
pill.addEventListener("click", () => open(pill.dataset.place, pill));

document.addEventListener("selectionchange", () => {
  const held = menu.matches(":popover-open") ? null : selected();
  const marks = held ? touched(held).map(markOf) : [];
  const place = marks.length > 0 ? joined(placeOf(marks[0]), placeOf(marks.at(-1))) : "";
  pill.hidden = !place;
  pill.dataset.place = place;
  pill.textContent = marks.length > 1 ? "引用所选各段" : "引用所选文字";
});

// What is selected stays so while it is cited.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".permalink, .cite-whole, #cite-selection, #cite-menu button")) {
    event.preventDefault();
  }
});

// j and k move between paragraphs, c cites the current one.
function step(by) {
  const units = [...article.querySelectorAll(".text .unit")];
  const target = article.querySelector(".unit:target");
  const seen = units.findIndex((unit) => unit.getBoundingClientRect().bottom > 20);
  const unmarked = by > 0 ? seen : seen - 1;
  const next = target ? units.indexOf(target) + by : unmarked;
  if (units[next]) {
    location.replace(`#${units[next].id}`);
  }
}

const LETTERS = {
  j: () => step(1),
  k: () => step(-1),
  c: () => markOf(article.querySelector(".unit:target") ?? article.querySelector(".unit"))?.click(),
};
document.addEventListener("letter", (event) => LETTERS[event.detail]?.());
