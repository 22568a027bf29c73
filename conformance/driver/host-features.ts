import { networkInterfaces } from "node:os";
import type { HostFeature } from "../language/scenario.js";

/** Whether this host has what a scenario needs of it. */
export function hasFeature(feature: HostFeature): boolean {
  switch (feature) {
    case "descriptor-limit": return process.platform !== "win32";
    case "linux": return process.platform === "linux";
    case "loopback-net": return process.platform === "linux" || process.platform === "win32";
    case "ipv6": return Object.values(networkInterfaces()).flat().some((each) => each?.address === "::1");
  }
}
