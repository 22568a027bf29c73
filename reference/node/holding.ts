/** Says of everything that a reactor opens whether it keeps the program alive as long as it is open; returns it. */
export type Holding = <Handle extends NodeJS.RefCounted>(handle: Handle) => Handle;

/** It does: as Node has it. */
export const holding: Holding = (handle) => handle;

/** It does not: who uses the reactor decides how long the program lives. */
export const notHolding: Holding = (handle) => handle.unref();
