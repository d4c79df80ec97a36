{# Before anything is drawn: light or dark, where a reader has chosen (the switch is in site.js).
   A browser may keep nothing: then the system's wish holds. #}
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {}
