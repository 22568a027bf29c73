import type { Hello, Message } from "../agents/messages.js";
import type { AgentEvent, PeerEvent } from "../trace/events.js";
import { wrongInEvent } from "../trace/event-form.js";

export type Fields = Readonly<Record<string, unknown>>;

/** What a line of an agent says, given the object that it is if it is one; or which rule of the protocol it breaks. */
export function messageOf(fields: Fields | null, line: string): Message {
  const ev = fields?.["ev"];
  if (fields === null || typeof ev !== "string") {
    return broken("agent.lines", `it wrote a line that is no event: ${JSON.stringify(line.slice(0, 80))}`);
  }
  switch (ev) {
    case "hello": return { kind: "hello", hello: fields as unknown as Hello };
    case "refused": return {
      kind: "refused", op: String(textOf(fields["op"])), ...noted(textOf(fields["message"])),
    };
    case "broken": return { kind: "broken", message: String(textOf(fields["message"])) };
    default: {
      const wrong = wrongInEvent(fields);
      return wrong === null
        ? { kind: "event", event: fields as unknown as AgentEvent | PeerEvent, bytes: line.length }
        : broken("agent.form", `its event ${wrong}`);
    }
  }
}

function broken(rule: string, message: string): Message {
  return { kind: "broken", rule, message };
}

/** The object that a line is; null if it is none. */
export function fieldsOf(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Fields : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function noted(message: string | undefined): { readonly message?: string } {
  return message === undefined ? {} : { message };
}
