import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Chapter, Fence, Problem } from "./model.js";
import { packageRoot } from "./spec.js";

/** What an example is to do. */
type Aim =
  | { readonly kind: "run" }
  /** It compiles, and is not run. */
  | { readonly kind: "check" }
  /** It does not compile, for this error of the compiler alone. */
  | { readonly kind: "error"; readonly code: string }
  /** It ends by throwing an error of this name. */
  | { readonly kind: "throws"; readonly name: string };

/** An example of a chapter or a document, with the name of the module that it becomes. */
interface Example {
  readonly fence: Fence;
  readonly module: string;
  readonly aim: Aim;
}

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Null for a process that was killed. */
  readonly exitCode: number | null;
}

const compiler = fileURLToPath(new URL("node_modules/typescript/bin/tsc", packageRoot));
const compilerOptions = {
  rootDir: ".", outDir: "out", types: ["node"],
  declaration: false, sourceMap: false, noUnusedLocals: false, noUnusedParameters: false,
};

/**
 * Compiles the `ts example` fences in one run, runs them and the `js example` fences, and compares the output of each
 * with its `// →` comments.
 * @param limit how long one example may run, in milliseconds.
 */
export async function checkExamples(texts: readonly Chapter[], limit = 10_000): Promise<readonly Problem[]> {
  const examples = texts.flatMap(({ fences }) => fences).filter(isExample).map((fence) => (
    { fence, aim: aimOf(fence), module: `${fence.file.replace(/\.md$/, "").replace(/\W+/g, "-")}.${fence.line}` }
  ));
  if (examples.length === 0) return [];
  // Inside the package, so that an example can import the package by its name.
  const directory = mkdtempSync(fileURLToPath(new URL("dist/examples-", packageRoot)));
  try {
    const found = await compile(directory, examples);
    const problems = examples.flatMap((example) =>
      judgeErrors(example, found.filter((problem) => isIn(example, problem))));
    for (const example of examples) {
      if (example.aim.kind === "check" || example.aim.kind === "error") continue;
      if (problems.some((problem) => isIn(example, problem))) continue;
      problems.push(...compare(example, await runNode(directory, [join("out", outputOf(example))], limit), limit));
    }
    return problems;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Whether a fence is an example that is compiled or run. */
export function isExample({ language, words }: Fence): boolean {
  return (language === "ts" || language === "js") && words[0] === "example" && !words.includes("ignore");
}

function aimOf({ words, attributes }: Fence): Aim {
  const [code, name] = [attributes.get("error"), attributes.get("throws")];
  if (code !== undefined) return { kind: "error", code };
  if (name !== undefined) return { kind: "throws", name };
  return words.includes("check") ? { kind: "check" } : { kind: "run" };
}

function outputOf({ fence, module }: Example): string {
  return fence.language === "js" ? `${module}.mjs` : `${module}.js`;
}

/** What is wrong with an example by what the compiler says of it. */
function judgeErrors({ fence, aim }: Example, found: readonly Problem[]): Problem[] {
  if (aim.kind !== "error") return [...found];
  const others = found.filter(({ message }) => !message.startsWith(`${aim.code}:`));
  if (others.length < found.length) return others;
  const message = `compiles without the error ${aim.code} that it is to show`;
  return [...others, { file: fence.file, line: fence.line, code: "example", message }];
}

async function compile(directory: string, examples: readonly Example[]): Promise<readonly Problem[]> {
  const configuration = { extends: "../../tsconfig.json", compilerOptions, include: ["*.ts"] };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(configuration));
  mkdirSync(join(directory, "out"));
  for (const example of examples.filter(({ fence }) => fence.language === "js")) {
    writeFileSync(join(directory, "out", outputOf(example)), example.fence.content);
  }
  const typed = examples.filter(({ fence }) => fence.language === "ts");
  if (typed.length === 0) return [];
  for (const { fence, module } of typed) {
    // The module's lines are numbered as the chapter's; the export keeps a module without imports a module.
    writeFileSync(join(directory, `${module}.ts`), `${"\n".repeat(fence.line)}${fence.content}\nexport {};\n`);
  }
  const { stdout, stderr, exitCode } = await runNode(directory, [compiler, "-p", ".", "--pretty", "false"], 120_000);
  const problems = [...stdout.matchAll(/^(.+)\((\d+),\d+\): error (TS\d+: .*)$/gm)].flatMap(([, path, line, text]) => {
    const example = typed.find(({ module }) => `${module}.ts` === path);
    return example === undefined ? [] : [problemAt(example, Number(line), text ?? "")];
  });
  if (exitCode !== 0 && problems.length === 0) throw new Error(`tsc failed on the examples:\n${stdout}${stderr}`);
  return problems;
}

function compare(example: Example, { stdout, stderr, exitCode }: Outcome, limit: number): readonly Problem[] {
  const { fence, aim } = example;
  if (exitCode === null) return [problemAt(example, fence.line, `did not end by itself within ${limit} ms`)];
  if (aim.kind === "throws") {
    if (exitCode === 0) return [problemAt(example, fence.line, `throws nothing, and is to throw ${aim.name}`)];
    // What was thrown stands under the line that threw it, and the mark under that.
    const name = /\^\n\n?(?:Uncaught )?([A-Za-z_$][\w$]*)/.exec(stderr)?.[1] ?? "what has no name";
    if (name !== aim.name) return [problemAt(example, fence.line, `throws ${name}, and is to throw ${aim.name}`)];
  } else if (exitCode !== 0) {
    return [problemAt(example, fence.line, `ended with exit code ${exitCode}:\n${stderr}`)];
  }
  const expected = expectedOutput(fence);
  const actual = stdout === "" ? [] : stdout.replace(/\n$/, "").split("\n");
  const index = expected.findIndex(({ text }, position) => text !== actual[position]);
  const missed = expected[index];
  if (missed !== undefined) {
    const got = actual[index] === undefined ? "nothing" : `"${actual[index]}"`;
    return [problemAt(example, missed.line, `expected "${missed.text}", got ${got}`)];
  }
  const extra = actual[expected.length];
  return extra === undefined ? [] : [problemAt(example, fence.line, `printed "${extra}", which no comment says`)];
}

/** The lines that an example says it prints: what follows `// →`. */
function expectedOutput(fence: Fence): readonly { readonly text: string; readonly line: number }[] {
  return fence.content.split("\n").flatMap((line, index) => {
    const match = /\/\/ → ?(.*)$/.exec(line);
    return match === null ? [] : [{ text: match[1] ?? "", line: fence.line + 1 + index }];
  });
}

function problemAt({ fence }: Example, line: number, message: string): Problem {
  return { file: fence.file, line, code: "example", message };
}

function isIn({ fence }: Example, { file, line }: Problem): boolean {
  const end = fence.line + fence.content.split("\n").length;
  return file === fence.file && line >= fence.line && line <= end;
}

function runNode(directory: string, parameters: readonly string[], limit: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: directory, timeout: limit, killSignal: "SIGKILL" } as const;
    const child = execFile(process.execPath, parameters, options, (_error, stdout, stderr) => {
      resolve({ stdout, stderr, exitCode: child.exitCode });
    });
  });
}
