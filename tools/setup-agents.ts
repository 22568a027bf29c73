import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Makes what the agents of other languages need and a checkout does not have: `npm run setup:agents`. What is up to
// date already is left alone.

class SetupError extends Error {}

/** A virtual environment with what the Python agents require. Returns whether it had to be made. */
function setUpPython(directory: string): boolean {
  const environment = join(directory, ".venv");
  const requirements = join(directory, "requirements.txt");
  const installed = join(environment, "requirements.installed.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return false;
  run("python3", ["-m", "venv", "--clear", environment], "is the venv module missing? On Debian it is in python3-venv");
  run(join(environment, "bin", "python"),
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements]);
  writeFileSync(installed, wanted);
  return true;
}

function run(command: string, args: readonly string[], hint?: string): void {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (error !== undefined) throw new SetupError(`${command} cannot be started: ${error.message}`);
  if (status === 0) return;
  const lastLine = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  const why = [lastLine, hint].filter((part) => part !== undefined && part !== "").join("; ");
  throw new SetupError(`${[command, ...args.slice(0, 2)].join(" ")} failed: ${why}`);
}

try {
  const made = setUpPython(fileURLToPath(new URL("../../conformance/agents/python", import.meta.url)));
  console.log(`The Python agents are ${made ? "set up" : "up to date"}.`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`setup:agents: ${error.message}`);
  process.exitCode = 1;
}
