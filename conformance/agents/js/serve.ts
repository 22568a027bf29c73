import type { AgentEvent, PeerEvent } from "../../trace/events.js";
import type { Command, Hello, Message } from "../messages.js";
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
  return (command) => {
    switch (command.op) {
      case "hello": return void hello(subject, name).then((answer) => tell({ kind: "hello", hello: answer }),
        (error: unknown) => tell({ kind: "broken", message: `createReactor() failed: ${String(error)}` }));
      case "scenario": return void ("scenario" in command && host.play(command.scenario, command.seed));
      case "end": return void host.end();
      default: return tell({ kind: "refused", op: command.op });
    }
  };
}

async function hello(subject: SubjectModule, name: string): Promise<Hello> {
  const reactor = await subject.createReactor();
  return {
    protocol: 1, name, version: "", language: "javascript", runtime: `node ${process.versions.node}`,
    profiles: [...reactor.profiles], binding: "typescript", restartable: true,
    ...(subject.simulate?.(reactor) === undefined ? {} : { network: "own" }),
  };
}
