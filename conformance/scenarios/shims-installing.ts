import type { HostGroup } from "../../spec/reactor.js";
import { occurs } from "../language/build.js";
import type { Scenario } from "../language/scenario.js";
import type { HostProgram } from "../language/shim-steps.js";
import {
  compare, install, installed, played, program, shimScenario, snapshot, unchanged, uninstall,
} from "./shim-scenario.js";

/** For each part of the host that can be witnessed, a program that uses it, and what it is. */
const uses: readonly (readonly [HostGroup, HostProgram, string])[] = [
  ["timers", "timer", "a timer of the host"],
  ["streams", "echo", "a connection of the host"],
  ["datagrams", "datagram", "a datagram of the host"],
  ["names", "lookup", "a lookup of the host"],
];

/** The scenarios of the chapter on shims: loading and installing. */
export const shimInstallingScenarios: readonly Scenario[] = [
  shimScenario({
    id: "shim.load",
    title: "the shim is loaded, and not installed",
    steps: [compare("start", "loaded")],
    expect: unchanged("loading the shim leaves the realm as it was", "loaded"),
  }),
  ...uses.map(([group, name, what]) => shimScenario({
    id: `shim.install.covers/${group}`,
    title: `a program uses ${what} while a shim is installed that covers it`,
    claims: [`shim/${group}`],
    steps: [install(), program(name), uninstall()],
    expect: [
      installed(),
      occurs(`${what} reaches what the shim is installed over`, played(name, { carried: { [group]: { $gte: 1 } } })),
    ],
  })),
];

/** The scenarios of the chapter on shims: taking off. */
export const shimUninstallingScenarios: readonly Scenario[] = [
  shimScenario({
    id: "shim.uninstall.restores",
    title: "the shim is installed, used, and taken off",
    steps: [snapshot("before"), install(), uninstall(), compare("before", "after")],
    expect: [installed(), ...unchanged("everything has its value of before", "after", { what: { $in: ["value", "added", "missing"] } })],
  }),
];
