import type { Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";

/** Plays `embedding.run.returns`: marks the return of run, and the first callbacks. */
export async function runReturns(_subject: SubjectModule, { reactor, recorder }: Stage): Promise<void> {
  const mark = (name: string): void => recorder.record({ ev: "mark", name });
  reactor.addHook("startup", () => mark("startup hook"));
  reactor.callLater(0, () => {
    mark("called");
    reactor.stop();
  });
  const run = reactor.run();
  mark("run has returned");
  await run;
}
