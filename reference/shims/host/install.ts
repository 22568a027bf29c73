import { syncBuiltinESMExports } from "node:module";
import type { Reactor } from "../../../spec/reactor.js";
import { endExemption, exempt, isExempt } from "./exempt.js";
import type { Coverage, Group, GroupName, InstallOptions, PatchedGroup, ShimContext } from "./group.js";
import { lateHandles } from "./late.js";
import { Liveness } from "./liveness.js";
import { PatchJournal, type Restoration } from "./patch-journal.js";
import { ReactorRun } from "./reactor-run.js";
import { apart } from "./together.js";

/** What a shim publishes of itself. */
export interface Declaration {
  /** By group: what is covered, what stays real, and what is refused. A group that is not there is real as a whole. */
  readonly groups: { readonly [Name in GroupName]?: Coverage };
  /** The calls of the host in which other callbacks run: none. */
  readonly switchPoints: readonly string[];
}

/** What an uninstall did. */
export interface UninstallReport extends Restoration {
  /** The host's handles that are still on the reactor, and stay there; a line for each. */
  readonly live: readonly string[];
  /** How many installs of the same reactor are left; while there is one, nothing is restored. */
  readonly nested: number;
}

/** One install of the shim. */
export interface Installed {
  readonly reactor: Reactor;
  readonly groups: readonly GroupName[];
  readonly declares: Declaration;
  /** What the host had already when the shim was installed, and stays real: sockets, servers; a line for each. */
  readonly late: readonly string[];
  /** Undoes this install; a second call does nothing, and returns the same report. */
  uninstall(): UninstallReport;
  [Symbol.dispose](): void;
}

interface Installation {
  readonly context: ShimContext;
  readonly journal: PatchJournal;
  readonly run: ReactorRun;
  readonly patched: readonly (readonly [Group, PatchedGroup])[];
  readonly late: readonly string[];
  depth: number;
}

const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("nodejs.dispose");
/** Marks a realm in which the shim is installed, also for another copy of this module. */
const installedHere = Symbol.for("reactor-standard.host-shim");

/** A shim of the groups that are given. */
export class HostShim {
  readonly #groups: readonly Group[];
  #installation: Installation | null = null;

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
  }

  /**
   * Puts the host, in all of this realm, on `reactor`: whole groups of it, or none. The same reactor again nests.
   * @throws Error if another reactor is installed, or with other options; if a group that was asked for does not fit the
   * reactor; or if the host is not as a group expects it. Nothing is patched then.
   */
  install(reactor: Reactor, options: InstallOptions = {}): Installed {
    const installation = this.#installation ?? begin(this.#groups, reactor, options);
    if (this.#installation !== null) checkNested(installation, reactor, options);
    this.#installation = installation;
    installation.depth += 1;
    return handleOf(installation, () => this.#leave(installation));
  }

  /** Undoes one level; the last one restores the host. */
  #leave(installation: Installation): UninstallReport {
    installation.depth -= 1;
    if (installation.depth > 0) {
      return { restored: [], foreign: [], live: liveHandles(installation), nested: installation.depth };
    }
    this.#installation = null;
    return end(installation);
  }
}

function handleOf(of: Installation, leave: () => UninstallReport): Installed {
  let report: UninstallReport | null = null;
  const names = of.patched.map(([group]) => group.name);
  const coverage = of.patched.map(([group]) => [group.name, group.coverage]);
  const handle: Omit<Installed, typeof Symbol.dispose> = {
    reactor: of.context.reactor,
    groups: names,
    declares: { groups: Object.fromEntries(coverage) as Declaration["groups"], switchPoints: [] },
    late: of.late,
    uninstall: () => report ??= leave(),
  };
  return Object.freeze({ ...handle, [dispose]: () => void handle.uninstall() }) as Installed;
}

function begin(groups: readonly Group[], reactor: Reactor, options: InstallOptions): Installation {
  if (Reflect.has(globalThis, installedHere)) throw refusal("another copy of the shim is installed in this realm");
  const run = new ReactorRun(reactor);
  const context: ShimContext = {
    reactor,
    options,
    liveness: new Liveness(options.world === undefined),
    enter: (call) => {
      run.begin();
      return exempt(() => call(reactor));
    },
  };
  const chosen = choose(groups, context);
  for (const group of chosen) {
    const failure = group.check(context);
    if (failure !== null) throw refusal(`the group ${group.name} does not fit this host: ${failure}`);
  }
  const late = lateHandles();
  const journal = new PatchJournal(isExempt);
  const patched = patchAll(chosen, journal, context);
  syncBuiltinESMExports();
  return { context, journal, run, patched, late, depth: 0 };
}

/** The groups that were asked for, which have to fit; by default those that do. */
function choose(groups: readonly Group[], context: ShimContext): readonly Group[] {
  const asked = context.options.groups;
  if (asked === undefined) return groups.filter((group) => group.unfit(context) === null);
  const reason = apart(groups, context.options);
  if (reason !== null) throw refusal(reason);
  for (const name of asked) {
    const group = groups.find((each) => each.name === name);
    if (group === undefined) throw refusal(`there is no group ${String(name)}`);
    const unfit = group.unfit(context);
    if (unfit !== null) throw refusal(`the group ${name} cannot be carried: ${unfit}`);
  }
  return groups.filter((group) => asked.includes(group.name));
}

/** Patches every group, or none. */
function patchAll(
  chosen: readonly Group[], journal: PatchJournal, context: ShimContext,
): readonly (readonly [Group, PatchedGroup])[] {
  const patched: (readonly [Group, PatchedGroup])[] = [];
  let name = "";
  try {
    journal.value({ target: globalThis, of: "globalThis", key: installedHere }, true);
    for (const group of chosen) {
      ({ name } = group);
      patched.push([group, group.patch(journal, context)]);
    }
  } catch (error) {
    journal.undo();
    for (const [, each] of patched) each.undone?.();
    syncBuiltinESMExports();
    const reason = error instanceof Error ? error.message : String(error);
    throw refusal(`the group ${name} could not be patched: ${reason}`, error);
  }
  return patched;
}

/** A nested install may ask for less than what is there, and for nothing else. */
function checkNested({ context, patched }: Installation, reactor: Reactor, options: InstallOptions): void {
  if (context.reactor !== reactor) throw refusal("another reactor is installed; uninstall it first");
  const missing = options.groups?.find((name) => !patched.some(([group]) => group.name === name));
  if (missing !== undefined) throw refusal(`it is installed without the group ${missing}; uninstall it first`);
  for (const option of ["timers", "seed", "world"] as const) {
    if (options[option] !== undefined && options[option] !== context.options[option]) {
      throw refusal(`it is installed with another option ${option}; uninstall it first`);
    }
  }
}

function liveHandles({ patched }: Installation): readonly string[] {
  return patched.flatMap(([, each]) => each.live());
}

/** Restores the host. */
function end(installation: Installation): UninstallReport {
  const restoration = installation.journal.undo();
  syncBuiltinESMExports();
  const live = liveHandles(installation);
  for (const [, each] of installation.patched) each.undone?.();
  whenNotHeld(installation.context.liveness, () => {
    if (isInstalled() || liveHandles(installation).length > 0) return;
    installation.run.end();
    endExemption();
  });
  return { ...restoration, live, nested: 0 };
}

/** What is closed may still have to be told of that. */
function whenNotHeld(liveness: Liveness, callback: () => void): void {
  let called = false;
  const call = (held: boolean): void => {
    if (held || called) return;
    called = true;
    callback();
  };
  liveness.whenChanged(call);
  call(liveness.held);
}

function isInstalled(): boolean {
  return Reflect.has(globalThis, installedHere);
}

function refusal(reason: string, cause?: unknown): Error {
  return new Error(`the host shim is not installed: ${reason}`, cause === undefined ? undefined : { cause });
}
