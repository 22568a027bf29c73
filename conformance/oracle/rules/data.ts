import type { UniversalRule } from "../rule.js";

/** No empty chunk is ever delivered. */
export const data: UniversalRule = {
  requirements: ["connection.data.non-empty"],
  judge: (trace) => trace.flatMap((event) => event.ev === "enter" && event.cb === "dataReceived" && !(event.bytes ?? 0)
    ? [{ requirement: "connection.data.non-empty", says: `${event.connection}: dataReceived brought no bytes`, at: event }]
    : []),
};
