import { universalRule } from "../rule.js";

/** No error reaches the host: no promise of the reactor's own is rejected in vain, and no task of it throws. */
export const escapes = universalRule(
  ["resource.rejections", "embedding.throw.contained"], { escaped: true }, (tell) => (event) => {
    if (event.ev !== "escaped") return;
    const error = `${event.error.type} ${JSON.stringify(event.error.message)}`;
    const rejected = `a promise was rejected, and nobody handles it: ${error}`;
    tell(event.how === "rejection"
      ? { requirement: "resource.rejections", says: rejected, at: event }
      : { requirement: "embedding.throw.contained", says: `an error was thrown into the host: ${error}`, at: event });
  },
);
