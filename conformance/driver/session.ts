import { clearImmediate, clearTimeout, setImmediate, setTimeout } from "node:timers";
import { matches } from "../language/pattern.js";
import type { Ending, Scenario } from "../language/scenario.js";
import { nounOf } from "../oracle/pattern-words.js";
import { PeerPlayer, withAddresses } from "../peers/player.js";
import type { PeerNetwork } from "../peers/network.js";
import type { Ending as Outcome, Noise } from "../oracle/results.js";
import type { AgentEvent, PeerEvent, TraceEvent } from "../trace/events.js";
import type { Message } from "../agents/messages.js";
import type { Link } from "./link.js";
import type { NoiseMeter } from "./noise.js";

/** What came of playing one scenario. */
export interface Played {
  readonly trace: readonly TraceEvent[];
  readonly outcome: Outcome;
  /** Whether the agent can take another scenario. */
  readonly reusable: boolean;
}

export interface PlayOptions {
  /** How long nothing at all may happen before a scenario is given up, in milliseconds. */
  readonly quiet: number;
  /** What a simulated subject draws its chances from. */
  readonly seed?: number;
  /** Whether a silence can be told from a delay, where the agent is in another process. */
  readonly noise?: NoiseMeter;
}

/** Plays one scenario over a link: `network` is where the peers live, unless the agent plays them itself. */
export function play(
  link: Link,
  scenario: Scenario,
  network: PeerNetwork | null,
  options: PlayOptions,
): Promise<Played> {
  return new Session(link, scenario, network, options).run();
}

/** What the agent said, or which rule of its protocol it breaks. */
function brokenBy({ message, rule }: Message & { readonly kind: "broken" }): string {
  return rule === undefined ? message : `the agent breaks ${rule}: ${message}`;
}

/** A subject that never comes to rest is given up after so many events. */
const MAX_EVENTS = 200_000;

class Session {
  readonly #link: Link;
  readonly #scenario: Scenario;
  readonly #options: PlayOptions;
  readonly #player: PeerPlayer | null;
  readonly #trace: TraceEvent[] = [];
  readonly #missing: { readonly ending: Ending; left: number }[];
  readonly #finished: Promise<Played>;
  #finish: (played: Played) => void = () => undefined;
  #watchdog: NodeJS.Timeout | null = null;
  /** What has come by the time that the watchdog runs out is taken before that. */
  #lastTurn: NodeJS.Immediate | null = null;
  #noise: Noise | null = null;
  /** The kit has asked for the end; and the agent has begun to clear up. */
  #ending = false;
  #clearing = false;
  #complete = false;
  #incomplete: string | null = null;

  constructor(link: Link, scenario: Scenario, network: PeerNetwork | null, options: PlayOptions) {
    this.#link = link;
    this.#scenario = scenario;
    this.#options = options;
    this.#missing = scenario.ends.map((ending) => ({ ending, left: ending.times ?? 1 }));
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#player = network === null ? null : new PeerPlayer(network, scenario, (event) => this.#event(event));
  }

  async run(): Promise<Played> {
    this.#link.onMessage = (message) => this.#message(message);
    const player = this.#player;
    try {
      await player?.prepare();
    } catch (error) {
      const message = `the peers cannot be prepared: ${String(Object(error)["message"])}`;
      return { trace: [], outcome: { kind: "broken", message }, reusable: true };
    }
    const scenario = player === null
      ? this.#scenario
      : { ...this.#scenario, ...this.#withAddresses(player) };
    this.#watch();
    const { seed } = this.#options;
    this.#link.send({ op: "scenario", scenario, ...(seed === undefined ? {} : { seed }) });
    const played = await this.#finished;
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    if (this.#lastTurn !== null) clearImmediate(this.#lastTurn);
    this.#link.onMessage = () => undefined;
    await player?.dispose();
    return played;
  }

  #withAddresses(player: PeerPlayer): Pick<Scenario, "phases" | "protocols"> {
    const { phases, protocols = {} } = this.#scenario;
    return withAddresses({ phases, protocols }, (spec) => player.resolve(spec));
  }

  #message(message: Message): void {
    switch (message.kind) {
      case "event": return this.#event(message.event);
      case "broken": return this.#settle({ kind: "broken", message: brokenBy(message) }, false);
      case "exit": return this.#settle({ kind: "gone", message: message.message }, false);
      default: return undefined;
    }
  }

  #event(event: AgentEvent | PeerEvent): void {
    this.#watch();
    this.#trace.push(event);
    if (this.#trace.length === MAX_EVENTS) return this.#flood();
    this.#player?.observe(event);
    if (event.ev === "ended") return this.#ended(event.reusable);
    if (event.ev === "end") this.#clearing = true;
    if (event.ev === "idle") return this.#idle();
    for (const each of this.#missing) {
      if (each.left > 0 && matches(each.ending.event, event)) each.left--;
    }
    if (!this.#complete && !this.#clearing && this.#missing.every((each) => each.left === 0)) {
      this.#complete = true;
      this.#end();
    }
  }

  #end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#link.send({ op: "end" });
  }

  #ended(reusable: boolean): void {
    this.#settle(this.#complete
      ? { kind: "completed" }
      : { kind: "incomplete", message: this.#incomplete ?? "it was ended before its time" }, reusable);
  }

  /** A simulated subject has come to rest: either the kit ends the scenario, or its end cannot come any more. */
  #idle(): void {
    if (this.#clearing) return this.#unsettled("and nothing was left that could happen");
    if (this.#ending) return;
    this.#incomplete = `waited for ${this.#waitedFor()}, and nothing was left that could happen`;
    this.#end();
  }

  #unsettled(why: string): void {
    const message = `run() did not settle after stop(), ${why}`;
    const outcome = this.#complete
      ? { kind: "unsettled" as const, message }
      : { kind: "incomplete" as const, message: this.#incomplete ?? message };
    this.#settle(outcome, false);
  }

  #waitedFor(): string {
    return this.#missing.filter((each) => each.left > 0).map((each) => {
      const times = each.left === 1 ? "" : ` (${each.left} times more)`;
      return `${nounOf(each.ending.event)}${times}`;
    }).join(" and ");
  }

  /** Anything that happens shows that the scenario is alive: only silence runs out. */
  #watch(): void {
    this.#options.noise?.begin();
    if (this.#lastTurn !== null) clearImmediate(this.#lastTurn);
    if (this.#watchdog !== null) return void this.#watchdog.refresh();
    this.#watchdog = setTimeout(() => {
      this.#lastTurn = setImmediate(() => this.#silence());
    }, this.#options.quiet);
  }

  #silence(): void {
    if (this.#incomplete === null) this.#noise = this.#options.noise?.worst() ?? null;
    const seconds = this.#options.quiet / 1000;
    if (this.#ending) return this.#unsettled(`and nothing happened for ${seconds} s`);
    this.#incomplete = `waited for ${this.#waitedFor()}, and nothing happened for ${seconds} s`;
    this.#watchdog = null;
    this.#watch();
    this.#end();
  }

  #flood(): void {
    const message = `waited for ${this.#waitedFor()} through ${MAX_EVENTS} events`;
    this.#settle({ kind: "incomplete", message }, false);
  }

  #settle(outcome: Outcome, reusable: boolean): void {
    const isSilence = outcome.kind === "incomplete" || outcome.kind === "unsettled";
    const noise = isSilence && this.#noise !== null ? { noise: this.#noise } : {};
    this.#finish({ trace: this.#trace, outcome: { ...outcome, ...noise }, reusable });
  }
}
