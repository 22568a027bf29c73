import { digestOf } from "../language/data.js";
import type { Operation } from "../language/operations.js";
import type { AgentEvent, EnterEvent } from "../trace/events.js";
import { NOTHING, type Broken, type Part } from "./part.js";

interface Port {
  readonly name: string;
  state: "asked" | "open" | "closing" | "closed";
  /** The digests of what may come. */
  readonly sent: Set<string>;
}

/** Ports for datagrams: each that was opened is closed in the end, and nothing comes that nobody has sent. */
export class Ports implements Part {
  readonly #ports = new Map<string, Port>();

  take(event: AgentEvent, operation: Operation | null): readonly Broken[] {
    switch (event.ev) {
      case "call":
        if (operation !== null) this.#called(operation);
        return NOTHING;
      case "enter": return this.#entered(event);
      case "ran": return this.#settled();
      default: return NOTHING;
    }
  }

  lawful(): readonly string[] {
    return [...this.#ports.values()].flatMap(({ name, state, sent }) => {
      switch (state) {
        case "asked": return [`portOpened or openFailed of ${name}`];
        case "open": return [...(sent.size > 0 ? [`datagramReceived of ${name}`] : []), `sendFailed of ${name}`];
        case "closing": return [`portClosed of ${name}`];
        case "closed": return [];
      }
    });
  }

  owed(): readonly Broken[] {
    return [...this.#ports.values()].filter(({ state }) => state === "closing").map(({ name }) =>
      broken("datagram.closed.once", name, `the port ${name} was closed, and had no portClosed`));
  }

  #called(operation: Operation): void {
    switch (operation.op) {
      case "openDatagram":
        this.#ports.set(operation.port, { name: operation.port, state: "asked", sent: new Set() });
        return;
      case "sendDatagram": {
        const to = operation.to !== undefined && "of" in operation.to ? operation.to.of : "";
        if ("data" in operation) this.#ports.get(to)?.sent.add(digestOf(operation.data).sha256);
        return;
      }
      case "closePort": {
        const port = this.#ports.get(operation.of ?? "");
        if (port?.state === "open") port.state = "closing";
        return;
      }
      default: return;
    }
  }

  #entered({ cb, port: name = "", data }: EnterEvent): readonly Broken[] {
    const port = this.#ports.get(name);
    if (port === undefined) return NOTHING;
    switch (cb) {
      case "portOpened":
        port.state = "open";
        return NOTHING;
      case "openFailed": case "portClosed":
        port.state = "closed";
        return NOTHING;
      case "datagramReceived":
        if (data === undefined || port.sent.has(data.sha256)) return NOTHING;
        return [broken("datagram.received.whole", name, `the port ${name} received what nobody has sent to it`)];
      default: return NOTHING;
    }
  }

  #settled(): readonly Broken[] {
    const open = [...this.#ports.values()].filter(({ state }) => state === "open" || state === "closing");
    return open.map(({ name, state }) => broken(state === "open" ? "datagram.stop.ports" : "datagram.closed.once", name,
      `the port ${name} was ${state === "open" ? "open" : "closed"}, and had no portClosed when the run settled`));
  }
}

function broken(requirement: string, name: string, says: string): Broken {
  return { requirement, of: `port ${name}`, says };
}
