import { addToBar } from "./bar-tools.js";
import { element } from "./elements.js";
import { chosenTheme, keepTheme, showTheme, type Theme } from "./theme-choice.js";

const titles: Readonly<Record<Theme, string>> = { system: "System", light: "Light", dark: "Dark" };

/** Puts the choice of a theme into the bar. A choice on another page of the site is followed at once. */
export function addThemeControl(): void {
  const options = Object.entries(titles).map(([value, title]) => element("option", { value }, title));
  const choice = element("select", {}, ...options);
  choice.value = chosenTheme();
  choice.addEventListener("change", () => {
    const theme = themeNamed(choice.value);
    keepTheme(theme);
    showTheme(theme);
  });
  addEventListener("storage", () => {
    choice.value = chosenTheme();
    showTheme(chosenTheme());
  });
  addToBar(element("label", { class: "theme" }, "Theme ", choice), "last");
}

function themeNamed(value: string): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
