import { clearImmediate, clearTimeout, setImmediate, setTimeout } from "node:timers";
import { matches } from "../language/pattern.js";
import type { Ending, Scenario } from "../language/scenario.js";
import { nounOf } from "../oracle/pattern-words.js";
import { PeerPlayer, withAddresses } from "../peers/player.js";
import type { PeerNetwork } from "../peers/network.js";
import type { Ending as Outcome, Noise } from "../oracle/results.js";
import type { AgentEvent, PeerEvent, TraceEvent } from "../trace/events.js";
import type { Command, Message } from "../agents/messages.js";
import { saidOfPeer } from "./agent-rules.js";
import type { Link } from "./link.js";
import type { NoiseMeter } from "./noise.js";
import { hasBegun, notReturned, whatHolds } from "./what-holds.js";

/** What came of playing one scenario. */
export interface Played {
  readonly trace: readonly TraceEvent[];
  readonly outcome: Outcome;
  /** Whether the agent can take another scenario. */
  readonly reusable: boolean;
}

/** What is left of a scenario when it has ended: its outcome awaits that the agent has nothing else to say. */
type Ended = Pick<Played, "outcome" | "reusable">;

/** A command that no agent has: its refusal shows that the agent is there, and has nothing else to say. */
export const UNKNOWN: Command = { op: "no-such-command" };

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

/** A subject that never comes to rest is given up after so many events, or bytes of them. */
const MAX_EVENTS = 200_000;
const MAX_BYTES = 64 << 20;
/** How long a scenario that was given up may take to end, as a part of the silence that it was given up for. */
const PART_TO_END = 0.5;
const NOT_SETTLED = "run() did not settle after stop()";

class Session {
  readonly #link: Link;
  readonly #scenario: Scenario;
  readonly #options: PlayOptions;
  readonly #player: PeerPlayer | null;
  readonly #hasWorld: boolean;
  readonly #trace: TraceEvent[] = [];
  readonly #missing: { readonly ending: Ending; left: number }[];
  readonly #finished: Promise<Played>;
  #finish: (played: Played) => void = () => undefined;
  #watchdog: NodeJS.Timeout | null = null;
  /** What has come by the time that the watchdog runs out is taken before that. */
  #lastTurn: NodeJS.Immediate | null = null;
  #noise: Noise | null = null;
  /** How long a silence lasts now, and how long it is waited for: longer, if the machine held it up. */
  #quiet: number;
  #length = 0;
  /** The kit has asked for the end; and the agent has begun to clear up. */
  #ending = false;
  #clearing = false;
  #complete = false;
  #incomplete: string | null = null;
  #over: Ended | null = null;
  #isSettled = false;
  #bytes = 0;

  constructor(link: Link, scenario: Scenario, network: PeerNetwork | null, options: PlayOptions) {
    this.#link = link;
    this.#scenario = scenario;
    this.#options = options;
    this.#quiet = options.quiet;
    this.#missing = scenario.ends.map((ending) => ({ ending, left: ending.times ?? 1 }));
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#hasWorld = network === null;
    this.#player = network === null ? null : new PeerPlayer(network, scenario, (event) => this.#event(event));
  }

  async run(): Promise<Played> {
    this.#link.onMessage = (message) => this.#message(message);
    const player = this.#player;
    try {
      await player?.prepare();
    } catch (error) {
      const message = `the peers cannot be prepared: ${String(Object(error)["message"])}`;
      this.#link.onMessage = null;
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
    await player?.dispose();
    return played;
  }

  #withAddresses(player: PeerPlayer): Pick<Scenario, "phases" | "protocols"> {
    const { phases, protocols = {} } = this.#scenario;
    return withAddresses({ phases, protocols }, (spec) => player.resolve(spec));
  }

  #message(message: Message): void {
    switch (message.kind) {
      case "event": return this.#over === null ? this.#told(message) : this.#chatters(message.event.ev);
      case "hello": return this.#breaks("agent.unasked", "it answered hello, and was not asked to");
      case "refused": return this.#refused(message.op);
      case "broken": return this.#settle({ kind: "broken", message: brokenBy(message) }, false);
      case "exit": return this.#exited(message.message);
    }
  }

  /** An event of the agent's. */
  #told({ event, bytes = 0 }: Message & { readonly kind: "event" }): void {
    this.#bytes += bytes;
    if (event.ev === "peer" && !this.#hasWorld) {
      return this.#breaks("agent.peers", saidOfPeer(event));
    }
    if ((event.ev === "end" || event.ev === "ended") && !this.#ending) {
      return this.#breaks("agent.unasked", `it reported ${event.ev}, and was not asked to`);
    }
    this.#event(event);
  }

  #event(event: AgentEvent | PeerEvent): void {
    if (this.#isSettled) return;
    this.#watch();
    this.#trace.push(event);
    if (this.#trace.length >= MAX_EVENTS || this.#bytes > MAX_BYTES) return this.#flood();
    this.#player?.observe(event);
    if (event.ev === "ended") return this.#ended(event.reusable);
    if (event.ev === "end") this.#clearing = true;
    if (event.ev === "idle") return this.#idle();
    for (const each of this.#missing) {
      if (each.left > 0 && matches(each.ending.event, event)) each.left--;
    }
    if (!this.#complete && !this.#clearing && this.#missing.every((each) => each.left === 0)) {
      this.#complete = true;
      // It was given up too early: its end is waited for as ever.
      if (this.#ending) this.#watch(this.#options.quiet);
      this.#end();
    }
  }

  #breaks(rule: string, message: string): void {
    this.#settle({ kind: "broken", message: brokenBy({ kind: "broken", rule, message }) }, false);
  }

  #refused(op: string): void {
    if (this.#over === null) return this.#breaks("agent.unasked", `it refused ${op}, and was not asked for it`);
    this.#settle(this.#over.outcome, this.#over.reusable);
  }

  #chatters(ev: string): void {
    this.#breaks("agent.quiet", `it wrote the event ${ev} outside of a scenario`);
  }

  #exited(message: string): void {
    if (this.#over === null) this.#settle({ kind: "gone", message }, false);
    else this.#settle(this.#over.outcome, false);
  }

  #end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#link.send({ op: "end" });
  }

  /** The scenario is over, once it is known that nothing comes behind its end. */
  #ended(reusable: boolean): void {
    const outcome: Outcome = this.#complete
      ? { kind: "completed" }
      : { kind: "incomplete", message: this.#incomplete ?? "it was ended before its time" };
    this.#over = { outcome, reusable };
    this.#link.send(UNKNOWN);
  }

  /** A simulated subject has come to rest: either the kit ends the scenario, or its end cannot come any more. */
  #idle(): void {
    if (this.#clearing) return this.#unsettled(`${NOT_SETTLED}, and nothing was left that could happen`);
    if (this.#ending) return;
    this.#incomplete = `waited for ${this.#waitedFor()}, and nothing was left that could happen`;
    this.#end();
  }

  /** The end of the scenario is not followed by its end: `gaveUp` is why, if it had not come so far. */
  #unsettled(message: string, gaveUp = this.#incomplete ?? message): void {
    this.#settle(this.#complete ? { kind: "unsettled", message } : { kind: "incomplete", message: gaveUp }, false);
  }

  #waitedFor(): string {
    return this.#missing.filter((each) => each.left > 0).map((each) => {
      const times = each.left === 1 ? "" : ` (${each.left} times more)`;
      return `${nounOf(each.ending.event)}${times}`;
    }).join(" and ");
  }

  /** Anything that happens shows that the scenario is alive: only silence runs out. With `quiet`, another silence. */
  #watch(quiet = this.#quiet): void {
    this.#options.noise?.begin();
    if (this.#lastTurn !== null) clearImmediate(this.#lastTurn);
    if (this.#watchdog !== null && quiet === this.#length) return void this.#watchdog.refresh();
    this.#quiet = quiet;
    this.#wait(quiet);
  }

  #wait(ms: number): void {
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#length = ms;
    this.#watchdog = setTimeout(() => {
      this.#lastTurn = setImmediate(() => this.#runsOut());
    }, ms);
  }

  /** A silence is one only if the machine held nobody up for long. */
  #runsOut(): void {
    const silence = this.#incomplete === null ? this.#options.noise?.judge(this.#quiet) : undefined;
    if (silence?.kind === "owed") return this.#wait(silence.ms);
    if (silence?.kind === "noise") this.#noise = silence.noise;
    this.#silence();
  }

  #silence(): void {
    const silence = `nothing happened for ${this.#options.quiet / 1000} s`;
    if (this.#over !== null) return this.#settle(this.#over.outcome, false);
    if (this.#clearing) {
      const open = notReturned(this.#trace);
      return this.#unsettled(`${NOT_SETTLED}, and ${silence}${open === null ? "" : `: ${open}`}`);
    }
    if (this.#ending) return this.#stuck();
    this.#incomplete = `waited for ${this.#waitedFor()}, and ${silence}`;
    if (!hasBegun(this.#trace)) this.#incomplete += ": the run has not begun";
    // The verdict is as good as given: that the agent takes the end would only spare its process.
    this.#watch(this.#options.quiet * PART_TO_END);
    this.#end();
  }

  /** Not even the command `end` is taken: something holds the whole process. */
  #stuck(): void {
    const where = whatHolds(this.#trace);
    this.#unsettled(`the end of the scenario was not taken for ${this.#options.quiet / 1000} s: ${where}`,
      this.#incomplete === null ? undefined : `${this.#incomplete}: ${where}`);
  }

  #flood(): void {
    const { length } = this.#trace;
    const after = length < MAX_EVENTS ? `${MAX_BYTES} bytes of events` : `${length} events`;
    this.#settle({ kind: "incomplete", message: `waited for ${this.#waitedFor()} through ${after}` }, false);
  }

  #settle(outcome: Outcome, reusable: boolean): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    // What comes from now on comes outside of a scenario.
    this.#link.onMessage = null;
    const isSilence = outcome.kind === "incomplete" || outcome.kind === "unsettled";
    const noise = isSilence && this.#noise !== null ? { noise: this.#noise } : {};
    this.#finish({ trace: this.#trace, outcome: { ...outcome, ...noise }, reusable });
  }
}
