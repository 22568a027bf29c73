import type { ThreadOperation } from "../../language/thread-operations.js";
import { describeError } from "./describe.js";
import { makeMark } from "./marks.js";
import { odd } from "./odd.js";
import { NotThere, requireMethod } from "./recorder.js";
import { settle } from "./settle.js";
import type { Perform, Scene, Stage } from "./stage.js";
import type { WorkResult } from "./thread-messages.js";
import { threadId } from "node:worker_threads";
import { Threads } from "./threads.js";

type Of<Op extends ThreadOperation["op"]> = Extract<ThreadOperation, { readonly op: Op }>;

/** Makes the call that an operation on threads stands for. */
export function performThreadOperation(
  stage: Stage, perform: Perform, operation: ThreadOperation, scene: Scene,
): void {
  switch (operation.op) {
    case "callInThread": return callInThread(stage, perform, operation, scene);
    case "cancelThreadCall": return cancelThreadCall(stage, operation);
    case "callFromThread": return callFromThread(stage, perform, operation, scene);
    case "blockingCallFromThread": return blockingCallFromThread(stage, operation);
    case "startThread": return stage.threads.start(operation.thread);
    case "keepCallingFromThread": return keepCallingFromThread(stage, operation);
  }
}

function callInThread(stage: Stage, perform: Perform, operation: Of<"callInThread">, scene: Scene): void {
  const { recorder, reactor } = stage;
  const work = operation.work + (scene.suffix ?? "");
  recorder.call("callInThread", { work }, () => {
    requireMethod(reactor, "callInThread");
    const { task, transfer } = stage.threads.prepare(work, operation.script);
    const abort = new AbortController();
    stage.attempts.set(work, abort);
    if (operation.cancelled === true) abort.abort();
    const outcome = reactor.callInThread(Threads.work, [task], { signal: abort.signal, transfer });
    const returned = (result: unknown): unknown => {
      const { value, thread } = Object(result) as Partial<WorkResult>;
      const fields = { work, value, elsewhere: thread !== undefined && thread !== threadId };
      return recorder.callback("threadReturned", fields, () => perform(operation.on?.threadReturned ?? [], {}));
    };
    const failed = (error: unknown): unknown =>
      recorder.callback("threadFailed", { work, error: describeError(error) }, () =>
        perform(operation.on?.threadFailed ?? [], {}));
    void settle(outcome, returned, failed);
    return {};
  });
}

function cancelThreadCall(stage: Stage, { work }: Of<"cancelThreadCall">): void {
  stage.recorder.call("cancelThreadCall", { work }, () => {
    const abort = stage.attempts.get(work);
    if (abort === undefined) throw new NotThere(`no call ${work}`);
    abort.abort();
    return {};
  });
}

function callFromThread(stage: Stage, perform: Perform, operation: Of<"callFromThread">, scene: Scene): void {
  const { recorder, reactor } = stage;
  const call = operation.call + (scene.suffix ?? "");
  recorder.call("callFromThread", { call }, () => {
    requireMethod(reactor, "callFromThread");
    const callback = (): unknown => recorder.callback("threadCall", { call }, () => perform(operation.do ?? [], {}));
    const passed = operation.callback === undefined ? callback : odd(operation.callback.odd);
    reactor.callFromThread(passed as () => void);
    return {};
  });
}

function blockingCallFromThread(stage: Stage, { call }: Of<"blockingCallFromThread">): void {
  const { recorder, reactor, connect } = stage;
  recorder.call("blockingCallFromThread", { call }, () => {
    if (connect === null) throw new NotThere("no module to call in by");
    const { port } = reactor.threadPort({ reached: () => recorder.callback("threadCall", { call }, () => null) });
    const value = connect(port).blockingCallFromThread("reached");
    return value === undefined ? {} : { value };
  });
}

function keepCallingFromThread(stage: Stage, operation: Of<"keepCallingFromThread">): void {
  let times = 0;
  const call = (): void => {
    if (stage.marks.has(operation.until)) return;
    if (++times > operation.atMost) return makeMark(stage, operation.gaveUp);
    stage.reactor.callFromThread(() => stage.recorder.silently(call));
  };
  call();
}
