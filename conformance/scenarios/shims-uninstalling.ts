import { occurs, premise, relation } from "../language/build.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import type { ShimStep } from "../language/shim-steps.js";
import { carried, forEachUse } from "./shims-installing.js";
import {
  compare, install, installed, played, program, shimScenario, snapshot, takenOff, unchanged, uninstall,
} from "./shim-scenario.js";

/** The shim is taken off under another library's patches, which lie over all of its own. */
const underLayer: readonly ShimStep[] = [
  snapshot("before"), install(), compare("before", "installed"), { step: "layer", where: "installed", as: "layer" },
  uninstall(),
];
/** Another library's patches lie at the places that the shim patches, before it does. */
const overLayer: readonly ShimStep[] = [
  snapshot("before"), install("first"), compare("before", "installed"), uninstall("first"),
  { step: "layer", where: "installed", as: "layer" },
];
const layered: Expectation = premise(occurs("other patches lie over the shim's",
  { ev: "layered", as: "layer", places: { $gte: 1 } }));

function restores(id: string, title: string, says: string, what: string, nested = false): Scenario {
  const inner = nested ? [install("second"), uninstall("second")] : [];
  return shimScenario({
    id, title,
    ...(what === "value" ? {} : { binding: "typescript" as const }),
    steps: [snapshot("before"), install(), ...inner, uninstall(), compare("before", "after")],
    expect: [
      installed(), takenOff(),
      ...unchanged(says, "after", { what: what === "value" ? { $in: ["value", "added", "missing"] } : what }),
    ],
  });
}

/** The scenarios of the chapter on shims: taking off, and other patches. */
export const shimUninstallingScenarios: readonly Scenario[] = [
  restores("shim.uninstall.restores", "the shim is installed and taken off", "everything has its value of before",
    "value"),
  restores("shim.uninstall.restores/nested", "the shim is installed twice, and taken off as often",
    "everything has its value of before", "value", true),
  restores("shim.uninstall.attributes", "the shim is installed and taken off, and attributes are looked at",
    "every property has its attributes of before", "attributes"),
  restores("shim.uninstall.order", "the shim is installed and taken off, and the order of properties is looked at",
    "the properties are in their order of before", "order"),
  restores("shim.uninstall.bindings", "the shim is installed and taken off, and what importers see is looked at",
    "what a module's importers see is what it has", "binding"),
  ...forEachUse("shim.uninstall.once",
    () => "the shim is taken off, installed again, and the first is undone once more",
    (name) => [install("first"), uninstall("first"), install("second"), uninstall("first"), program(name),
      uninstall("second")],
    (use) => [takenOff("first"), installed("second"), carried(use)]),
  shimScenario({
    id: "shim.uninstall.foreign",
    title: "the shim is taken off under the patches of another library",
    steps: [...underLayer, { step: "unlayer", layer: "layer", as: "after" }],
    expect: [
      layered, takenOff(),
      relation("another's patch is where it was",
        { event: { ev: "unlayered", as: "after" }, field: "places" }, "equals",
        { event: { ev: "layered", as: "layer" }, field: "places" }),
    ],
  }),
  shimScenario({
    id: "shim.uninstall.foreign.reported",
    title: "the shim is taken off under the patches of another library, and asked what it has left",
    steps: underLayer,
    expect: [
      layered,
      occurs("the uninstall names places that another has patched",
        { ev: "return", op: "uninstall", value: { foreign: { $with: { $exists: true } } } }),
    ],
  }),
  ...forEachUse("shim.uninstall.foreign.transparent",
    (what) => `the shim is taken off under another library's patches, and ${what} is used through these`,
    (name) => [...underLayer, program(name)],
    ({ group, name, what, value }) => [
      layered,
      occurs(`${what} is the host's again, through the other's patch`,
        played(name, { value, carried: { [group]: 0 } })),
    ], ["shim/reactors"]),
  shimScenario({
    id: "shim.over.restores",
    title: "the shim is installed over another library's patches, and taken off",
    steps: [...overLayer, snapshot("layered"), install("second"), uninstall("second"), compare("layered", "after")],
    expect: [
      layered, takenOff("first"), installed("second"),
      ...unchanged("another's patch that lay there before is there again", "after",
        { what: { $in: ["value", "added", "missing"] } }),
    ],
  }),
  ...forEachUse("shim.over.covers", (what) => `the shim is installed over another library's patches of ${what}`,
    (name) => [...overLayer, install("second"), program(name), uninstall("second")],
    (use) => [layered, premise(takenOff("first")), installed("second"), carried(use)]),
  shimScenario({
    id: "shim.uninstall.live",
    title: "the shim is taken off while a server listens that it has opened",
    claims: ["shim/streams"],
    steps: [install(), program("leave-alive"), uninstall()],
    expect: [
      installed(),
      occurs("the uninstall names what is still alive",
        { ev: "return", op: "uninstall", value: { live: { $with: { $exists: true } } } }),
    ],
  }),
];
