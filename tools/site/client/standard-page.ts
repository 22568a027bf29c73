// What the script adds to the page of the standard.
import { markPlace } from "./contents-place.js";
import { closeBehindLinks } from "./contents-sheet.js";
import { addCopyButtons } from "./copy-buttons.js";
import { addFilters } from "./filters.js";
import { addSearch } from "./search-dialog.js";

const main = document.querySelector("main");
const form = document.querySelector<HTMLFormElement>("form#filters");
const contents = document.querySelector<HTMLElement>("nav#contents");
const sheet = document.querySelector<HTMLElement>("#side[popover]");
addSearch();
if (form !== null) addFilters(form);
if (main !== null) addCopyButtons(main);
if (contents !== null) markPlace(contents);
if (sheet !== null) closeBehindLinks(sheet);
