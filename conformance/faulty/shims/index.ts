import { carryingShimFaults } from "./carrying.js";
import { installingShimFaults } from "./installing.js";
import type { ShimFault } from "./shim-fault.js";
import { switchingShimFaults } from "./switching.js";
import { uninstallingShimFaults } from "./uninstalling.js";

/** Every faulty shim, in the order of the chapter. */
export const shimFaults: readonly ShimFault[] = [
  ...installingShimFaults, ...uninstallingShimFaults, ...carryingShimFaults, ...switchingShimFaults,
];

/** The requirement that a faulty shim breaks, with `#n` where several do. */
export function nameOfShimFault(fault: ShimFault): string {
  const own = shimFaults.filter(({ breaks }) => breaks === fault.breaks);
  return own.length === 1 ? fault.breaks : `${fault.breaks}#${own.indexOf(fault) + 1}`;
}

/** The faulty shim of this name; undefined if there is none. */
export function shimFaultNamed(name: string): ShimFault | undefined {
  return shimFaults.find((fault) => nameOfShimFault(fault) === name);
}
