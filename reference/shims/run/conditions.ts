import type { NetworkOptions } from "../../simulated/index.js";

/** What a run is to be like, as the query of the address that `preload` is imported by. */
export interface RunConditions {
  /** On a simulated reactor; else on the host's sockets. */
  readonly simulated: boolean;
  readonly seed: number;
  readonly network: NetworkOptions;
  /** The host's pool of threads was given one thread by the environment, for this program alone. */
  readonly oneThread: boolean;
}

const conditions = [
  "latency", "jitter", "partialReads", "partialWrites", "refusals", "resets", "loss", "duplication", "reordering",
] as const satisfies readonly (keyof NetworkOptions)[];

/**
 * Reads them: `?simulated&seed=7&latency=20`.
 * @throws TypeError if one is not known, RangeError if a number is none.
 */
export function readConditions(query: URLSearchParams): RunConditions {
  const network: Record<string, number> = {};
  let seed = 1;
  for (const [name, value] of query) {
    if (name === "simulated" || name === "one-thread") continue;
    const number = Number(value);
    if (value === "" || Number.isNaN(number)) throw new RangeError(`${name} is no number: ${value}`);
    if (name === "seed") seed = number;
    else if (conditions.some((each) => each === name)) network[name] = number;
    else throw new TypeError(`nothing is known of ${name}`);
  }
  return { simulated: query.has("simulated"), seed, network, oneThread: query.has("one-thread") };
}
