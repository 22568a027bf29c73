import type { UnixAddress } from "../../spec/reactor.js";
import { ownFailure, type ReactorFailure } from "../core/errors.js";

/** How many bytes of a path fit into an address: one less than the platform's `sun_path` has. */
const LONGEST_PATH = process.platform === "linux" || process.platform === "android" ? 107 : 103;

/**
 * The failure of a path that the platform cannot take; null for any other. Node cuts a path that is too long, up to its
 * version 20, so that the platform is not asked (`unix.path-too-long`). Names that begin with a zero byte are a
 * matter of Linux alone (`unix.abstract`).
 */
export function pathRefusal(syscall: "listen" | "connect", address: UnixAddress): ReactorFailure | null {
  const path = address.path ?? "";
  const bytes = Buffer.byteLength(path);
  if (bytes > LONGEST_PATH) {
    return ownFailure("path-too-long", `the path has ${bytes} bytes, more than ${LONGEST_PATH}`, syscall, address);
  }
  const isMissing = path.startsWith("\0") && process.platform !== "linux";
  return isMissing ? ownFailure("unsupported", "this platform has no abstract names", syscall, address) : null;
}
