import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// `npm run conformance [-- SUBJECT ...]`: the command `test`; without arguments, on both reactors of the reference, on
// its shim over each, on the reactor on Node through the shim, and on the reactor over a worker.

const main = fileURLToPath(new URL("../conformance/command/main.js", import.meta.url));
const manifest = (name: string): string =>
  fileURLToPath(new URL(`../../reference/${name}.subject.json`, import.meta.url));

/** From the best to the worst: conforms, nothing ran, does not conform, broke, wrongly called. */
const severity = [0, 4, 1, 3, 2];

function test(args: readonly string[]): number {
  return spawnSync(process.execPath, [main, "test", ...args], { stdio: "inherit" }).status ?? 3;
}

const args = process.argv.slice(2);
const shims = ["host", "host-node", "node-on-simulated", "worker"].map((name) => [manifest(`shims/${name}`)]);
const runs = args.length > 0 ? [args] : [[manifest("node")], ["--in-process", manifest("simulated")], ...shims];
const codes = runs.map(test).sort((a, b) => severity.indexOf(a) - severity.indexOf(b));
process.exitCode = codes.at(-1) ?? 0;
