import type { PartMessage, PartTask } from "./prove.js";
import { provePart } from "./prove-part.js";

// Proves a part of the kit, in a process that is forked for it and ended by whoever forked it: a faulty reactor may
// leave anything behind.

const tell = (message: PartMessage): void => void process.send?.(message);

process.once("message", ({ base, part, ...options }: PartTask) => {
  const onProgress = (name: string): void => tell({ kind: "progress", name });
  provePart(base, { ...options, onProgress }, part).then(
    (proof) => tell({ kind: "proof", proof }),
    (error: unknown) => tell({ kind: "failed", message: String(Object(error)["message"]) }),
  );
});
