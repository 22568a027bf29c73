import type {
  Adapters, CloseReason, IterableConnection, Protocol, ProtocolFactory, StreamConnection, TcpAddress, Transport,
} from "../../../spec/reactor.js";
import { describeError } from "./describe.js";
import type { Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";

export type StyleName = "iterate" | "streams";

/** A connection in any of the styles, as scenarios use it. */
export interface Talk {
  readonly transport: Transport;
  readonly closed: Promise<CloseReason>;
  /** The next chunk, or null at the end. */
  read(): Promise<Uint8Array | null>;
  cancel(): Promise<unknown>;
  write(data: Uint8Array): Promise<void>;
  end(): void;
}

function ofIterable(connection: IterableConnection): Talk {
  return {
    transport: connection.transport,
    closed: connection.closed,
    read: async () => (await connection.next()).value ?? null,
    cancel: () => connection.return(),
    write: (data) => connection.write(data),
    end: () => connection.end(),
  };
}

function ofStreams({ transport, closed, readable, writable }: StreamConnection): Talk {
  const reader = readable.getReader();
  const writer = writable.getWriter();
  void Promise.allSettled([reader.closed, writer.closed, writer.ready]);
  return {
    transport, closed,
    read: async () => (await reader.read()).value ?? null,
    cancel: () => reader.cancel(),
    write: async (data) => {
      const written = writer.write(data);
      void Promise.allSettled([writer.ready]);
      return written;
    },
    end: () => void writer.close().catch(() => undefined),
  };
}

/** What a scenario does with a connection; what it returns is what `serve` returns. */
export type Program = (talk: Talk) => void | Promise<void>;

/** The factory of one style. */
export function adapted(
  { adapters }: SubjectModule, { reactor }: Stage, style: StyleName, program: Program,
): ProtocolFactory {
  const { iterate, streams } = required(adapters);
  return style === "iterate"
    ? iterate(reactor, (connection) => program(ofIterable(connection)))
    : streams(reactor, (connection) => program(ofStreams(connection)));
}

/** @throws TypeError if the subject exports none, though it claims the profile. */
export function required(adapters: Adapters | undefined): Adapters {
  if (adapters === undefined) throw new TypeError("the subject claims adapters, and exports no adapters");
  return adapters;
}

export const HOME: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 0 };

/** A protocol that sends back what it receives. */
export function echo(): Protocol {
  let send: (data: Uint8Array) => void = () => undefined;
  return {
    connectionMade(transport) {
      send = (data) => transport.write(data);
    },
    dataReceived: (data) => send(data),
  };
}

/** One run of a scenario in code. */
export interface Play {
  readonly stage: Stage;
  mark(name: string): void;
  /** Does something of the scenario; what it throws, or is rejected with, is marked as trouble. */
  guarded(body: () => void | Promise<void>): void;
  /** Calls `then` after this many turns of the reactor, each with a delay that lets the network work. */
  after(turns: number, then: () => void): void;
}

/** Runs the reactor, and in its first callback `start`. */
export async function running(stage: Stage, start: (play: Play) => void | Promise<void>): Promise<void> {
  const { reactor, recorder } = stage;
  const mark = (name: string): void => recorder.record({ ev: "mark", name });
  const trouble = (error: unknown): void => mark(`trouble: ${summary(error)}`);
  const after = (turns: number, then: () => void): void => {
    reactor.callLater(1, () => turns <= 1 ? then() : after(turns - 1, then));
  };
  const play: Play = {
    stage, mark, after,
    guarded(body) {
      try {
        Promise.resolve(body()).catch(trouble);
      } catch (error) {
        trouble(error);
      }
    },
  };
  reactor.callLater(0, () => recorder.silently(() => play.guarded(() => start(play))));
  recorder.record({ ev: "run", phase: 1 });
  await reactor.run();
  recorder.record({ ev: "ran", phase: 1 });
}

/** One connection between the kit's plain protocol, which listens, and a factory, which connects. */
export async function connected(play: Play, peer: Protocol, factory: ProtocolFactory): Promise<void> {
  const { reactor } = play.stage;
  const listener = await reactor.listen(HOME, () => peer);
  await reactor.connect(listener.address, factory);
}

/** Plays a scenario of one connection: the peer's side a protocol, the program's in a style. */
export function conversing(
  style: StyleName,
  make: (play: Play) => { readonly peer: Protocol; readonly program: Program; readonly over?: OverFactory },
): (subject: SubjectModule, stage: Stage) => Promise<void> {
  return (subject, stage) => running(stage, (play) => {
    const { peer, program, over = (factory) => factory } = make(play);
    return connected(play, peer, over(adapted(subject, stage, style, program)));
  });
}

export type OverFactory = (factory: ProtocolFactory) => ProtocolFactory;

/** A factory whose protocols' notifications are also told to `observe`, before and after. */
export function observing(observe: (method: keyof Protocol, when: "before" | "after", data?: Uint8Array) => void) {
  return (factory: ProtocolFactory): ProtocolFactory => (remote) => {
    const protocol = factory(remote);
    if (protocol === null) return null;
    const told = (method: keyof Protocol, notify: () => unknown, data?: Uint8Array): unknown => {
      observe(method, "before", data);
      const result = notify();
      observe(method, "after", data);
      return result;
    };
    return new Proxy(protocol, {
      get(target, key) {
        const method = memberOf(target, key);
        if (typeof method !== "function") return method;
        return (argument: unknown) => told(key as keyof Protocol, () => method(argument) as unknown,
          argument instanceof Uint8Array ? argument : undefined);
      },
    });
  };
}

/** A factory whose protocols are given the transport that `change` makes. */
export function overTransport(change: (transport: Transport) => Partial<Transport>): OverFactory {
  return (factory) => (remote) => {
    const protocol = factory(remote);
    if (protocol === null) return null;
    const connectionMade = (transport: Transport): void => protocol.connectionMade?.(changed(transport, change));
    return new Proxy(protocol, {
      get: (target, key) => key === "connectionMade" ? connectionMade : memberOf(target, key),
    });
  };
}

function changed(transport: Transport, change: (transport: Transport) => Partial<Transport>): Transport {
  const changes = change(transport);
  return new Proxy(transport, {
    get: (target, key) => Object.hasOwn(changes, key) ? Reflect.get(changes, key) : memberOf(target, key),
  });
}

function memberOf(target: object, key: PropertyKey): unknown {
  const value: unknown = Reflect.get(target, key, target);
  return typeof value === "function" ? value.bind(target) : value;
}

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function textOf(...chunks: readonly Uint8Array[]): string {
  return chunks.map((chunk) => String.fromCharCode(...chunk)).join("");
}

/** A plain protocol that says in one mark what it received in all, and how the connection ended. */
export function listening(play: Play, on: Omit<Protocol, "connectionLost">): Protocol {
  const received: Uint8Array[] = [];
  return {
    ...on,
    dataReceived(data) {
      received.push(data);
      return on.dataReceived?.(data);
    },
    connectionLost: ({ kind }) => play.mark(`the peer received "${textOf(...received)}", then ${kind}`),
  };
}

/** Reads all there is: the text, and how it ends. */
export async function readAll(talk: Talk): Promise<string> {
  const chunks: Uint8Array[] = [];
  try {
    for (;;) {
      const chunk = await talk.read();
      if (chunk === null) return `"${textOf(...chunks)}", then the end`;
      chunks.push(chunk);
    }
  } catch (error) {
    return `"${textOf(...chunks)}", then ${summary(error)}`;
  }
}

/** An error in a few words: that of a closed connection by its reason. */
export function summary(error: unknown): string {
  const { reason } = Object(error) as { readonly reason?: CloseReason };
  if (error instanceof Error && typeof reason === "object") return `a ClosedError, ${reason.kind}`;
  const { type, message, category } = describeError(error);
  return category === null ? `${type}: ${message}` : `a failure, ${category}`;
}

/** What a call throws at once, in a few words, or "nothing". */
export function thrown(call: () => unknown): string {
  try {
    Promise.resolve(call()).catch(() => undefined);
    return "nothing";
  } catch (error) {
    return describeError(error).type;
  }
}
