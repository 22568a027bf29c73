import { writeFileSync } from "node:fs";
import { specJson } from "../site/spec-json.js";
import { languageFiles } from "./files.js";

// A part of the build: writes the standard, and the scenarios with their schema, as data.
const dist = new URL("../../", import.meta.url);
for (const [name, content] of languageFiles()) writeFileSync(new URL(name, dist), content);
writeFileSync(new URL("spec.json", dist), specJson());
