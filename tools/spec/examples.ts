import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Chapter, Fence, Problem } from "./model.js";
import { packageRoot } from "./spec.js";

/** An example of a chapter, with the name of the module that it becomes. */
interface Example {
  readonly fence: Fence;
  readonly module: string;
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
 * Compiles the `ts example` fences in one run, runs each, and compares its output with its `// →` comments.
 * @param limit how long one example may run, in milliseconds.
 */
export async function checkExamples(chapters: readonly Chapter[], limit = 10_000): Promise<readonly Problem[]> {
  const examples = chapters.flatMap(({ fences }) => fences).filter(({ words }) => words[0] === "example")
    .map((fence) => ({ fence, module: `${fence.file.replace(/\.md$/, "")}.${fence.line}` }));
  if (examples.length === 0) return [];
  // Inside the package, so that an example can import the package by its name.
  const directory = mkdtempSync(fileURLToPath(new URL("dist/examples-", packageRoot)));
  try {
    const problems: Problem[] = [...await compile(directory, examples)];
    for (const example of examples) {
      if (problems.some((problem) => isIn(example, problem))) continue;
      problems.push(...compare(example, await runNode(directory, [join("out", `${example.module}.js`)], limit), limit));
    }
    return problems;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function compile(directory: string, examples: readonly Example[]): Promise<readonly Problem[]> {
  const configuration = { extends: "../../tsconfig.json", compilerOptions, include: ["*.ts"] };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(configuration));
  for (const { fence, module } of examples) {
    // The module's lines are numbered as the chapter's; the export keeps a module without imports a module.
    writeFileSync(join(directory, `${module}.ts`), `${"\n".repeat(fence.line)}${fence.content}\nexport {};\n`);
  }
  const { stdout, stderr, exitCode } = await runNode(directory, [compiler, "-p", ".", "--pretty", "false"], 120_000);
  const problems = [...stdout.matchAll(/^(.+)\((\d+),\d+\): error (TS\d+: .*)$/gm)].flatMap(([, path, line, text]) => {
    const example = examples.find(({ module }) => `${module}.ts` === path);
    return example === undefined ? [] : [problemAt(example, Number(line), text ?? "")];
  });
  if (exitCode !== 0 && problems.length === 0) throw new Error(`tsc failed on the examples:\n${stdout}${stderr}`);
  return problems;
}

function compare(example: Example, { stdout, stderr, exitCode }: Outcome, limit: number): readonly Problem[] {
  const { fence } = example;
  if (exitCode === null) return [problemAt(example, fence.line, `did not end by itself within ${limit} ms`)];
  if (exitCode !== 0) return [problemAt(example, fence.line, `ended with exit code ${exitCode}:\n${stderr}`)];
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
