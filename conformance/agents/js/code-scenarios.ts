import { reactorsApart } from "./reactors-apart.js";
import type { Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";
import { wallClock } from "./wall-clock.js";

/** Plays a scenario in code: it makes marks, and the scenario's expectations judge them. */
type CodeScenario = (subject: SubjectModule, stage: Stage) => Promise<void>;

const codeScenarios: Readonly<Record<string, CodeScenario>> = {
  "timer.clock.wall": wallClock,
  "lifecycle.reactors.apart": reactorsApart,
};

/**
 * Plays the code scenario of this name.
 * @throws Error if there is none.
 */
export async function playCode(name: string, subject: SubjectModule, stage: Stage): Promise<void> {
  const scenario = codeScenarios[name];
  if (scenario === undefined) throw new Error(`there is no code scenario ${name}`);
  await scenario(subject, stage);
}
