import { universalRule } from "../rule.js";

/** No empty chunk is ever delivered. */
export const data = universalRule(["connection.data.non-empty"], (tell) => (event) => {
  if (event.ev !== "enter" || event.cb !== "dataReceived" || (event.bytes ?? 0) > 0) return;
  const says = `${event.connection}: dataReceived brought no bytes`;
  tell({ requirement: "connection.data.non-empty", says, at: event });
});
