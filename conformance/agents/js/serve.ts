import type { AgentEvent, PeerEvent } from "../../trace/events.js";
import type { Command, Hello, Message } from "../messages.js";
import { valuesOf } from "./captured.js";
import { Host } from "./host.js";
import type { SubjectModule } from "./subject.js";

/**
 * Answers the commands of the kit for one JavaScript subject; `tell` takes what an agent says. `alone` says that nobody
 * but the subject opens and closes things in this process.
 */
export function serve(
  subject: SubjectModule,
  name: string,
  tell: (message: Message) => void,
  alone: boolean,
): (command: Command) => void {
  const host = new Host(
    subject,
    alone,
    (event: AgentEvent | PeerEvent) => tell({ kind: "event", event }),
    (message) => tell({ kind: "broken", message }),
  );
  let saysHello = false;
  const greet = async (): Promise<void> => {
    saysHello = true;
    try {
      tell({ kind: "hello", hello: await hello(subject, name) });
    } catch (error) {
      tell({ kind: "broken", message: `createReactor() failed: ${String(error)}` });
    }
    saysHello = false;
  };
  return (command) => {
    switch (command.op) {
      case "hello": return void greet();
      case "scenario": return void ("scenario" in command && host.play(command.scenario, command.seed));
      case "end": return void host.end();
      default: return tell({
        kind: "refused", op: command.op, ...(saysHello ? { message: "createReactor() has not settled" } : {}),
      });
    }
  };
}

async function hello(subject: SubjectModule, name: string): Promise<Hello> {
  const reactor = await subject.createReactor();
  return {
    protocol: 1, name, version: "", language: "javascript", runtime: `node ${process.versions.node}`,
    profiles: claimed(valuesOf(reactor.profiles)), binding: "typescript", restartable: true,
    ...(subject.simulate?.(reactor) === undefined ? {} : { network: "own" }),
  };
}

/** What is claimed of a reactor that lists these profiles: `core` is part of every claim (`agent.hello`). */
function claimed(listed: readonly string[]): readonly string[] {
  return listed.includes("core") ? listed : ["core", ...listed];
}
