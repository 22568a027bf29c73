import { relative } from "node:path";
import { requirements } from "../../spec/requirements.js";
import { examine, type Examined } from "../driver/examine.js";
import { kit, spec } from "../report/kit.js";
import { printable } from "../report/printable.js";
import { styleOf, type Style } from "../report/style.js";
import type { Command, ExitCode } from "./command.js";
import { subjectsNamed, type Named } from "./shipped-subjects.js";

export const doctor: Command = {
  name: "doctor",
  summary: "say which subjects this machine can run, and what is missing",
  synopsis: ["doctor [--json] [SUBJECT ...]"],
  about: [
    `Starts each subject that comes with the kit, or those that are named, and ends it once it has said what it is.
    Nothing is judged. SUBJECT is the name of a manifest that comes with the kit, or a manifest or module of your own.`,
    `What can run is shown with its version, and what cannot with what it lacks and, where its manifest has it as
    "setup", the command that installs that. The exit code is 0 if all of them can run, and 1 if one cannot.`,
  ],
  options: { json: { about: "Print the result as JSON." } },
  examples: [
    ["See what this machine can judge", "reactor-standard doctor"],
    ["See why one does not start", "reactor-standard doctor twisted"],
  ],
  async run(args, terminal): Promise<ExitCode> {
    const subjects = subjectsNamed(args.positionals, terminal.cwd);
    const found: Found[] = [];
    for (const [index, named] of subjects.entries()) {
      terminal.progress(`${index + 1}/${subjects.length} ${named.name}`);
      found.push(foundOf(named, await examine(named.path, named.shown, requirements), terminal.cwd));
    }
    terminal.progress(null);
    const exitCode = found.every(({ lacks }) => lacks === null) ? 0 : 1;
    terminal.write(args.has("json")
      ? `${JSON.stringify({ schemaVersion: 1, kit, spec, exitCode, subjects: found }, null, 2)}\n`
      : asText(found, styleOf(terminal.colours)));
    return exitCode;
  },
};

/** What was found of one subject. */
interface Found {
  readonly name: string;
  readonly manifest: string;
  /** What it says of itself; null if it cannot run. */
  readonly version: string | null;
  readonly runtime: string | null;
  /** The version that its manifest names; null if it names none. */
  readonly wanted: string | null;
  readonly lacks: string | null;
  /** The command that installs what it needs; null if nothing is to be installed, or its manifest has none. */
  readonly setup: string | null;
}

function foundOf({ name, shown }: Named, { subject, here, lacks }: Examined, cwd: string): Found {
  const wanted = subject?.version ?? null;
  // A module says nothing of its version: then that of its manifest is all there is.
  const version = here === null || here.version !== "" ? here?.version ?? null : wanted;
  const isOther = here !== null && wanted !== null && version !== wanted;
  const setup = lacks === null && !isOther ? null : subject?.setup ?? null;
  return {
    name, manifest: shown, version, runtime: here?.runtime ?? null, wanted,
    lacks: lacks === null ? null : near(printable(lacks), cwd),
    setup: setup === null ? null : near(setup, cwd),
  };
}

/** A text with the paths below a directory as they read there. */
function near(text: string, directory: string): string {
  return text.replaceAll(/\/[^\s'":,;()]+/g, (path) => {
    const inside = relative(directory, path);
    return inside === "" || inside.startsWith("..") ? path : inside;
  });
}

function asText(found: readonly Found[], style: Style): string {
  const width = Math.max(0, ...found.map(({ name }) => name.length));
  const able = found.filter(({ lacks }) => lacks === null).length;
  const rows = found.flatMap((each) => linesOf(each, width, style));
  return [...rows, "", `${able} of ${found.length} can run here`].map((line) => `${line}\n`).join("");
}

function linesOf({ name, version, runtime, wanted, lacks, setup }: Found, width: number, style: Style): string[] {
  const indent = " ".repeat(width + 11);
  const install = setup === null ? [] : [`${indent}install: ${setup}`];
  if (lacks !== null) return [`${style.of("fail", "missing")}  ${name.padEnd(width)}  ${lacks}`, ...install];
  const other = wanted !== null && wanted !== version ? [`${indent}its manifest is of version ${wanted}`] : [];
  const says = [version ?? "", runtime ?? ""].filter((each) => each !== "").map((each) => printable(each, 100));
  return [`${style.of("pass", "ready")}    ${name.padEnd(width)}  ${says.join(", ")}`, ...other, ...install];
}
