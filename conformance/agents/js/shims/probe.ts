import { probeAtomicity } from "../../../shims/atomicity-probe.js";
import { hostCanaries } from "../../../shims/canary.js";
import { ordinaryCalls } from "../../../shims/ordinary-calls.js";
import type { Recorder } from "../recorder.js";

/** Makes each call that programs make everywhere, with others ready to run, and reports which of these did. */
export async function probeCalls(recorder: Recorder, as: string, switchPoints: readonly string[]): Promise<void> {
  for (const { call, verdict, ran } of await probeAtomicity(ordinaryCalls, { canaries: hostCanaries, switchPoints })) {
    recorder.record({ ev: "probed", as, call, verdict, ran });
  }
}
