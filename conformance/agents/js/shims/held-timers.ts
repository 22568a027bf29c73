import { mark, underShim } from "./identity.js";
import type { ShimCode } from "./shim-code.js";
import type { ShimStage } from "./shim-stage.js";

const FAR = 1_000_000;
/** A timer that is started first, and one whose end shows that the first would have been called. */
const SHORT = 5;
const LONG = 30;

export const heldTimers: ShimCode = async (stage) => {
  await underShim(stage, () => {
    const timer = globalThis.setTimeout(() => undefined, FAR);
    const holds = (): string => (timer.hasRef() ? "holds" : "does not hold");
    mark(stage, `new: ${holds()}`);
    timer.unref();
    mark(stage, `after unref: ${holds()}`);
    timer.ref();
    mark(stage, `after ref: ${holds()}`);
    globalThis.clearTimeout(timer);
  });
};

export const crossingTimers: ShimCode = async (stage) => {
  const before = started();
  await underShim(stage, async () => {
    globalThis.clearTimeout(before.timer);
    await passed();
  });
  await passed();
  tell(stage, "started before, cleared under the shim", before.called());
  let under = started();
  await underShim(stage, () => {
    globalThis.clearTimeout(under.timer);
    under = started();
  });
  globalThis.clearTimeout(under.timer);
  await passed();
  tell(stage, "started under the shim, cleared after", under.called());
};

function started(): { readonly timer: NodeJS.Timeout; readonly called: () => boolean } {
  let isCalled = false;
  const timer = globalThis.setTimeout(() => {
    isCalled = true;
  }, SHORT);
  return { timer, called: () => isCalled };
}

function passed(): Promise<void> {
  return new Promise((resolve) => void globalThis.setTimeout(resolve, LONG));
}

function tell(stage: ShimStage, what: string, isCalled: boolean): void {
  mark(stage, `${what}: ${isCalled ? "called" : "not called"}`);
}
