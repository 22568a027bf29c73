import { clearTimeout, setTimeout } from "node:timers";
import type { Command, Message } from "../agents/messages.js";
import type { TraceEvent } from "../trace/events.js";
import { AgentError } from "./agent-error.js";
import {
  judgeHello, judgeShimSmoke, judgeSmoke, malformed, shimSmoke, smoke, type Breach,
} from "./agent-rules.js";
import { ChildLink } from "./child-link.js";
import { childLink, goneEarly, tail, unanswered, whatHolds } from "./open-link.js";
import { UNKNOWN } from "./session.js";
import type { Subject } from "./subject.js";

/** How long to wait, in milliseconds: for an answer, and while a scenario is played and nothing happens. */
export interface AgentPatience {
  readonly answer: number;
  readonly quiet: number;
}

/**
 * Checks a subject's agent by the rules of its protocol, before its reactor is judged. An agent in this process is the
 * kit's own, and taken for granted. Where the reactor does not come to the end of a scenario, that is for its own
 * judgement, and the rest of the check is left out.
 * @throws AgentError naming the rule that the agent breaks, or if it cannot be started.
 */
export async function checkAgent(subject: Subject, patience: AgentPatience): Promise<void> {
  let isShim = false;
  const isPlayed = await inProcessOf(subject, patience, async (agent) => {
    const greeting = await agent.ask({ op: "hello", protocol: 1 }, "hello", "agent.hello");
    judgeHello(greeting, agent.breach);
    isShim = greeting.kind === "hello" && greeting.hello.profiles.includes("shim");
    const refused = await agent.ask(UNKNOWN, "refused", "agent.refused");
    if (refused.kind === "refused" && refused.op !== UNKNOWN.op) {
      agent.breach("agent.refused", `it refused ${refused.op} when it was asked for ${UNKNOWN.op}`);
    }
    const trace = await agent.play({ op: "scenario", scenario: isShim ? shimSmoke : smoke });
    if (trace === null) return false;
    if (isShim) judgeShimSmoke(trace, agent.breach);
    else judgeSmoke(trace, greeting.kind === "hello" && greeting.hello.network === "own", agent.breach);
    await agent.ask(UNKNOWN, "refused", "agent.refused");
    return true;
  });
  if (!isPlayed) return;
  await inProcessOf(subject, patience, async (agent) => {
    await agent.ask({ op: "hello", protocol: 1, unknown: true } as Command, "hello", "agent.unknown-fields");
    const scenario = { ...(isShim ? shimSmoke : smoke), unknown: { op: "unknown" } };
    const isTaken = await agent.play({ op: "scenario", scenario, unknown: true } as Command, "agent.unknown-fields");
    if (isTaken === null) return false;
    await agent.refuses({ op: "scenario", scenario: malformed } as unknown as Command);
    return true;
  });
}

/** Starts the agent, has it checked, and sees it exit: in order, if `check` says that its reactor could be played on. */
async function inProcessOf(
  subject: Subject,
  patience: AgentPatience,
  check: (agent: CheckedAgent) => Promise<boolean>,
): Promise<boolean> {
  const link = childLink(subject);
  if (link === null) return false;
  const agent = new CheckedAgent(subject, link, patience);
  try {
    if (!await check(agent)) return false;
    await link.close();
    // The kit's own agent exits in order; what keeps it from that is its subject's.
    if (link.exitCode !== 0 && subject.source.kind === "command") {
      const how = link.exitCode === null ? "it did not exit" : `it exited with code ${link.exitCode}`;
      agent.breach("agent.exit", `${how} when its standard input had ended`);
    }
    return true;
  } finally {
    link.kill();
    await link.close();
  }
}

/** One running agent, as the check sees it. */
class CheckedAgent {
  readonly #subject: Subject;
  readonly #link: ChildLink;
  readonly #patience: AgentPatience;
  #take: (message: Message) => void = () => undefined;
  #refuse: (error: unknown) => void = () => undefined;
  readonly #early: Message[] = [];
  #waiting = false;

  constructor(subject: Subject, link: ChildLink, patience: AgentPatience) {
    this.#subject = subject;
    this.#link = link;
    this.#patience = patience;
    link.onMessage = (message) => {
      if (this.#waiting) this.#take(message);
      else this.#early.push(message);
    };
  }

  readonly breach: Breach = (rule, says) => this.#fail(`its agent breaks ${rule}: ${says}`);

  /** Sends a command, and waits for its answer; nothing else may come. `rule` is what silence breaks. */
  ask(command: Command, answer: Message["kind"], rule: string): Promise<Message> {
    const { answer: patience } = this.#patience;
    return this.#exchange<Message>(command, patience, (message, done) => {
      if (message.kind === answer) done(message);
      else this.#wrong(message, rule, answer);
    }, () => command.op === "hello"
      ? this.#unanswered()
      : this.breach(rule, `it did not answer ${command.op} within ${patience / 1000} s`));
  }

  /** Hello was not answered: asks what the agent is doing. */
  async #unanswered(): Promise<never> {
    const { answer, quiet } = this.#patience;
    const what = await whatHolds(this.#link, quiet);
    return this.#fail(`${unanswered(this.#subject, answer)}: ${what}`);
  }

  /** Sends a scenario that cannot be played: whatever it has led to by then, the agent says so. */
  refuses(command: Command): Promise<void> {
    return this.#exchange<void>(command, this.#patience.quiet, (message, done) => {
      if (message.kind === "broken" && message.rule === undefined) done();
      else if (message.kind !== "event") this.#wrong(message, "agent.broken", "broken");
    }, () => this.breach("agent.broken",
      `it said nothing of a scenario that cannot be played, such as ${JSON.stringify(malformed)}`));
  }

  /**
   * Plays a scenario, and ends it when it has come to its last mark; null if that does not come. `rule` is what the
   * agent breaks if it says that it cannot play it.
   */
  play(command: Command, rule?: string): Promise<readonly TraceEvent[] | null> {
    const trace: TraceEvent[] = [];
    return this.#exchange<readonly TraceEvent[] | null>(command, this.#patience.quiet, (message, done) => {
      if (message.kind === "exit") return done(null);
      if (message.kind === "broken" && message.rule === undefined) {
        return rule === undefined ? done(null) : this.breach(rule, message.message);
      }
      if (message.kind !== "event") return this.#wrong(message, "agent.lines", "event");
      const { event } = message;
      trace.push(event);
      if (event.ev === "mark" && event.name === "last") this.#link.send({ op: "end" });
      if (event.ev === "ended") done(trace);
    }, () => null);
  }

  #wrong(message: Message, rule: string, wanted: string): never {
    switch (message.kind) {
      case "broken": return message.rule === undefined
        ? this.#fail(message.message)
        : this.breach(ruleOf(message, message.rule), message.message);
      case "exit": return this.#fail(wanted === "hello"
        ? goneEarly(this.#subject, message.message)
        : `its agent is gone: ${message.message}`);
      case "event": return this.breach("agent.quiet", `it wrote the event ${message.event.ev} outside of a scenario`);
      case "hello": return this.breach("agent.unasked", "it answered hello, and was not asked to");
      default: return this.breach(rule, `it answered with ${message.kind} where ${wanted} was due`);
    }
  }

  #fail(why: string): never {
    throw new AgentError(`${this.#subject.name}: ${why}${tail(this.#link)}`);
  }

  #exchange<T>(
    command: Command,
    patience: number,
    take: (message: Message, done: (value: T) => void) => void,
    silence: () => T | Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(watchdog);
        this.#waiting = false;
        act();
      };
      const done = (value: T): void => settle(() => resolve(value));
      this.#refuse = (error) => settle(() => reject(error));
      const guarded = (body: () => void): void => {
        try {
          body();
        } catch (error) {
          this.#refuse(error);
        }
      };
      const watchdog = setTimeout(() => guarded(() => {
        const outcome = silence();
        if (!(outcome instanceof Promise)) return done(outcome);
        outcome.then(done, (error: unknown) => this.#refuse(error));
      }), patience);
      this.#take = (message) => {
        watchdog.refresh();
        guarded(() => take(message, done));
      };
      this.#waiting = true;
      for (const message of this.#early.splice(0)) if (this.#waiting) this.#take(message);
      if (this.#waiting) this.#link.send(command);
    });
  }
}

/** A line that is no event, and has what the scenario had printed, is what was printed. */
function ruleOf({ message }: Message & { readonly kind: "broken" }, rule: string): string {
  return rule === "agent.lines" && message.includes("printed by the reactor") ? "agent.printed" : rule;
}
