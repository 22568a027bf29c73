import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { requirements } from "../../spec/requirements.js";
import { main, runProgram } from "../conformance/command-line.js";

/** The commands of a shell block, without what is said of them. */
export function commandsOf(block: string): readonly string[] {
  return block.split("\n").flatMap((line) => line.replace(/#.*$/, "").split("&&"))
    .map((command) => command.trim()).filter((command) => command !== "");
}

/** What is wrong with a command: a script, a command, an option, a file or a requirement that does not exist. */
export async function commandFault(command: string, root: string): Promise<string | null> {
  const [program, first = "", second = "", ...rest] = command.split(/\s+/);
  if (program === "npm") return npmFault(first, second, rest, root);
  if (program !== "npx" || first !== "reactor-standard") return `what runs ${program} ${first}?`;
  if (second === "--help") return null;
  const { code, stdout } = await runProgram(main, [second, "--help"]);
  if (code !== 0) return `there is no command ${second}`;
  const options = rest.filter((each) => each.startsWith("--"));
  return options.filter((option) => !stdout.includes(option)).map((option) => `${second} has no ${option}`)[0] ?? null;
}

function npmFault(first: string, second: string, rest: readonly string[], root: string): string | null {
  if (first === "ci" || first === "pack") return null;
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const name = first === "run" ? second : first;
  if (scripts[name] === undefined) return `there is no script ${name}`;
  return rest.filter((each) => each !== "--").flatMap((argument) => {
    if (argument.startsWith("./")) return [];
    const known = argument.includes("/") ? existsSync(join(root, argument))
      : requirements.some(({ id }) => id === argument || id.startsWith(`${argument}.`));
    return known ? [] : [`there is no ${argument}`];
  })[0] ?? null;
}

/** Whether a command is quick, and asks for nothing that is not there. */
export function runsQuickly(command: string): boolean {
  return /^npx reactor-standard (?:cite|explain|diff|run) /.test(command);
}
