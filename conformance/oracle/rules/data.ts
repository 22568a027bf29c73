import type { UniversalRule } from "../rule.js";

/** No empty chunk is ever delivered. */
export const data: UniversalRule = {
  requirements: ["connection.data.non-empty"],
  judge: (trace) => trace.flatMap((event) => {
    if (event.ev !== "enter" || event.cb !== "dataReceived" || (event.bytes ?? 0) > 0) return [];
    const says = `${event.connection}: dataReceived brought no bytes`;
    return [{ requirement: "connection.data.non-empty", says, at: event }];
  }),
};
