import { join } from "node:path";
import type { Terminal } from "../../conformance/command/terminal.js";
import { UsageError } from "../../conformance/driver/usage-error.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { Bench } from "./bench.js";
import { tryMutants, type MutantResult } from "./campaign.js";
import type { MutationOptions } from "./mutation-options.js";
import { mutantsOf, type Module, type Mutant } from "./mutants.js";
import type { SubjectName } from "./player-messages.js";
import { reachOf, withoutRepeats } from "./reach.js";
import type { SurvivorList } from "./survivor-list.js";
import { coreModules, plant } from "./tree.js";

/** The mutants that are asked for, with the modules that they are made of. */
export function mutantsToTry({ files, only }: Pick<MutationOptions, "files" | "only">): readonly Mutant[] {
  const modules = coreModules();
  for (const name of files) {
    if (!modules.some(({ file }) => isNamed(file, name))) throw new UsageError(`no file of the core is named ${name}`);
  }
  const mutants = modules.filter(({ file }) => files.length === 0 || files.some((name) => isNamed(file, name)))
    .flatMap(mutantsOf);
  for (const id of only) {
    if (!mutants.some((mutant) => mutant.id === id)) throw new UsageError(`no mutant has the id ${id}`);
  }
  return mutants.filter(({ id }) => only.length === 0 || only.includes(id));
}

function isNamed(file: string, name: string): boolean {
  return file === name || file.endsWith(`/${name}`);
}

/**
 * Tries mutants on one subject after the other: on the second only what has survived, and is not listed.
 * @throws Error if the unchanged reference fails a scenario.
 */
export async function mutate(
  mutants: readonly Mutant[], list: SurvivorList, options: MutationOptions, terminal: Terminal,
): Promise<readonly MutantResult[]> {
  const results = new Map<Mutant, MutantResult>();
  const unlisted = ({ mutant, fate }: MutantResult): boolean => fate.kind === "survived" && !list.has(mutant.id);
  for (const subject of options.subjects) {
    const open = mutants.filter((mutant) => {
      const result = results.get(mutant);
      return result === undefined || unlisted(result);
    });
    if (open.length === 0) continue;
    for (const result of await tryOn(subject, open, { ...options, unlisted }, terminal)) {
      const { reachedBy = 0 } = results.get(result.mutant) ?? {};
      results.set(result.mutant, { ...result, reachedBy: result.reachedBy + reachedBy });
    }
  }
  terminal.progress(null);
  return mutants.map((mutant) => results.get(mutant)).filter((each) => each !== undefined);
}

interface TryOptions extends MutationOptions {
  readonly unlisted: (result: MutantResult) => boolean;
}

/** What is about to be called a survivor, and is not listed, is tried by every scenario that reaches it. */
async function tryOn(
  subject: SubjectName, mutants: readonly Mutant[], { jobs, patience, select, unlisted }: TryOptions,
  terminal: Terminal,
): Promise<readonly MutantResult[]> {
  const files = new Set(mutants.map(({ key }) => key.file));
  const modules: readonly Module[] = coreModules().filter(({ file }) => files.has(file));
  const witnesses = plant(modules, mutants, "witnesses");
  const switches = plant(modules, mutants, "switches");
  const progress = (what: string) => (done: number, total: number, now: string): void =>
    terminal.progress(`${subject}, ${what}: ${done}/${total} ${now}`);
  try {
    const played = await Bench.scenariosOf(join(switches.root, "reference", subject, "index.js"), select);
    const control = await reachOf({
      root: witnesses.root, subject, scenarios: played, jobs, onProgress: progress("without a mutant"),
      unfit: ({ scenario, says }) => terminal.diagnose(`not used, as it fails without a mutant: ${scenario}: ${says}`),
    });
    const variants = new Set(scenarios.filter(({ variantOf }) => variantOf !== undefined).map(({ id }) => id));
    const reach = withoutRepeats(control, (id) => variants.has(id));
    const campaign = { root: switches.root, subject, reach, jobs };
    const first = await tryMutants(mutants, mutants, { ...campaign, patience, onProgress: progress("mutants") });
    const again = await tryMutants(first.filter(unlisted).map(({ mutant }) => mutant), mutants, {
      ...campaign, patience: Infinity, onProgress: progress("survivors, by every scenario"),
    });
    const last = new Map(again.map((result) => [result.mutant, result]));
    return first.map((result) => last.get(result.mutant) ?? result);
  } finally {
    witnesses.remove();
    switches.remove();
  }
}
