/** What a reader chooses: the colours of the system, or one of the two. */
export type Theme = "system" | "light" | "dark";

const key = "theme";

/** The theme that was chosen on any page of the site, else that of the system. */
export function chosenTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system"; // A browser that keeps nothing.
  }
}

/** Shows the page in a theme. */
export function showTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Keeps a choice for the next page. */
export function keepTheme(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // The choice holds for this page alone.
  }
}
