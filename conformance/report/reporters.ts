import { github } from "./github.js";
import { html } from "./html.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import { pretty } from "./pretty.js";
import type { Reporter } from "./report.js";
import { tap } from "./tap.js";

/** The reporters, by the names that `--reporter` takes. */
export const reporters: Readonly<Record<string, Reporter>> = { pretty, json, junit, tap, html, markdown, github };
