import { hostGroups } from "../../spec/host-groups.js";
import type { HostGroup } from "../../spec/reactor.js";
import { occurs, premise } from "../language/build.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import type { HostProgram, ShimStep } from "../language/shim-steps.js";
import {
  compare, install, installed, played, program, shimScenario, snapshot, takenOff, unchanged, uninstall,
} from "./shim-scenario.js";

interface Use {
  readonly group: HostGroup;
  readonly name: HostProgram;
  /** What the program uses. */
  readonly what: string;
  /** What it sees. */
  readonly value: Readonly<Record<string, string | number | boolean>>;
}

/** For each part of the host that can be witnessed, a program that uses it. */
const uses: readonly Use[] = [
  { group: "timers", name: "timer", what: "a timer of the host", value: { fired: 1 } },
  { group: "streams", name: "echo", what: "a connection of the host", value: { received: "to and fro" } },
  { group: "datagrams", name: "datagram", what: "a datagram of the host", value: { received: "by itself" } },
  { group: "names", name: "lookup", what: "a lookup of the host", value: { found: true } },
];

/** The scenario once for each part of the host that the shim covers. */
export function forEachUse(
  id: string, title: (what: string) => string, steps: (name: HostProgram) => readonly ShimStep[],
  expect: (use: Use) => readonly Expectation[], more: Parameters<typeof shimScenario>[0]["claims"] = [],
): readonly Scenario[] {
  return uses.map((use) => shimScenario({
    id: `${id}/${use.group}`, title: title(use.what), claims: [`shim/${use.group}`, ...more], steps: steps(use.name),
    expect: expect(use),
  }));
}

/** The program's calls have reached what the shim is installed over. */
export function carried({ group, name, what }: Use, as: string = name): Expectation {
  return occurs(`${what} reaches what the shim is installed over`, played(as, { carried: { [group]: { $gte: 1 } } }));
}

/** The scenarios of the chapter on shims: loading and installing. */
export const shimInstallingScenarios: readonly Scenario[] = [
  shimScenario({
    id: "shim.load",
    title: "the shim is loaded, and not installed",
    steps: [compare("start", "loaded")],
    expect: unchanged("loading the shim leaves the realm as it was", "loaded"),
  }),
  ...forEachUse("shim.install.covers", (what) => `a program uses ${what} while the shim is installed`,
    (name) => [install(), program(name), uninstall()], (use) => [installed(), carried(use)]),
  ...hostGroups.map((group) => shimScenario({
    id: `shim.install.only/${group}`,
    title: `a shim is installed that does not cover ${group}`,
    lacks: [`shim/${group}`],
    steps: [snapshot("before"), install(), compare("before", "installed"), uninstall()],
    expect: [
      installed(),
      ...unchanged(`what the shim does not cover is as it was, such as ${group}`, "installed", { group }),
    ],
  })),
  ...hostGroups.map((group) => shimScenario({
    id: `shim.install.groups/${group}`,
    title: `a shim is installed that covers ${group}`,
    binding: "typescript",
    claims: [`shim/${group}`],
    steps: [install(), uninstall()],
    expect: [occurs(`the install names ${group} among its groups`,
      { ev: "return", op: "install", value: { groups: { $with: group } } })],
  })),
  ...forEachUse("shim.install.again", () => "the shim is installed twice over the same, and taken off once",
    (name) => [install("first"), install("second"), uninstall("second"), program(name), uninstall("first")],
    (use) => [installed("first"), carried(use)]),
  ...forEachUse("shim.install.other", () => "the shim is installed, and then once more over another reactor",
    (name) => [
      install("first"), { step: "install", shim: "second", over: "another" }, program(name), uninstall("first"),
    ],
    (use) => [
      installed("first"),
      occurs("the install over another reactor is refused",
        { ev: "return", op: "install", shim: "second", threw: { $exists: true } }),
      carried(use),
    ], ["shim/reactors"]),
  shimScenario({
    id: "shim.install.whole",
    title: "one of the places that the shim patches cannot be patched",
    steps: [
      snapshot("before"), install("first"), compare("before", "installed"), uninstall("first"),
      { step: "obstruct", where: "installed", as: "closed" },
      snapshot("closed"), install("second"), compare("closed", "after"),
    ],
    expect: [
      premise(takenOff("first")),
      premise(occurs("a place could be closed to patches", { ev: "obstructed", as: "closed", places: 1 })),
      occurs("an install that cannot be whole fails",
        { ev: "return", op: "install", shim: "second", threw: { $exists: true } }),
      ...unchanged("an install that fails leaves the realm as it was", "after"),
    ],
  }),
  ...forEachUse("shim.references.kept", (what) => `a program has taken its references to ${what} before the install`,
    (name) => [
      { step: "keepReferences" }, install(), { step: "program", program: name, as: "kept", references: "kept" },
      uninstall(),
    ],
    ({ what, value }) => [
      installed(), occurs(`${what} does what it did, by a reference that was taken before`, played("kept", { value })),
    ]),
  ...uses.map((use) => shimScenario({
    id: `shim.references.carried/${use.group}`,
    title: `a program has taken its references to ${use.what} before the install, and the shim covers these`,
    claims: [`shim/${use.group}`],
    lacks: [`shim/late/${use.group}`],
    steps: [
      { step: "keepReferences" }, install(), { step: "program", program: use.name, as: "kept", references: "kept" },
      uninstall(),
    ],
    expect: [installed(), carried(use, "kept")],
  })),
];
