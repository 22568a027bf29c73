import type { Stage } from "./stage.js";

/** Makes a mark, in the reactor's thread or in the one named. */
export function makeMark(stage: Stage, name: string, thread?: string): void {
  stage.marks.add(name);
  stage.recorder.record({ ev: "mark", name, ...(thread === undefined ? {} : { thread }) });
  for (const listener of stage.onMark.get(name) ?? []) listener();
  stage.threads.marked(name);
}

/** Fulfilled once the mark is made. */
export function whenMarked(stage: Stage, mark: string): Promise<void> {
  if (stage.marks.has(mark)) return Promise.resolve();
  return new Promise((resolve) => {
    stage.onMark.set(mark, [...(stage.onMark.get(mark) ?? []), resolve]);
  });
}
