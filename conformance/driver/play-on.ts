import type { Scenario } from "../language/scenario.js";
import { judgePlay } from "../oracle/judge-play.js";
import type { ScenarioResult } from "../oracle/results.js";
import type { PeerNetwork } from "../peers/network.js";
import type { Link } from "./link.js";
import { play } from "./session.js";

const QUIET_MS = 3000;

export interface PlayOnOptions {
  /** Multiplies every watchdog. */
  readonly timeoutScale: number;
  /** What a simulated subject draws its chances from. */
  readonly seed?: number;
}

/** Plays a scenario over a link, and judges its trace. `network` is null where the agent plays the peers. */
export async function playOn(
  link: Link,
  scenario: Scenario,
  network: PeerNetwork | null,
  { timeoutScale, seed }: PlayOnOptions,
): Promise<{ readonly result: ScenarioResult; readonly reusable: boolean }> {
  const started = performance.now();
  const options = { quiet: QUIET_MS * timeoutScale, ...(seed === undefined ? {} : { seed }) };
  const { outcome: ending, trace, reusable } = await play(link, scenario, network, options);
  const durationMs = performance.now() - started;
  const text = link.diagnostics();
  const result: ScenarioResult = {
    scenario: scenario.id, ending, trace, durationMs, diagnostics: text === "" ? null : text,
    ...judgePlay(scenario, { ending, trace }),
  };
  return { result, reusable };
}
