import { bytes, echo, HOME, required, running, summary, thrown } from "./adapter-stage.js";
import type { CodeScenario } from "./stage.js";

/** The scenarios of `open`. */
export const opening: Readonly<Record<string, CodeScenario>> = {
  "adapter.open": (subject, stage) => running(stage, async ({ mark }) => {
    const { iterate, open } = required(subject.adapters);
    const { reactor } = stage;
    const listener = await reactor.listen(HOME, echo);
    const marking: typeof iterate = (on, serve) => iterate(on, (made) => {
      mark("serve");
      return serve(made);
    });
    const connection = await open(reactor, listener.address, marking);
    mark("opened");
    await connection.write(bytes("hello"));
    const { value } = await connection.next();
    mark(`read ${value === undefined ? "the end" : "something"}`);
  }),

  "adapter.open.fails": (subject, stage) => running(stage, async ({ mark }) => {
    const { iterate, open } = required(subject.adapters);
    const { reactor } = stage;
    const listener = await reactor.listen(HOME, () => null);
    await listener.close();
    await open(reactor, listener.address, iterate).catch((error: unknown) => mark(`rejected: ${summary(error)}`));
  }),

  "adapter.open.cancelled": (subject, stage) => running(stage, async ({ mark }) => {
    const { iterate, open } = required(subject.adapters);
    const { reactor } = stage;
    const listener = await reactor.listen(HOME, () => ({}));
    const attempt = new AbortController();
    const opened = open(reactor, listener.address, iterate, { signal: attempt.signal });
    attempt.abort();
    await opened.then(() => mark("opened"), (error: unknown) => mark(`rejected: ${summary(error)}`));
  }),

  "adapter.open.late-abort": (subject, stage) => running(stage, async (play) => {
    const { iterate, open } = required(subject.adapters);
    const { reactor } = stage;
    const listener = await reactor.listen(HOME, echo);
    const attempt = new AbortController();
    const connection = await open(reactor, listener.address, iterate, { signal: attempt.signal });
    attempt.abort();
    play.after(5, () => play.guarded(async () => {
      await connection.write(bytes("still here"));
      const { value } = await connection.next();
      play.mark(`read ${value === undefined ? "the end" : "something"}`);
    }));
  }),

  "adapter.open.type": (subject, stage) => running(stage, ({ mark }) => {
    const { open } = required(subject.adapters);
    const odd = open as unknown as (reactor: unknown, address: unknown, adapter: unknown) => unknown;
    for (const adapter of [undefined, null, {}, "iterate"]) {
      mark(`open with ${String(adapter)} throws ${thrown(() => odd(stage.reactor, HOME, adapter))}`);
    }
    mark("witness");
  }),
};
