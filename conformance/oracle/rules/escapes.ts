import type { UniversalRule } from "../rule.js";

/** No error reaches the host: no promise of the reactor's own is rejected in vain, and no task of it throws. */
export const escapes: UniversalRule = {
  requirements: ["resource.rejections", "embedding.throw.contained"],
  judge: (trace) => trace.flatMap((event) => {
    if (event.ev !== "escaped") return [];
    const error = `${event.error.type} ${JSON.stringify(event.error.message)}`;
    return event.how === "rejection"
      ? [{ requirement: "resource.rejections", says: `a promise was rejected, and nobody handles it: ${error}`, at: event }]
      : [{ requirement: "embedding.throw.contained", says: `an error was thrown into the host: ${error}`, at: event }];
  }),
};
