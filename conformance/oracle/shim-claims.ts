import type { ShimDeclaration } from "../../spec/reactor.js";

/**
 * The claims that a declaration makes: `shim`, and in words such as `shim/timers`, `shim/late/timers`,
 * `shim/switch/recv`, `shim/switches`, `shim/reactors` and `shim/seeded` what scenarios claim or lack.
 */
export function claimsOf(declaration: ShimDeclaration): readonly string[] {
  const { covers, lateReferences = [], switches = [], overReactors = false, seeded = false } = declaration;
  return [
    "shim", ...covers.map((group) => `shim/${group}`), ...lateReferences.map((group) => `shim/late/${group}`),
    ...switches.map((call) => `shim/switch/${call}`), ...(switches.length > 0 ? ["shim/switches"] : []),
    ...(overReactors ? ["shim/reactors"] : []), ...(seeded ? ["shim/seeded"] : []),
  ];
}
