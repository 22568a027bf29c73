import type { Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";

/** Runs two reactors beside each other, stops the first, and sees whether the second goes on. */
export async function reactorsApart(subject: SubjectModule, { reactor: first, recorder }: Stage): Promise<void> {
  const mark = (name: string): void => recorder.record({ ev: "mark", name });
  const second = await subject.createReactor();
  const runs = [first.run(), second.run()];
  const pending = new Promise<void>((resolve) => {
    second.callLater(10, () => {
      mark("the second calls what was pending");
      resolve();
    });
  });

  first.callLater(1, () => first.stop());
  await runs[0];
  mark("the first run is over");
  second.callLater(1, () => {
    mark("the second calls what is new");
    void pending.then(() => second.stop());
  });
  await runs[1];
  mark("the second run is over");
}
