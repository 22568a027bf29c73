import { createInterface } from "node:readline";

// An agent without a reactor: it reports what every reactor would, and misbehaves in the scenario whose id says how.

type Line = Readonly<Record<string, unknown>>;

let seq = 0;
let current = "";

function write(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function report(...events: readonly Line[]): void {
  for (const event of events) write({ seq: ++seq, t: seq, ...event });
}

const begin: readonly Line[] = [{ ev: "run", phase: 1 }, { ev: "enter", cb: "start", depth: 1 }];
const done: readonly Line[] = [{ ev: "mark", name: "done" }, { ev: "leave", cb: "start", depth: 1 }];
const hello: Line = {
  ev: "hello", protocol: 1, name: "canned", version: "1", language: "none", runtime: "none", profiles: ["core"],
};

/** So many bytes of this text, as fast as they are taken. */
function flood(text: string, bytes: number): void {
  const chunk = text.repeat(Math.ceil((1 << 16) / text.length));
  const more = (written: number): void => {
    if (written < bytes) process.stdout.write(chunk, () => more(written + chunk.length));
  };
  more(0);
}

/** What is told in the place of what is due, in the middle of a scenario. */
const amid: Readonly<Record<string, () => void>> = {
  "hello": () => write(hello),
  "refused": () => write({ ev: "refused", op: "end" }),
  "ended": () => report({ ev: "end" }, { ev: "ended", reusable: true }),
  "peer": () => report({ ev: "peer", peer: "nobody", saw: "connected" }),
  "unknown-event": () => report({ ev: "surprise" }),
  "inherited-event": () => report({ ev: "constructor" }),
  "nameless-mark": () => report({ ev: "mark" }),
  "wrong-type": () => report({ ev: "enter", cb: 7, depth: "1" }),
  "wrong-error": () => report({ ev: "ran", phase: 1, error: { type: "Error", message: "no", code: { at: 1 } } }),
  "deep": () => process.stdout.write(
    `{"seq":${++seq},"t":0,"ev":"return","op":"cancel","n":1,"value":${"[".repeat(50_000)}${"]".repeat(50_000)}}\n`),
  "untimed": () => report({ ev: "mark", name: "untimed", t: null }),
  "repeated-seq": () => write({ ev: "mark", name: "again", seq, t: 0 }),
  "backward-seq": () => write({ ev: "mark", name: "back", seq: -1, t: 0 }),
  "no-seq": () => write({ ev: "mark", name: "unnumbered", t: 0 }),
  "list": () => write([{ ev: "mark" }] as unknown as Line),
  "half-line": () => {
    process.stdout.write('{"seq":', () => process.exit(0));
  },
  "flood-of-garbage": () => flood("x", 100 << 20),
  "flood-of-lines": () => flood("garbage\n", 100 << 20),
  "flood-of-events": () => {
    const more = (left: number): void => {
      if (left === 0) return;
      report(...Array.from({ length: 1000 }, () => ({ ev: "mark", name: "flood" })));
      setImmediate(more, left - 1);
    };
    more(300);
  },
  "flood-of-bytes": () => {
    const filler = "x".repeat(1_000_000);
    const more = (left: number): void => {
      if (left === 0) return;
      report({ ev: "mark", name: filler });
      setImmediate(more, left - 1);
    };
    more(100);
  },
};

/** What is told behind the end of a scenario. */
const behind: Readonly<Record<string, () => void>> = {
  "afterthought": () => report({ ev: "mark", name: "afterthought" }),
  "second-hello": () => write(hello),
  "ended-twice": () => report({ ev: "ended", reusable: true }),
  "exit": () => process.exit(3),
};

function play(id: string): void {
  current = id.replace(/^agent\.hostile\//, "");
  report(...begin);
  amid[current]?.();
  // The mark is waited for through what does not end.
  if (!/flood|half/.test(current)) report(...done);
}

function end(): void {
  const left = { descriptors: 0, active: 0, handlers: 0 };
  report({ ev: "end" }, { ev: "ran", phase: 1 }, { ev: "ended", reusable: true, left });
  behind[current]?.();
}

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const { op, scenario } = JSON.parse(line) as { readonly op: string; readonly scenario?: { readonly id: string } };
  switch (op) {
    case "hello": return write(hello);
    case "scenario": return play(scenario?.id ?? "");
    case "end": return end();
    default: return write({ ev: "refused", op });
  }
});
lines.on("close", () => process.exit(0));
