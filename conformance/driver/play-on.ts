import type { Scenario } from "../language/scenario.js";
import { judgePlay } from "../oracle/judge-play.js";
import type { ScenarioResult } from "../oracle/results.js";
import type { PeerNetwork } from "../peers/network.js";
import { tellingLine } from "./diagnostics-tail.js";
import type { Link } from "./link.js";
import { MachineNoise, type NoiseMeter } from "./noise.js";
import { play } from "./session.js";

const QUIET_MS = 3000;

/** What measures, while a link is waited for, whether the machine holds it up; null where nothing can. */
export type NoiseMeters = (link: Link) => NoiseMeter | null;

/** An agent in this process holds up the kit itself: what is late is then the subject's doing. */
const machineNoise: NoiseMeters = (link) => link.progress === undefined
  ? null
  : new MachineNoise(() => link.progress?.() ?? null);

export interface PlayOnOptions {
  /** Multiplies every watchdog. */
  readonly timeoutScale: number;
  /** What a simulated subject draws its chances from. */
  readonly seed?: number;
  readonly noise?: NoiseMeters;
}

/** Plays a scenario over a link, and judges its trace. `network` is null where the agent plays the peers. */
export async function playOn(
  link: Link,
  scenario: Scenario,
  network: PeerNetwork | null,
  { timeoutScale, seed, noise = machineNoise }: PlayOnOptions,
): Promise<{ readonly result: ScenarioResult; readonly reusable: boolean }> {
  const started = performance.now();
  const quiet = QUIET_MS * timeoutScale;
  const meter = noise(link);
  const { outcome, trace, reusable } = await play(link, scenario, network, {
    quiet, ...(seed === undefined ? {} : { seed }), ...(meter === null ? {} : { noise: meter }),
  });
  meter?.stop();
  const durationMs = performance.now() - started;
  const text = link.diagnostics();
  const ending = outcome.kind === "gone" ? { ...outcome, message: outcome.message + tellingLine(text) } : outcome;
  const result: ScenarioResult = {
    scenario: scenario.id, ending, trace, durationMs, diagnostics: text === "" ? null : text,
    ...judgePlay(scenario, { ending, trace }),
  };
  return { result, reusable };
}
