import type { IterableConnection, Transport } from "../../../spec/reactor.js";
import {
  adapted, bytes, connected, conversing, echo, listening, readAll, required, running, summary, thrown, type Play,
  type Program, type StyleName, type Talk,
} from "./adapter-stage.js";
import type { CodeScenario } from "./stage.js";

/** Marks what becomes of a write. */
async function writing({ mark }: Play, talk: Talk, name: string): Promise<void> {
  await talk.write(bytes(name)).then(() => mark(`${name} is fulfilled`), (error: unknown) => {
    mark(`${name} is rejected: ${summary(error).split(":")[0]}`);
  });
}

interface Ending {
  readonly peer?: (transport: Transport) => void;
  readonly program?: Program;
}

/** The ways in which a connection can end: what the peer does, and what the program. */
const endings: Readonly<Record<string, Ending>> = {
  "the peer closes, then the program ends": {
    peer: (transport) => transport.loseConnection(),
    program: async (talk) => {
      await readAll(talk);
      talk.end();
    },
  },
  "the peer resets": { peer: (transport) => transport.abortConnection() },
  "the program cancels": { program: (talk) => void talk.cancel() },
  "the program closes its transport": { program: (talk) => talk.transport.loseConnection() },
  "the program aborts": { program: (talk) => talk.transport.abortConnection() },
  "serve throws": {
    program: () => {
      throw new Error("serve threw");
    },
  },
};

/** The scenarios of writing and ending in one style, by the requirement that each is of. */
export function writingIn(style: StyleName): Readonly<Record<string, CodeScenario>> {
  return {
    "adapter.write.over": conversing(style, (play) => ({
      peer: { connectionMade: (transport) => transport.abortConnection() },
      program: (talk) => play.guarded(async () => {
        void talk.read().catch(() => undefined);
        await talk.closed;
        await writing(play, talk, "a late write");
      }),
    })),

    "adapter.write.ended": conversing(style, (play) => ({
      peer: { eofReceived: () => undefined },
      program: (talk) => play.guarded(async () => {
        talk.end();
        await writing(play, talk, "a write after the end");
      }),
    })),

    "adapter.end": conversing(style, (play) => {
      let answering: Transport | null = null;
      return {
        peer: listening(play, {
          connectionMade: (transport) => {
            answering = transport;
          },
          eofReceived() {
            answering?.write(bytes("answer"));
            answering?.endWriting();
          },
        }),
        program: (talk) => play.guarded(async () => {
          void talk.write(bytes("request"));
          talk.end();
          play.mark(`read ${await readAll(talk)}`);
        }),
      };
    }),

    "adapter.closed": (subject, stage) => running(stage, async (play) => {
      stage.reactor.setErrorHook(() => undefined);
      for (const [ending, { peer, program }] of Object.entries(endings)) {
        await connected(play, { connectionMade: (transport) => peer?.(transport) },
          adapted(subject, stage, style, (talk) => {
            play.guarded(async () => play.mark(`${ending}: ${(await talk.closed).kind}`));
            const ended = program?.(talk);
            if (ended !== undefined) play.guarded(() => ended);
          })).catch(() => undefined);
      }
      await connected(play, {}, adapted(subject, stage, style, (talk) => {
        play.guarded(async () => play.mark(`the reactor stops: ${(await talk.closed).kind}`));
        play.after(20, () => stage.reactor.stop());
      }));
    }),

    "adapter.closed.halves": (subject, stage) => running(stage, async (play) => {
      const told = (talk: Talk, first: string): void => play.guarded(async () => {
        play.mark(`${first} first: ${(await talk.closed).kind}`);
      });
      await connected(play, { eofReceived: () => undefined, connectionMade: (transport) => transport.endWriting() },
        adapted(subject, stage, style, (talk) => {
          told(talk, "the peer");
          play.guarded(async () => {
            await readAll(talk);
            talk.end();
          });
        }));
      let peer: Transport | null = null;
      await connected(play, {
        connectionMade: (transport) => {
          peer = transport;
        },
        eofReceived: () => peer?.endWriting(),
      }, adapted(subject, stage, style, (talk) => {
        told(talk, "the program");
        talk.end();
        play.guarded(async () => void await readAll(talk));
      }));
    }),

    "adapter.closed.unread": (subject, stage) => running(stage, async (play) => {
      const told = (ending: string): Program => (talk) => {
        play.guarded(async () => play.mark(`${ending}, nothing read: ${(await talk.closed).kind}`));
        if (ending === "the peer ends") talk.end();
      };
      await connected(play, {
        connectionMade(transport) {
          transport.write(new Uint8Array(1024));
          transport.loseConnection();
        },
      }, adapted(subject, stage, style, told("the peer ends")));
      await connected(play, {
        connectionMade(transport) {
          transport.write(new Uint8Array(1024));
          play.after(20, () => transport.abortConnection());
        },
      }, adapted(subject, stage, style, told("the peer resets")));
    }),
  };
}

/** A scenario of one iterated connection, with all that only that style has. */
function iterating(
  make: (play: Play, connection: IterableConnection) => Promise<void>,
): CodeScenario {
  return (subject, stage) => running(stage, async (play) => {
    const { iterate } = required(subject.adapters);
    await connected(play, echo(), iterate(stage.reactor, (connection) => {
      play.guarded(() => make(play, connection));
    }));
  });
}

/** The scenarios of what only one of the styles has. */
export const writingInOneStyle: Readonly<Record<string, CodeScenario>> = {
  "adapter.write.type": iterating(async ({ mark }, connection) => {
    for (const odd of ["text", 1, null, undefined, [1], new ArrayBuffer(1)]) {
      const name = Object.prototype.toString.call(odd);
      mark(`write of ${name} throws ${thrown(() => connection.write(odd as unknown as Uint8Array))}`);
    }
    await connection.write(bytes("still here"));
    const { value } = await connection.next();
    mark(`read ${value === undefined ? "the end" : "something"}`);
  }),

  "adapter.write.chunk-type": (subject, stage) => running(stage, async (play) => {
    const { streams } = required(subject.adapters);
    await connected(play, listening(play, {}), streams(stage.reactor, ({ writable }) => {
      const writer = writable.getWriter();
      void Promise.allSettled([writer.closed, writer.ready]);
      play.guarded(async () => {
        const write = writer.write("text" as unknown as Uint8Array);
        await write.catch((error: unknown) => play.mark(`the write is rejected: ${summary(error).split(":")[0]}`));
        await writer.ready.catch(() => undefined);
      });
    }));
  }),

  "adapter.write.unheeded": iterating(async ({ mark, after }, connection) => {
    const unhandled = (): void => mark("an unhandled rejection");
    process.on("unhandledRejection", unhandled);
    connection.transport.abortConnection();
    await connection.closed;
    void connection.write(bytes("nobody waits for this"));
    after(5, () => {
      process.off("unhandledRejection", unhandled);
      mark("witness");
    });
  }),

  "adapter.close": (subject, stage) => running(stage, async (play) => {
    const { iterate } = required(subject.adapters);
    await connected(play, listening(play, {}), iterate(stage.reactor, (connection) => {
      play.guarded(async () => play.mark(`next gives ${(await connection.next()).done === true ? "the end" : "more"}`));
      play.guarded(async () => {
        void connection.write(bytes("last words"));
        play.mark(`close is fulfilled: ${(await connection.close()).kind}`);
      });
    }));
  }),
};
