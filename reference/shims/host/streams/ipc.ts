import type { PatchJournal } from "../patch-journal.js";
import type { HostInternals } from "./host-internals.js";
import { ServerHandle } from "./server-handle.js";
import type { StreamHandles } from "./stream-handle.js";
import { uvStatus } from "./uv-status.js";

/**
 * What is on the reactor cannot be sent to another process: it is refused with an error, where the host's native code
 * would take the handle for one of its own.
 */
export function patchIpc(journal: PatchJournal, internals: HostInternals, handles: StreamHandles): void {
  const point = { target: internals.Pipe.prototype as object, of: "Pipe.prototype", key: "writeUtf8String" };
  journal.method(point, (original) => function writeUtf8String(this: unknown, ...args: unknown[]) {
    const [, , handle] = args;
    if (handles.isOurs(handle) || handle instanceof ServerHandle) return uvStatus("ENOTSUP");
    return original.apply(this, args);
  });
}
