import { BroadcastChannel, threadId, workerData } from "node:worker_threads";
import type { MessagePort, ThreadCaller } from "../../../spec/reactor.js";
import type { ThreadStep } from "../../language/thread-operations.js";
import { describeError } from "./describe.js";
import { ScenarioThrow } from "./recorder.js";
import { isCalling, type CallingStep, type ThreadReport, type ThreadTask, type WorkResult } from "./thread-messages.js";

type Report = ThreadReport extends infer Each ? Each extends unknown ? Omit<Each, "thread"> : never : never;

/** How long one turn is thought to take where there is no loop to turn, in ms. */
const TURN = 1;

/** Does the steps of a thread. The function that a work of a scenario has called in the subject's pool. */
export async function perform(task: ThreadTask): Promise<WorkResult> {
  const channel = new BroadcastChannel(task.channel);
  const tell = (report: Report): void => channel.postMessage({ thread: task.name, ...report });
  try {
    const caller = task.calling === null ? null : await connected(task.calling);
    for (const [index, step] of task.script.entries()) {
      if (step.step === "return") return { value: step.value, thread: threadId };
      if (isCalling(step)) callIn(tell, caller, step, index);
      else doStep(task, tell, step);
    }
    return { value: null, thread: threadId };
  } finally {
    channel.close();
  }
}

async function connected(calling: NonNullable<ThreadTask["calling"]>): Promise<ThreadCaller> {
  const module = (await import(calling.module)) as { readonly connect: (port: MessagePort) => ThreadCaller };
  return module.connect(calling.port);
}

function doStep(task: ThreadTask, tell: (report: Report) => void, step: Exclude<ThreadStep, CallingStep>): void {
  switch (step.step) {
    case "mark": return tell({ kind: "mark", name: step.name });
    case "awaitMark": return awaitMark(task, tell, step.name);
    case "hostTurns": return void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TURN * step.turns);
    case "throw": throw new ScenarioThrow(step.message);
    case "return": return;
  }
}

function awaitMark(task: ThreadTask, tell: (report: Report) => void, name: string): void {
  if (threadId === task.reactorThread) throw new Error(`waiting for ${name} would block the reactor's own thread`);
  const cells = new Int32Array(task.cells);
  const cell = task.cellOf[name] ?? 0;
  tell({ kind: "awaits", name });
  Atomics.wait(cells, cell, 0);
}

/** The reactor's end knows by the index which step it is. */
function callIn(
  tell: (report: Report) => void, caller: ThreadCaller | null, step: CallingStep, index: number,
): void {
  const { step: op, times = 1, quiet = false } = step;
  const expected = step.step === "blockingCallFromThread" ? step.returns ?? 0 : 0;
  let own = 0;
  for (let ordinal = 1; ordinal <= times; ordinal++) {
    const call = step.times === undefined ? step.call : `${step.call}#${ordinal}`;
    const isTold = !quiet || ordinal === times;
    if (!quiet || ordinal === 1) tell({ kind: "calling", op, call });
    try {
      const value = op === "callFromThread"
        ? caller?.callFromThread("reached", index, ordinal)
        : caller?.blockingCallFromThread("reached", index, ordinal);
      if (value === expected + ordinal) own++;
      const told = value === undefined ? {} : { value };
      if (isTold) tell({ kind: "returned", op, call, ...told, ...(quiet ? { calls: own } : {}) });
    } catch (error) {
      tell({ kind: "returned", op, call, threw: describeError(error) });
    }
  }
}

/** The worker of a kit's own thread is started with its task. */
if (threadId !== 0 && isTask(workerData)) {
  const task = workerData;
  void perform(task).finally(() => {
    const channel = new BroadcastChannel(task.channel);
    channel.postMessage({ thread: task.name, kind: "done" });
    channel.close();
  });
}

function isTask(data: unknown): data is ThreadTask {
  return typeof data === "object" && data !== null && "script" in data && "cells" in data;
}
