import type { Command } from "./command.js";
import type { Options } from "./options.js";
import { wrap } from "./wrap.js";

/** The page of the manual on all commands. */
export function manual(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return page([
    [`reactor-standard ${version}: judges event loops by the Reactor Standard, requirement by requirement.`],
    ["Usage", ...commands.flatMap(({ synopsis }) => synopsis.map((line) => `  reactor-standard ${line}`))],
    ["Commands", ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)],
    ["Options", "  --help     Print this page, or with a command the page on it.", "  --version  Print the version."],
    exitCodes,
    ["Examples", ...commands.flatMap(({ examples }) => examples.slice(0, 1).flatMap(exampleLines))],
    ["reactor-standard COMMAND --help says all about a command."],
  ]);
}

/** The page of the manual on one command. */
export function commandPage(command: Command): string {
  return page([
    [`reactor-standard ${command.name}: ${command.summary}`],
    ["Usage", ...command.synopsis.map((line) => `  reactor-standard ${line}`)],
    ...command.about.map((paragraph) => wrap(paragraph, 0)),
    ...(Object.keys(command.options).length === 0 ? [] : [["Options", ...optionLines(command.options)]]),
    command.runsProgram === true ? programExitCodes : exitCodes,
    ["Examples", ...command.examples.flatMap(exampleLines)],
  ]);
}

const exitCodes = [
  "Exit codes",
  "  0  the subject conforms, but for the deviations that its expectation file lists; what was asked for is done",
  "  1  it does not conform, or a listed deviation did not occur; the kit is not proven",
  "  2  the command line, a manifest or an expectation file is wrong",
  "  3  no verdict: the subject could not be started or loaded, or the kit or the agent broke",
  "  4  no verdict: nothing ran",
];

const programExitCodes = [
  "Exit codes",
  "  that of the program; and 2 if the command line is wrong",
];

function optionLines(options: Options): string[] {
  return Object.entries(options).flatMap(([name, { value, repeatable, about }]) => [
    `  --${name}${value === undefined ? "" : ` ${value}`}`,
    ...wrap(repeatable === true ? `${about} Repeatable.` : about, 6),
  ]);
}

function exampleLines([purpose, command]: readonly [string, string]): string[] {
  return [`  # ${purpose}`, `  ${command}`];
}

function page(paragraphs: readonly (readonly string[])[]): string {
  return paragraphs.map((lines) => `${lines.join("\n")}\n`).join("\n");
}
