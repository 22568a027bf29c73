import type { ShimStep } from "../../../language/shim-steps.js";
import { probeAtomicity } from "../../../shims/atomicity-probe.js";
import { hostCanaries } from "../../../shims/canary.js";
import { ordinaryCalls } from "../../../shims/ordinary-calls.js";
import { describeError } from "../describe.js";
import type { Recorder } from "../recorder.js";

/** How long those who were ready to run before a call are waited for behind it, in ms. */
const PATIENCE = 100;

/**
 * Makes each call that programs make everywhere, with others ready to run, and reports which of these did. In a
 * callback, only the switch points are made.
 */
export async function probeCalls(
  recorder: Recorder, { as, switches = [], within }: Extract<ShimStep, { readonly step: "probe" }>,
): Promise<void> {
  const calls = ordinaryCalls.filter(({ name }) => within === undefined || switches.includes(name));
  await probeAtomicity(calls, {
    canaries: hostCanaries, switchPoints: switches, patience: PATIENCE, ...(within === undefined ? {} : { within }),
    told: ({ call, verdict, ran, silent, error }) => recorder.record({
      ev: "probed", as, call, verdict, ran, silent, ...(error === undefined ? {} : { threw: describeError(error) }),
    }),
  });
}
