import type { Resources } from "../../trace/resource-events.js";
import { universalRule } from "../rule.js";

const REQUIREMENT_OF: Readonly<Record<keyof Resources, readonly [string, string]>> = {
  descriptors: ["resource.descriptors", "open descriptors"],
  active: ["resource.host", "timers, handles or threads that keep the program alive"],
  handlers: ["resource.handlers", "handlers of signals or of the process's events"],
};

/** Nothing of a scenario is left in its process. What the host cannot tell is not judged. */
export const leftovers = universalRule(
  Object.values(REQUIREMENT_OF).map(([requirement]) => requirement),
  { ended: true },
  (tell) => (event) => {
    if (event.ev !== "ended") return;
    for (const [resource, [requirement, what]] of Object.entries(REQUIREMENT_OF)) {
      const count = event.left?.[resource as keyof Resources] ?? 0;
      if (count > 0) tell({ requirement, says: `${count} more ${what} were left than before`, at: event });
    }
  },
);
