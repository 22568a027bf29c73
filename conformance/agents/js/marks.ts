import { ownList } from "./captured.js";
import type { Stage } from "./stage.js";

/** Makes a mark, in the reactor's thread or in the one named. */
export function makeMark(stage: Stage, name: string, thread?: string): void {
  stage.marks.add(name);
  stage.recorder.record({ ev: "mark", name, ...(thread === undefined ? {} : { thread }) });
  const listeners = stage.onMark.get(name);
  for (let i = 0; listeners !== undefined && i < listeners.length; i++) listeners[i]?.();
  stage.threads.marked(name);
}

/** Fulfilled once the mark is made. */
export function whenMarked(stage: Stage, mark: string): Promise<void> {
  if (stage.marks.has(mark)) return Promise.resolve();
  return new Promise((resolve) => {
    const listeners = stage.onMark.get(mark) ?? ownList();
    listeners.push(resolve);
    stage.onMark.set(mark, listeners);
  });
}
