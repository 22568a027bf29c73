import type { Fault } from "./fault.js";
import { faults } from "./index.js";

/** The name of a faulty reactor: the requirement that it breaks, with `#n` for the nth where several break it. */
export function nameOf(fault: Fault): string {
  const same = faults.filter((each) => each.breaks === fault.breaks);
  return same.length === 1 ? fault.breaks : `${fault.breaks}#${same.indexOf(fault) + 1}`;
}

/** The faulty reactor of this name; the requirement alone names the first that breaks it. */
export function faultNamed(name: string): Fault | undefined {
  return faults.find((fault) => name.split("#")[0] === fault.breaks && [fault.breaks, nameOf(fault)].includes(name));
}
