import { json } from "./json.js";
import { pretty } from "./pretty.js";
import type { Reporter } from "./report.js";

/** The reporters, by the names that `--reporter` takes. */
export const reporters: Readonly<Record<string, Reporter>> = { pretty, json };
