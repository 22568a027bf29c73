import type { Message } from "../messages.js";

/** What an agent writes of a message: an object of one line. */
export function lineOf(message: Message): object {
  switch (message.kind) {
    case "event": return message.event;
    case "hello": return { ev: "hello", ...message.hello };
    case "refused": {
      const { op, message: why } = message;
      return { ev: "refused", op, ...(why === undefined ? {} : { message: why }) };
    }
    default: return { ev: message.kind, message: message.message };
  }
}
