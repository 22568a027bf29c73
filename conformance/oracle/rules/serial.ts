import { universalRule } from "../rule.js";

/** One callback at a time: none is entered while another is on the stack. */
export const serial = universalRule(["execution.serial"], { enter: true }, (tell) => (event) => {
  if (event.ev !== "enter" || event.depth === 1) return;
  const says = `${event.cb} was entered while another callback was running`;
  tell({ requirement: "execution.serial", says, at: event });
});
