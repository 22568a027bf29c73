import { AgentError } from "../driver/agent-error.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import { kit } from "../report/kit.js";
import type { Command, ExitCode } from "./command.js";
import { commandPage, manual } from "./help.js";
import { parse, parseBefore, type Options } from "./options.js";
import type { Terminal } from "./terminal.js";

/** A command's module is loaded when it is asked for: a program that is to be run does not wait for the whole kit. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  test: async () => (await import("./test.js")).test,
  fuzz: async () => (await import("./fuzz.js")).fuzz,
  list: async () => (await import("./list.js")).list,
  explain: async () => (await import("./explain.js")).explain,
  cite: async () => (await import("./cite.js")).cite,
  diff: async () => (await import("./diff.js")).diff,
  check: async () => (await import("./check.js")).check,
  verify: async () => (await import("./verify.js")).verify,
  merge: async () => (await import("./merge.js")).merge,
  matrix: async () => (await import("./matrix.js")).matrix,
  doctor: async () => (await import("./doctor.js")).doctor,
  prove: async () => (await import("./prove.js")).prove,
  run: async () => (await import("./run-program.js")).runProgram,
};

const commonOptions: Options = { help: { about: "Print the page on this command." } };

/** Does what a command line asks for. Every failure is one line of diagnostics, and its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    terminal.progress(null);
    const message = String(error instanceof Error ? error.message : error).replaceAll(/\s*\n\s*/g, " ");
    if (error instanceof UsageError) {
      terminal.diagnose(message);
      return 2;
    }
    terminal.diagnose(error instanceof AgentError ? message : `the kit broke: ${message}`);
    return 3;
  }
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === "--version") return done(terminal, `${kit.version}\n`);
  if (name === "--help" || name === "-h" || (name === "help" && rest.length === 0)) {
    const all = await Promise.all(Object.values(commands).map((load) => load()));
    return done(terminal, manual(all, kit.version));
  }
  if (name === "help") return done(terminal, commandPage(await loadCommand(rest[0])));
  const command = await loadCommand(name);
  const options = { ...command.options, ...commonOptions };
  const args = command.runsProgram === true ? parseBefore(rest, options) : parse(rest, options);
  if (args.has("help")) return done(terminal, commandPage(command));
  return command.run(args, terminal);
}

function loadCommand(name: string | undefined): Promise<Command> {
  const known = Object.keys(commands);
  if (name === undefined) throw new UsageError(`a command is missing: ${known.join(", ")}, or --help`);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const what = name.startsWith("-") ? "option" : "command";
  throw new UsageError(`unknown ${what} ${name}${didYouMean(name, [...known, "help", "--help", "--version"])}`);
}

function done(terminal: Terminal, text: string): ExitCode {
  terminal.write(text);
  return 0;
}
