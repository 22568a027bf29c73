import { writeFileSync } from "node:fs";
import { languageFiles } from "./files.js";

// A part of the build: writes the scenarios, and their schema, as data.
const dist = new URL("../../", import.meta.url);
for (const [name, content] of languageFiles()) writeFileSync(new URL(name, dist), content);
