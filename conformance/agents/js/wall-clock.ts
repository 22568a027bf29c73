import type { Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";

const HOUR = 3_600_000;

/** Plays `timer.clock.wall`: sets the wall clock of the program, and lets calls come meanwhile. */
export async function wallClock(_subject: SubjectModule, { reactor, recorder }: Stage): Promise<void> {
  const wallNow = Date.now;
  const mark = (name: string): void => recorder.record({ ev: "mark", name });
  const setBy = (ms: number): void => {
    Date.now = () => wallNow() + ms;
  };
  const callLater = (delay: number, body: () => void): unknown => reactor.callLater(delay, () => {
    recorder.silently(body);
  });

  callLater(0, () => {
    mark("unchanged");
    setBy(HOUR);
    mark("set forward");
    callLater(1, () => {
      setBy(-HOUR);
      mark("set back");
      callLater(1, () => {
        Date.now = wallNow;
        mark("witness");
      });
    });
  });
  try {
    recorder.record({ ev: "run", phase: 1 });
    await reactor.run();
    recorder.record({ ev: "ran", phase: 1 });
  } finally {
    Date.now = wallNow;
  }
}
