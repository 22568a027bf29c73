import { opening } from "./adapter-opening.js";
import { pressureIn } from "./adapter-pressure.js";
import { producers } from "./adapter-producing.js";
import { concurrentReads, readingIn } from "./adapter-reading.js";
import type { StyleName } from "./adapter-stage.js";
import { threads } from "./adapter-threads.js";
import { writingIn, writingInOneStyle } from "./adapter-writing.js";
import { reactorsApart } from "./reactors-apart.js";
import { connectionKept, connectionReleased, timedCallReleased, writeReleased } from "./released.js";
import { runReturns } from "./run-returns.js";
import type { CodeScenario, Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";
import { threadErrors, threadRefusals, threadValues } from "./thread-values.js";
import { wallClock } from "./wall-clock.js";

const codeScenarios: Readonly<Record<string, CodeScenario>> = {
  "timer.clock.wall": wallClock,
  "lifecycle.reactors.apart": reactorsApart,
  ...inStyle("iterate"),
  ...inStyle("streams"),
  "adapter.read.concurrent": concurrentReads,
  ...writingInOneStyle,
  ...producers,
  ...opening,
  ...threads,
  "embedding.run.returns": runReturns,
  "resource.timed-call.released": timedCallReleased,
  "resource.connection.released": connectionReleased,
  "resource.connection.kept": connectionKept,
  "resource.write.released": writeReleased,
  "threads refuse": threadRefusals,
  "threads fail": threadErrors,
  "threads pass values": threadValues,
};

/** The scenarios that each style of connections has, as `requirement/style`. */
function inStyle(style: StyleName): Readonly<Record<string, CodeScenario>> {
  const each = { ...readingIn(style), ...writingIn(style), ...pressureIn(style) };
  return Object.fromEntries(Object.entries(each).map(([id, scenario]) => [`${id}/${style}`, scenario]));
}

/**
 * Plays the code scenario of this name.
 * @throws Error if there is none.
 */
export async function playCode(name: string, subject: SubjectModule, stage: Stage): Promise<void> {
  const scenario = codeScenarios[name];
  if (scenario === undefined) throw new Error(`there is no code scenario ${name}`);
  await scenario(subject, stage);
}
