// What the script adds to each page of the site.
import { makeTablesFilterable } from "./filterable-table.js";
import { openTargets } from "./open-target.js";
import { addThemeControl } from "./theme-control.js";

addThemeControl();
makeTablesFilterable();
openTargets();
