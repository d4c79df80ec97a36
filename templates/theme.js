try {
  const chosen = localStorage.getItem("theme");
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
} catch {
  // Storage may be blocked: the system's setting applies.
}
