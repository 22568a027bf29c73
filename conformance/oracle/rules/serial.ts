import type { UniversalRule } from "../rule.js";

/** One callback at a time: none is entered while another is on the stack. */
export const serial: UniversalRule = {
  requirements: ["execution.serial"],
  judge: (trace) => trace.flatMap((event) => {
    if (event.ev !== "enter" || event.depth === 1) return [];
    const says = `${event.cb} was entered while another callback was running`;
    return [{ requirement: "execution.serial", says, at: event }];
  }),
};
