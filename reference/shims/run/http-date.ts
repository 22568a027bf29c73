import { internalModule } from "../host/internals.js";

/**
 * Has the header Date of http show what `Date` shows. The host's http takes its clock from an internal module once,
 * when it is loaded, so this has to be called before; and internals have to be exposed.
 */
export function shareDateWithHttp(): void {
  const internal = internalModule("internal/http");
  if (internal !== null && typeof internal["utcDate"] === "function") {
    internal["utcDate"] = () => new Date().toUTCString();
  }
}
