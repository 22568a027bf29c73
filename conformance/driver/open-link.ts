import { fileURLToPath } from "node:url";
import { loadSubject } from "../agents/js/load-subject.js";
import { AgentError } from "./agent-error.js";
import { ChildLink } from "./child-link.js";
import { InProcessLink } from "./in-process-link.js";
import type { Hello } from "../agents/messages.js";
import type { Link } from "./link.js";
import type { Subject } from "./subject.js";
import { clearTimeout, setTimeout } from "node:timers";

const JS_AGENT = fileURLToPath(new URL("../agents/js/child.js", import.meta.url));

/** A link whose agent has said hello. */
export interface OpenLink {
  readonly link: Link;
  readonly hello: Hello;
}

/** Few descriptors, and more than any agent needs. */
const FEW_DESCRIPTORS = 128;

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
    if (hello.protocol !== 1) {
      throw new AgentError(`${subject.name}: its agent speaks protocol ${hello.protocol}, not 1`);
    }
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
  { source }: Subject, { fewDescriptors = false, streams = false }: LinkOptions = {},
): ChildLink | null {
  const limited = fewDescriptors ? withFewDescriptors : (command: Command): Command => command;
  if (source.kind === "command") return new ChildLink(limited(source.command), source.cwd, { streams });
  if (source.inProcess && !streams) return null;
  return new ChildLink(limited([process.execPath, JS_AGENT, source.path]), process.cwd(), { streams });
}

async function startLink(subject: Subject, options: LinkOptions): Promise<Link> {
  const child = childLink(subject, options);
  if (child !== null) return child;
  const { path } = subject.source as Subject["source"] & { readonly kind: "module" };
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
    const watchdog = setTimeout(() => fail(`its agent did not answer within ${patience / 1000} s`), patience);
    link.onMessage = (message) => {
      switch (message.kind) {
        case "hello":
          hello = message.hello;
          return link.send({ op: "no-such-operation" });
        case "refused":
          clearTimeout(watchdog);
          return hello === null ? fail("its agent refused the hello") : resolve(hello);
        case "event": return fail(`its agent answered with the event ${message.event.ev}`);
        case "broken": return fail(message.message);
        case "exit": return fail(`its agent is gone: ${message.message}`);
      }
    };
    link.send({ op: "hello", protocol: 1 });
  });
}

/** The last line of what the agent wrote as diagnostics, in brackets. */
export function tail(link: Link): string {
  const line = link.diagnostics().trim().split("\n").at(-1) ?? "";
  return line === "" ? "" : ` (${line.slice(0, 300)})`;
}
