import type { ShimStep } from "../../../language/shim-steps.js";
import { describeError } from "../describe.js";
import { hostFunctions } from "./host-functions.js";
import { Layer, obstruct } from "./layer.js";
import { probeCalls } from "./probe.js";
import { programs } from "./programs/index.js";
import type { Undoes } from "./shim-module.js";
import type { ShimStage } from "./shim-stage.js";
import { Snapshot, type Found } from "./snapshot.js";

type Of<Step extends ShimStep["step"]> = Extract<ShimStep, { readonly step: Step }>;

/** How many differences are told one by one. */
const TOLD = 20;

/** Does one step, and reports it. */
export async function performShimStep(stage: ShimStage, step: ShimStep): Promise<void> {
  const { recorder } = stage;
  switch (step.step) {
    case "mark": return recorder.record({ ev: "mark", name: step.name });
    case "snapshot": return void stage.snapshots.set(step.as, new Snapshot());
    case "compare": return compare(stage, step);
    case "install": return install(stage, step);
    case "uninstall": return uninstall(stage, step);
    case "keepReferences":
      stage.kept = hostFunctions();
      return;
    case "program": return play(stage, step);
    case "layer": {
      const layer = new Layer(stage.compared.get(step.where) ?? []);
      stage.layers.set(step.as, layer);
      return recorder.record({ ev: "layered", as: step.as, places: layer.places });
    }
    case "unlayer": {
      const layer = stage.layers.get(step.layer);
      recorder.record({ ev: "unlayered", as: step.as, places: layer?.left ?? 0 });
      return layer?.remove();
    }
    case "entangle": return stage.carried.entangle();
    case "obstruct": return close(stage, step);
    case "probe": return probeCalls(recorder, step);
    default: return recorder.record({ ev: "unsupported", op: (step as { readonly step: string }).step });
  }
}

function compare(stage: ShimStage, { with: name, as }: Of<"compare">): void {
  const found = stage.snapshots.get(name)?.differences() ?? [];
  stage.compared.set(as, found.filter(({ what }) => what !== "binding").map(({ place }) => place));
  stage.recorder.record({
    ev: "compared", as, with: name, changed: found.length,
    differences: told(found).map(({ where, what, group }) => ({ where, what, group })),
  });
}

/** The first of each part of the host, and of each kind, and then the others. */
function told(found: readonly Found[]): readonly Found[] {
  const firsts = found.filter(({ what, group }, index) =>
    found.findIndex((each) => each.what === what && each.group === group) === index);
  return [...firsts, ...found.filter((each) => !firsts.includes(each))].slice(0, TOLD);
}

async function install(stage: ShimStage, { shim, over, seed }: Of<"install">): Promise<void> {
  const { recorder, module } = stage;
  if (over === "another" && module.createReactor === undefined) {
    return recorder.record({ ev: "unsupported", op: "install" });
  }
  const reactor = await stage.over(over === "another", seed);
  await reported(stage, "install", shim, async () => {
    const chances = seed ?? stage.seed;
    const installed = await module.install(reactor, chances === undefined ? {} : { seed: chances });
    const handle = installed as Undoes | undefined;
    stage.installed.set(shim, handle ?? { uninstall: () => module.uninstall?.() });
    return { groups: listOf(handle?.groups) };
  });
}

function uninstall(stage: ShimStage, { shim }: Of<"uninstall">): Promise<void> {
  return reported(stage, "uninstall", shim, async () => {
    const report = await stage.installed.get(shim)?.uninstall() as Readonly<Record<string, unknown>> | undefined;
    return { foreign: listOf(report?.["foreign"]), live: listOf(report?.["live"]) };
  });
}

/** A call of the shim, which may return a promise. */
async function reported(
  { recorder }: ShimStage, op: string, shim: string, make: () => Promise<object>,
): Promise<void> {
  const n = recorder.callElsewhere(op, { shim });
  try {
    recorder.record({ ev: "return", op, n, shim, value: await make() });
  } catch (error) {
    recorder.record({ ev: "return", op, n, shim, threw: describeError(error) });
  }
}

async function play(stage: ShimStage, { program: name, as, references }: Of<"program">): Promise<void> {
  const program = programs[name];
  if (program === undefined) return stage.recorder.record({ ev: "unsupported", op: `program ${name}` });
  const { started, counts } = stage.carried.begin(program.uses);
  const host = references === "kept" ? stage.kept : hostFunctions();
  let outcome: { readonly value: unknown; readonly threw?: ReturnType<typeof describeError> };
  try {
    const playing = program.run(host, stage.surroundings);
    started();
    outcome = { value: await playing };
  } catch (error) {
    outcome = { value: null, threw: describeError(error) };
  }
  stage.recorder.record({ ev: "played", program: name, as, ...outcome, carried: counts() });
}

function close(stage: ShimStage, { where, as }: Of<"obstruct">): void {
  const places = stage.compared.get(where) ?? [];
  // Not the first: what was patched before is to be taken back.
  const place = places.findLast((each) => obstruct(each));
  if (place !== undefined) stage.obstructed = true;
  stage.recorder.record({
    ev: "obstructed", as, places: place === undefined ? 0 : 1, ...(place === undefined ? {} : { where: place.where }),
  });
}

/** A list as texts; null for what is none. */
function listOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.map(String) : null;
}
