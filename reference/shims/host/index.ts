import type { Reactor } from "../../../spec/reactor.js";
import type { InstallOptions } from "./group.js";
import { groups } from "./groups.js";
import { HostShim, type Installed } from "./install.js";

export type { Coverage, GroupName, InstallOptions } from "./group.js";
export type { Declaration, Installed, UninstallReport } from "./install.js";

const shim = new HostShim(groups);

/**
 * Puts the host, in all of this realm, on `reactor`: whole groups of it, or none. The same reactor again nests. For
 * applications: a library never installs a shim.
 * @throws Error if another reactor is installed, or with other options; if a group that was asked for does not fit the
 * reactor; or if the host is not as a group expects it. Nothing is patched then.
 */
export function install(reactor: Reactor, options: InstallOptions = {}): Installed {
  return shim.install(reactor, options);
}
