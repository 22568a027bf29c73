import { never, occurs, premise } from "../language/build.js";
import type { Scenario } from "../language/scenario.js";
import { install, installed, shimScenario, uninstall } from "./shim-scenario.js";

/** The scenarios of the chapter on shims: switch points. */
export const shimSwitchingScenarios: readonly Scenario[] = [
  shimScenario({
    id: "shim.switch.declared",
    title: "calls of the host are made while others are ready to run",
    steps: [install(), { step: "probe", as: "probe" }, uninstall()],
    expect: [
      installed(),
      premise(occurs("calls are made while others are ready to run", { ev: "probed", as: "probe" })),
      premise(never("others run at all", { ev: "probed", as: "probe", verdict: "blind" })),
      never("in a call that is no switch point by the declaration, nobody else runs",
        { ev: "probed", as: "probe", verdict: "undeclared" }),
    ],
  }),
  shimScenario({
    id: "shim.switch.refused",
    title: "each switch point is called in a callback of a timer",
    claims: ["shim/switches", "shim/timers"],
    binding: "typescript",
    steps: [install(), { step: "probe", as: "probe", within: "callback" }, uninstall()],
    expect: [
      installed(),
      premise(occurs("switch points are called", { ev: "probed", as: "probe" })),
      never("a switch point that is called in a callback throws",
        { ev: "probed", as: "probe", threw: { $exists: false } }),
      never("nobody else runs before it does", { ev: "probed", as: "probe", ran: { $with: { $has: "" } } }),
    ],
  }),
];
