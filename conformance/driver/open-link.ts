import { fileURLToPath } from "node:url";
import { loadSubject } from "../agents/js/load-subject.js";
import { AgentError } from "./agent-error.js";
import { judgeHello } from "./agent-rules.js";
import { ChildLink } from "./child-link.js";
import { tellingLine } from "./diagnostics-tail.js";
import { InProcessLink } from "./in-process-link.js";
import type { Hello } from "../agents/messages.js";
import type { Link } from "./link.js";
import { UNKNOWN } from "./session.js";
import type { Subject } from "./subject.js";
import { clearTimeout, setTimeout } from "node:timers";

const JS_AGENT = fileURLToPath(new URL("../agents/js/child.js", import.meta.url));
const JS_SHIM_AGENT = fileURLToPath(new URL("../agents/js/shim-child.js", import.meta.url));

/** A link whose agent has said hello. */
export interface OpenLink {
  readonly link: Link;
  readonly hello: Hello;
}

/** Few descriptors, and more than any agent needs. */
const FEW_DESCRIPTORS = 128;
/** What a JavaScript subject can allocate, in MiB: less than a machine has, and more than any scenario needs. */
const HEAP_MIB = 512;
/** How long an agent that has not answered may take to say what it is doing, as a part of its patience. */
const PART_TO_ASK = 0.2;

/** How a process is started. */
export interface LinkOptions {
  /** It can have few descriptors only. A subject in this process is not limited. */
  readonly fewDescriptors?: boolean;
  /** Its standard streams are the subject's, which then is in a process of its own. */
  readonly streams?: boolean;
}

/**
 * Starts the subject's agent, and waits until it has said hello.
 * @param patience milliseconds to wait for each answer.
 * @throws AgentError if it cannot be started, does not answer, or is no agent of this protocol.
 */
export async function openLink(
  subject: Subject, patience: number, options: LinkOptions = {},
): Promise<OpenLink> {
  const link = await startLink(subject, options);
  try {
    const hello = await ask(link, subject, patience);
    link.onMessage = null;
    return { link, hello };
  } catch (error) {
    link.kill();
    await link.close();
    throw error;
  }
}

type Command = readonly string[];

/** Starts the subject's agent in a child process; null if it is hosted in this one. */
export function childLink(
  { source, isShim = false }: Subject, { fewDescriptors = false, streams = false }: LinkOptions = {},
): ChildLink | null {
  const limited = fewDescriptors ? withFewDescriptors : (command: Command): Command => command;
  if (source.kind === "command") return new ChildLink(limited(source.command), source.cwd, { streams });
  if (source.kind === "loaded" || (source.inProcess && !streams)) return null;
  const command = [process.execPath, `--max-old-space-size=${HEAP_MIB}`, isShim ? JS_SHIM_AGENT : JS_AGENT, source.path];
  return new ChildLink(limited(command), process.cwd(), { apart: true, streams });
}

async function startLink(subject: Subject, options: LinkOptions): Promise<Link> {
  const child = childLink(subject, options);
  if (child !== null) return child;
  const { source } = subject;
  if (source.kind === "loaded") return new InProcessLink(source.module, subject.name);
  const { path } = source as Subject["source"] & { readonly kind: "module" };
  try {
    return new InProcessLink(await loadSubject(path), path);
  } catch (error) {
    throw new AgentError(String(Object(error)["message"]));
  }
}

/** The command, in the process of a shell that has lowered the limit for itself and those after it. */
function withFewDescriptors(command: Command): Command {
  return ["/bin/sh", "-c", `ulimit -n ${FEW_DESCRIPTORS} && exec "$0" "$@"`, ...command];
}

/** Says hello, and then asks for what no agent has: one that claims to do it is not to be believed. */
function ask(link: Link, subject: Subject, patience: number): Promise<Hello> {
  return new Promise((resolve, reject) => {
    let hello: Hello | null = null;
    const fail = (why: string): void => {
      clearTimeout(watchdog);
      reject(new AgentError(`${subject.name}: ${why}${tail(link)}`));
    };
    const silence = (): void => void whatHolds(link, patience * PART_TO_ASK).then((what) =>
      fail(`${unanswered(subject, patience)}: ${what}`));
    const watchdog = setTimeout(silence, patience);
    link.onMessage = (message) => {
      switch (message.kind) {
        case "hello":
          hello = message.hello;
          try {
            judgeHello(message, (rule, says) => {
              throw new AgentError(`its agent breaks ${rule}: ${says}`);
            });
          } catch (error) {
            return fail(String(Object(error)["message"]));
          }
          return link.send(UNKNOWN);
        case "refused":
          clearTimeout(watchdog);
          return hello === null ? fail("its agent refused the hello") : resolve(hello);
        case "event": return fail(`its agent answered with the event ${message.event.ev}`);
        case "broken": return fail(message.rule === undefined
          ? message.message
          : `its agent breaks ${message.rule}: ${message.message}`);
        case "exit": return fail(goneEarly(subject, message.message));
      }
    };
    link.send({ op: "hello", protocol: 1 });
  });
}

/** That hello was not answered: by an agent, or by the kit's own, for which the subject is to blame. */
export function unanswered({ source }: Subject, patience: number): string {
  return source.kind === "module"
    ? `the subject gave no reactor within ${patience / 1000} s`
    : `its agent breaks agent.hello: it did not answer hello within ${patience / 1000} s`;
}

/** That the process was gone before hello was answered. */
export function goneEarly({ source }: Subject, how: string): string {
  return source.kind === "module"
    ? `the subject's process is gone before it gave a reactor: ${how}`
    : `its agent is gone: ${how}`;
}

/** What an agent is doing that does not answer: it is asked for what no agent has, and may say it with its refusal. */
export function whatHolds(link: Link, patience: number): Promise<string> {
  return new Promise((resolve) => {
    const tell = (what: string): void => {
      clearTimeout(watchdog);
      link.onMessage = null;
      resolve(what);
    };
    const watchdog = setTimeout(() => tell("its process takes no commands, something in it does not return"), patience);
    link.onMessage = (message) => {
      if (message.kind === "refused") tell(message.message ?? "its process answers other commands");
      else if (message.kind === "exit") tell(message.message);
      else if (message.kind === "hello") tell("it answered later");
    };
    link.send(UNKNOWN);
  });
}

/** What the agent wrote as diagnostics that tells most, or else its last line, in brackets. */
export function tail(link: Link): string {
  const text = link.diagnostics();
  const telling = tellingLine(text);
  const line = text.trim().split("\n").at(-1) ?? "";
  return telling !== "" || line === "" ? telling : ` (${line.slice(0, 300)})`;
}
