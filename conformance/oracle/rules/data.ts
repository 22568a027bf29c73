import { universalRule } from "../rule.js";

/** No empty chunk is ever delivered. */
export const data = universalRule(["connection.data.non-empty"], { enter: ["dataReceived"] }, (tell) => (event) => {
  if (event.ev !== "enter" || event.cb !== "dataReceived" || (event.bytes ?? 0) > 0) return;
  const says = `${event.connection ?? "a connection"}: dataReceived brought no bytes`;
  tell({ requirement: "connection.data.non-empty", says, at: event });
});
