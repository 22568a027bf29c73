import { brief, span } from "../../trace/brief.js";
import { universalRule } from "../rule.js";

/** What an agent stamps where the subject's clock gives no number. */
const UNREADABLE = -1;

/** The reactor's clock never goes back. */
export const clock = universalRule(["timer.clock.monotonic"], "all", (tell) => {
  let latest = -Infinity;
  return (event) => {
    if (event.t === UNREADABLE) return;
    if (event.t < latest) {
      const says = `now() went back from ${brief(latest)} to ${brief(event.t)}, by ${span(latest - event.t)}`;
      tell({ requirement: "timer.clock.monotonic", says, at: event });
    } else {
      latest = event.t;
    }
    if (event.ev === "ended") latest = -Infinity;
  };
});
