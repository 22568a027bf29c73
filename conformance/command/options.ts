import { parseArgs } from "node:util";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";

/** An option of a command. With `value` it takes one, named so in the manual; without, it is a switch. */
export interface Option {
  readonly value?: string;
  readonly repeatable?: true;
  readonly about: string;
}

export type Options = Readonly<Record<string, Option>>;

/** A command line taken apart. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** Whether a switch was given. */
  has(option: string): boolean;
  /** The values of an option, in their order. */
  values(option: string): readonly string[];
}

/** @throws UsageError for an unknown option, a missing value, or an option given twice that is not repeatable. */
export function parse(args: readonly string[], options: Options): Arguments {
  const config = Object.fromEntries(Object.entries(options).map(([name, option]) =>
    [name, { type: option.value === undefined ? "boolean" : "string" } as const]));
  const { tokens } = parseArgs({
    args: [...args], options: config, strict: false, allowPositionals: true, tokens: true,
  });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = options[token.name];
    if (option === undefined) throw unknownOption(token.rawName, options);
    const value = valueOf(token, option);
    const former = given.get(token.name);
    if (former !== undefined && option.repeatable !== true) throw new UsageError(`${token.rawName} is given twice`);
    given.set(token.name, [...(former ?? []), value]);
  }
  return {
    positionals,
    has: (option) => given.has(option),
    values: (option) => given.get(option) ?? [],
  };
}

/**
 * Takes a command line apart whose first positional is a program: that and all that stands behind it are positionals.
 * @throws UsageError as `parse` does.
 */
export function parseBefore(args: readonly string[], options: Options): Arguments {
  const program = programAt(args, options);
  const { has, values } = parse(args.slice(0, program), options);
  return { positionals: args.slice(program), has, values };
}

/** Where the first positional is. */
function programAt(args: readonly string[], options: Options): number {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    if (arg === "--") return at + 1;
    if (!arg.startsWith("-") || arg === "-") return at;
    if (arg.startsWith("--") && options[arg.slice(2)]?.value !== undefined) at += 1;
  }
  return args.length;
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function valueOf({ rawName, value, inlineValue }: OptionToken, option: Option): string {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return "";
  }
  const missing = value === undefined || value === "" || (inlineValue !== true && value.startsWith("-"));
  if (missing) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
  return value;
}

function unknownOption(rawName: string, options: Options): UsageError {
  const known = Object.keys(options).map((name) => `--${name}`);
  return new UsageError(`unknown option ${rawName}${didYouMean(rawName, known)}`);
}
