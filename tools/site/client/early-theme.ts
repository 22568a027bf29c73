// Runs in the head, before anything is drawn: no page is shown in one theme first and then in another.
import { chosenTheme, showTheme } from "./theme-choice.js";

showTheme(chosenTheme());
