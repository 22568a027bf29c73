import type { Mailbox, Message, OpenMailbox } from "../../../reference/protocols/pop3-server.js";
import { bytesOf } from "../../../reference/protocols/text.js";

/** One mailbox, of alice with the password "open sesame", and what became of it. */
export class Mailboxes {
  messages: readonly Message[] = [
    { id: "first", bytes: bytesOf("Subject: one\r\n\r\nHello.\r\n") },
    { id: "dots", bytes: bytesOf("Subject: dots\n\n.\n..\n.x\nlast, without an end") },
    { id: "third", bytes: bytesOf(`Subject: many\r\n\r\n${"a line of caf\xe9\r\n".repeat(2000)}`) },
  ];
  inUse = false;

  readonly open: OpenMailbox = (user, password) => {
    if (user !== "alice" || password !== "open sesame" || this.inUse) return null;
    this.inUse = true;
    const mailbox: Mailbox = {
      messages: this.messages,
      remove: (removed) => {
        this.messages = this.messages.filter((message) => !removed.includes(message));
      },
      close: () => {
        this.inUse = false;
      },
    };
    return mailbox;
  };
}
