try {
  const chosen = localStorage.getItem("theme");
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
} catch {
  // A browser may keep nothing: then the system's wish holds.
}
