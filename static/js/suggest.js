// Completions below the search box, from /search/suggest. Without this script the box works all the same.
const box = document.getElementById("q");
const list = document.createElement("datalist");
let timer, asked;

list.id = "suggestions";
box.after(list);
box.setAttribute("list", list.id);

async function suggest(typed) {
  asked = typed;
  const answer = await fetch(`/search/suggest?q=${encodeURIComponent(typed)}`);
  // An answer that comes after a later question is stale.
  if (!answer.ok || asked !== typed) return;
  const [, texts, kinds] = await answer.json();
  list.replaceChildren(...texts.map((text, index) => new Option(kinds[index], text)));
}

box.addEventListener("input", () => {
  clearTimeout(timer);
  const typed = box.value.trim();
  if (typed.length > 1 && typed.length <= 60) timer = setTimeout(suggest, 150, typed);
});
