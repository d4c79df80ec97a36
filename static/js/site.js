// All pages: search suggestions, the theme switch, keyboard shortcuts and their help.
// Without this script everything works but the theme switch.
const box = document.querySelector("#q");
const root = document.documentElement;
// The site, which may lie under a path: this file is /static/FINGERPRINT/site.js in it.
const site = new URL("../../", import.meta.url);

function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    if (value) {
      localStorage.setItem(name, value);
    } else {
      localStorage.removeItem(name);
    }
  } catch {
    // Storage may be blocked: the setting lasts for this page only.
  }
}

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// Search suggestions from /search/suggest.
const list = make("datalist", { id: "suggestions" });
let timer;
let asked;

async function suggest(typed) {
  asked = typed;
  const answer = await fetch(new URL(`search/suggest?q=${encodeURIComponent(typed)}`, site));
  // Ignore the response if something else has been typed since.
  if (!answer.ok || asked !== typed) {
    return;
  }
  const [, texts, kinds] = await answer.json();
  list.replaceChildren(...texts.map((text, index) => new Option(kinds[index], text)));
}

if (box) {
  box.after(list);
  box.setAttribute("list", list.id);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = box.value.trim();
    if (typed.length > 1 && typed.length <= 60) {
      timer = setTimeout(suggest, 150, typed);
    }
  });
}

// The theme: as the system is set, dark, or light.
const THEMES = { "": "随系统", dark: "深色", light: "浅色" };
const theme = document.querySelector("#theme");

function show(chosen) {
  if (chosen) {
    root.dataset.theme = chosen;
  } else {
    delete root.dataset.theme;
  }
  theme.textContent = `外观：${THEMES[chosen]}`;
}

theme.addEventListener("click", () => {
  const names = Object.keys(THEMES);
  const next = names[(names.indexOf(root.dataset.theme ?? "") + 1) % names.length];
  remember("theme", next);
  show(next);
});
show(root.dataset.theme ?? "");

// A click outside the menu closes it.
const menu = document.querySelector(".menu details");
addEventListener("click", (event) => {
  if (!menu.contains(event.target)) {
    menu.open = false;
  }
});

// On screens where the contents lie over the text, an entry that was chosen closes them.
const contents = document.querySelector(".contents");
contents?.addEventListener("click", (event) => {
  if (event.target.closest("a") && matchMedia("(max-width: 77.99rem)").matches) {
    contents.querySelector("details").open = false;
  }
});

// Keyboard shortcuts, with their descriptions.
const KEYS = [
  ["j / k", "下一段／上一段"],
  ["c", "引用这一段"],
  ...(document.querySelector(".bilingual") ? [["z / e / b", "只看中文／只看英文／对照"]] : []),
  ["/", "到检索框"],
  ["?", "这份说明"],
  ["Esc", "关闭"],
];
const keysOn = make("input", { type: "checkbox", checked: recall("keys") !== "off" });
const help = make(
  "dialog",
  { id: "help", ariaLabel: "快捷键" },
  make("h2", { textContent: "快捷键" }),
  make(
    "dl",
    {},
    ...KEYS.map(([key, does]) =>
      make("div", {}, make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: does })),
    ),
  ),
  make("label", {}, keysOn, " 使用单键快捷键"),
  make("form", { method: "dialog" }, make("button", { textContent: "关闭" })),
);
document.querySelector("#keys").addEventListener("click", () => help.showModal());
keysOn.addEventListener("change", () => remember("keys", keysOn.checked ? "" : "off"));
document.body.append(help);

const ACTIONS = {
  "/": () => box?.focus(),
  "?": () => help.showModal(),
};

addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    menu.open = false;
  }
  const within = event.target.closest("input, textarea, select, dialog, [popover]");
  // An element that has just been closed may still have the focus.
  const isTyping = within && within.getClientRects().length > 0;
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) {
    return;
  }
  if (ACTIONS[event.key]) {
    event.preventDefault();
    ACTIONS[event.key]();
  } else {
    document.dispatchEvent(new CustomEvent("letter", { detail: event.key }));
  }
});
