import type { Protocol, Transport } from "../../../spec/reactor.js";
import { KiB, MiB } from "../../language/build.js";
import { adapted, connected, observing, running, summary, type StyleName } from "./adapter-stage.js";
import type { CodeScenario } from "./stage.js";

/** What a program writes that waits for each write, in bytes. */
const PIECE = 64 * KiB;
const PIECES = 256;

/** A peer that reads nothing until it is told to. */
function slowPeer(): { readonly peer: Protocol; readonly transport: Promise<Transport> } {
  let made: (transport: Transport) => void = () => undefined;
  const transport = new Promise<Transport>((resolve) => {
    made = resolve;
  });
  const connectionMade = (mine: Transport): void => {
    mine.pauseReading();
    made(mine);
  };
  return { peer: { connectionMade }, transport };
}

/** The scenarios of writing to a peer that is slow, in one style. */
export function pressureIn(style: StyleName): Readonly<Record<string, CodeScenario>> {
  return {
    "adapter.write.drain": (subject, stage) => running(stage, (play) => {
      const { peer, transport } = slowPeer();
      let heldUp = false;
      let changes = 0;
      const factory = adapted(subject, stage, style, (talk) => play.guarded(async () => {
        for (let i = 0; i < PIECES; i++) {
          await talk.write(new Uint8Array(PIECE));
          if (heldUp) play.mark("fulfilled while held up");
        }
        play.mark("all is written");
      }));
      return connected(play, peer, observing((method, when) => {
        if (when === "after" || (method !== "pauseWriting" && method !== "resumeWriting")) return;
        const change = ++changes;
        heldUp = false;
        if (method === "resumeWriting") return;
        play.mark("held up");
        // What was fulfilled before is still to be told to the program, in this turn.
        play.after(1, () => {
          heldUp = change === changes;
        });
        play.after(10, () => void transport.then((slow) => slow.resumeReading()));
      })(factory));
    }),

    "adapter.write.bounded": (subject, stage) => running(stage, (play) => {
      const { peer, transport } = slowPeer();
      const goOn = (): void => void transport.then((slow) => slow.resumeReading());
      const factory = adapted(subject, stage, style, (talk) => play.guarded(async () => {
        for (let i = 0; i < PIECES; i++) {
          await talk.write(new Uint8Array(PIECE));
          if (talk.transport.pendingBytes > MiB) {
            play.mark("more than 1 MiB is unsent");
            goOn();
          }
        }
        play.mark("all is written");
      }));
      return connected(play, peer, observing((method) => {
        if (method === "pauseWriting") goOn();
      })(factory));
    }),

    "adapter.write.lost": (subject, stage) => running(stage, (play) => {
      const { peer, transport } = slowPeer();
      let writing: Promise<void> | null = null;
      const factory = adapted(subject, stage, style, (talk) => play.guarded(async () => {
        for (let i = 0; i < PIECES; i++) {
          const write = talk.write(new Uint8Array(PIECE));
          writing = write;
          await write;
          writing = null;
        }
        play.mark("all is written");
      }));
      return connected(play, peer, observing((method, when) => {
        if (when === "after") return;
        if (method === "pauseWriting") play.after(10, () => void transport.then((slow) => slow.abortConnection()));
        if (method === "connectionLost") {
          const waits = writing;
          if (waits === null) return play.mark("no write waits when the connection is lost");
          waits.then(() => play.mark("the write that waits is fulfilled"), (error: unknown) => {
            play.mark(`the write that waits is rejected: ${summary(error)}`);
          });
        }
      })(factory));
    }),
  };
}
