import type { Protocol } from "../../spec/reactor.js";

/** Notifications that take note of whether the connection is held up. */
export interface WatchedPressure {
  readonly protocol: Pick<Protocol, "pauseWriting" | "resumeWriting">;
  readonly isHeldUp: () => boolean;
}

export function watchingPressure(protocol: Protocol): WatchedPressure {
  let isHeldUp = false;
  const pauseWriting = (): unknown => {
    isHeldUp = true;
    return protocol.pauseWriting?.();
  };
  const resumeWriting = (): unknown => {
    isHeldUp = false;
    return protocol.resumeWriting?.();
  };
  return { protocol: { pauseWriting, resumeWriting } as WatchedPressure["protocol"], isHeldUp: () => isHeldUp };
}
