import { AgentError } from "../driver/agent-error.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import { kit } from "../report/kit.js";
import { check } from "./check.js";
import type { Command, ExitCode } from "./command.js";
import { explain } from "./explain.js";
import { fuzz } from "./fuzz.js";
import { commandPage, manual } from "./help.js";
import { list } from "./list.js";
import { merge } from "./merge.js";
import { parse, parseBefore, type Options } from "./options.js";
import { prove } from "./prove.js";
import { runProgram } from "./run-program.js";
import type { Terminal } from "./terminal.js";
import { test } from "./test.js";
import { verify } from "./verify.js";

const commands: readonly Command[] = [test, fuzz, list, explain, check, verify, merge, prove, runProgram];

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
    return done(terminal, manual(commands, kit.version));
  }
  if (name === "help") return done(terminal, commandPage(commandOf(rest[0])));
  const command = commandOf(name);
  const options = { ...command.options, ...commonOptions };
  const args = command.runsProgram === true ? parseBefore(rest, options) : parse(rest, options);
  if (args.has("help")) return done(terminal, commandPage(command));
  return command.run(args, terminal);
}

function commandOf(name: string | undefined): Command {
  const known = commands.map((each) => each.name);
  if (name === undefined) throw new UsageError(`a command is missing: ${known.join(", ")}, or --help`);
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) return command;
  const what = name.startsWith("-") ? "option" : "command";
  throw new UsageError(`unknown ${what} ${name}${didYouMean(name, [...known, "help", "--help", "--version"])}`);
}

function done(terminal: Terminal, text: string): ExitCode {
  terminal.write(text);
  return 0;
}
