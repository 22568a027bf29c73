import { createHash } from "node:crypto";
import type { Transport } from "../../../spec/reactor.js";
import { MiB } from "../../language/build.js";
import { bytesOf } from "../../language/data.js";
import {
  adapted, bytes, connected, conversing, listening, observing, overTransport, readAll, required, running, textOf,
  thrown, type StyleName,
} from "./adapter-stage.js";
import type { CodeScenario } from "./stage.js";

/** What is sent where the amount matters: longer than any buffer that holds it at once. */
const LONG = { generate: 300_000, seed: 7 } as const;

/** More than an adapter may hold, in bytes. */
const FLOOD = 3 * MiB;

const NO_FUNCTIONS = [undefined, null, 1, "serve", {}];

/** The scenarios of serving and reading in one style, by the requirement that each is of. */
export function readingIn(style: StyleName): Readonly<Record<string, CodeScenario>> {
  return {
    "adapter.serve": conversing(style, ({ mark, guarded }) => ({
      peer: {},
      program: (talk) => {
        mark("serve");
        guarded(async () => mark(`closed ${(await talk.closed).kind}`));
        talk.transport.loseConnection();
      },
      over: observing((method, when) => mark(`${when} ${method}`)),
    })),

    "adapter.serve.returns": conversing(style, (play) => ({
      peer: listening(play, {}),
      program: async (talk) => void talk.write(bytes("goodbye")),
    })),

    "adapter.serve.fails": conversing(style, (play) => ({
      peer: listening(play, {}),
      program: async () => {
        throw new Error("serve failed");
      },
    })),

    "adapter.serve.type": (subject, stage) => running(stage, ({ mark }) => {
      const adapter = required(subject.adapters)[style] as (reactor: unknown, serve: unknown) => unknown;
      for (const odd of NO_FUNCTIONS) {
        mark(`${style}(${String(odd)}) throws ${thrown(() => adapter(stage.reactor, odd))}`);
      }
      mark("witness");
    }),

    "adapter.read.from-start": conversing(style, ({ mark, guarded, after }) => ({
      peer: {
        connectionMade(transport) {
          transport.write(bytes("first "));
          after(3, () => {
            transport.write(bytes("second"));
            transport.loseConnection();
          });
        },
      },
      program: (talk) => after(20, () => guarded(async () => mark(`read ${await readAll(talk)}`))),
    })),

    "adapter.read.order": conversing(style, ({ mark, guarded }) => ({
      peer: {
        connectionMade(transport) {
          const data = bytesOf(LONG);
          for (let at = 0; at < data.length; at += 7_001) transport.write(data.subarray(at, at + 7_001));
          transport.loseConnection();
        },
      },
      program: (talk) => guarded(async () => {
        const hash = createHash("sha256");
        for (let chunk = await talk.read(); chunk !== null; chunk = await talk.read()) hash.update(chunk);
        mark(`read ${hash.digest("hex")}`);
      }),
    })),

    "adapter.read.clean": conversing(style, ({ mark, guarded }) => ({
      peer: {
        connectionMade(transport) {
          transport.write(bytes("all of it"));
          transport.loseConnection();
        },
      },
      program: (talk) => guarded(async () => mark(`read ${await readAll(talk)}`)),
    })),

    "adapter.read.unclean": conversing(style, ({ mark, guarded }) => ({
      peer: { dataReceived: () => undefined, ...whenMade((transport) => transport.abortConnection()) },
      program: (talk) => guarded(async () => mark(`read ${await readAll(talk)}`)),
    })),

    "adapter.read.before-error": (subject, stage) => running(stage, (play) => {
      let delivered = "";
      const peer = whenMade((transport) => {
        transport.write(bytes("too many connections"));
        play.after(20, () => transport.abortConnection());
      });
      const factory = adapted(subject, stage, style, (talk) => play.after(40, () => play.guarded(async () => {
        const read = await readAll(talk);
        play.mark(read === `"${delivered}", then a ClosedError, lost`
          ? "all that was delivered was read, then the ClosedError"
          : `delivered "${delivered}", read ${read}`);
      })));
      return connected(play, peer, observing((method, when, data) => {
        if (method === "dataReceived" && when === "before" && data !== undefined) delivered += textOf(data);
      })(factory));
    }),

    "adapter.read.bounded": (subject, stage) => running(stage, (play) => {
      let unread = 0;
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const factory = adapted(subject, stage, style, (talk) => play.guarded(async () => {
        await begun;
        let read = 0;
        for (let chunk = await talk.read(); chunk !== null; chunk = await talk.read()) {
          unread -= chunk.length;
          read += chunk.length;
          await new Promise<void>((resolve) => play.after(1, resolve));
        }
        play.mark(`read ${read} bytes`);
      }));
      const noting = observing((method, when, data) => {
        if (method !== "dataReceived" || when === "after" || data === undefined) return;
        if (unread >= MiB) {
          play.mark("not paused with 1 MiB unread");
          begin();
        }
        unread += data.length;
      });
      const pausing = overTransport((transport) => ({
        pauseReading() {
          transport.pauseReading();
          begin();
        },
      }));
      return connected(play, whenMade((transport) => {
        transport.write(new Uint8Array(FLOOD));
        transport.loseConnection();
      }), pausing(noting(factory)));
    }),

    "adapter.read.half-close": conversing(style, (play) => ({
      peer: listening(play, {
        connectionMade(transport) {
          transport.write(bytes("question"));
          transport.endWriting();
        },
      }),
      program: (talk) => play.guarded(async () => {
        await readAll(talk);
        await talk.write(bytes("answer"));
        talk.end();
      }),
    })),

    "adapter.cancel": conversing(style, (play) => ({
      peer: listening(play, whenMade((transport) => transport.write(bytes("a chunk")))),
      program: (talk) => play.guarded(async () => {
        await talk.read();
        void talk.write(bytes("that was enough"));
        await talk.cancel();
      }),
    })),
  };
}

/** Plays `adapter.read.concurrent`: three reads at once, of which each is answered by another event. */
export const concurrentReads: CodeScenario = conversing("iterate", ({ mark, guarded }) => {
  let transport: Transport | null = null;
  return {
    peer: {
      connectionMade(made) {
        transport = made;
        made.write(bytes("1"));
      },
      dataReceived() {
        transport?.write(bytes("2"));
        transport?.loseConnection();
      },
    },
    program: (talk) => {
      const answered = (name: string) => (chunk: Uint8Array | null): void => {
        mark(`${name} read ${chunk === null ? "the end" : textOf(chunk)}`);
        if (name === "the first") void talk.write(bytes("+"));
      };
      for (const name of ["the first", "the second", "the third"]) {
        guarded(() => talk.read().then(answered(name)));
      }
    },
  };
});

function whenMade(act: (transport: Transport) => void): { connectionMade(transport: Transport): void } {
  return { connectionMade: act };
}
