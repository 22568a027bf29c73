import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Module } from "../mutation/mutants.js";
import { coreModules } from "../mutation/tree.js";
import { packageRoot } from "../spec/spec.js";
import { problemsOf, readUnreached, unreachedIn } from "./unreached.js";
import { scriptsIn, unexecuted } from "./v8-coverage.js";

// `npm run coverage:core [-- AREA|ID ...]`: what the scenarios alone reach of the core, on both reactors of the
// reference. What no scenario reaches is behaviour that the standard does not speak of. Exit code 1 if some is not
// listed in unreached.json with a reason, or is listed and reached; with areas or ids nothing is compared with it.

const command = fileURLToPath(new URL("../../conformance/command/main.js", import.meta.url));
const LISTED = fileURLToPath(new URL("tools/core-coverage/unreached.json", packageRoot));
const subjects = ["simulated", "node"];

/** Judges a subject, and has every process write down what it executed. */
function judge(subject: string, words: readonly string[], directory: string): Promise<number | null> {
  const manifest = fileURLToPath(new URL(`reference/${subject}.subject.json`, packageRoot));
  const child = spawn(process.execPath, [command, "test", manifest, ...words], {
    stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, NODE_V8_COVERAGE: directory },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

function urlOf({ file }: Module): string {
  return new URL(`dist/${file.replace(/\.ts$/, ".js")}`, packageRoot).href;
}

async function run(words: readonly string[]): Promise<number> {
  const listed = readUnreached(LISTED);
  const directory = mkdtempSync(join(tmpdir(), "reactor-coverage-"));
  try {
    for (const subject of subjects) {
      const code = await judge(subject, words, directory);
      if (code === 2) return 2;
      if (code !== 0) console.error(`coverage: ${subject} ended with exit code ${code}`);
    }
    const modules = coreModules().filter(({ text }) => !text.startsWith("export {}"));
    const scripts = scriptsIn(directory, new Set(modules.map(urlOf)));
    const found = modules.flatMap((module) => {
      const spans = unexecuted(scripts.get(urlOf(module)) ?? [], module.text.length);
      const missed = spans.reduce((sum, { start, end }) => sum + end - start, 0);
      const share = Math.floor(1000 * (1 - missed / module.text.length)) / 10;
      const parts = unreachedIn(module, spans);
      console.log(`${module.file.padEnd(40)} ${share.toFixed(1).padStart(5)} %  ${parts.length} not reached`);
      return parts;
    });
    for (const { file, line, within, text } of found) console.log(`  ${file}:${line}  ${within}: ${text}`);
    if (words.length > 0) return 0;
    const problems = problemsOf(found, listed);
    for (const problem of problems) console.error(`coverage: ${problem}`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(`coverage: ${String(error instanceof Error ? error.message : error)}`);
  process.exitCode = 3;
}
