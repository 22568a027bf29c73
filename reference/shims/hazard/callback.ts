import type { Protocol } from "../../../spec/reactor.js";
import { countdown, meet, type Shared, type Style } from "./meeting.js";

// The post's foo(conn) as a protocol. What comes before the switch and what comes after it are two functions.

/** As the post has it: what connectionMade has read is old when dataReceived uses it, and it looks like it. */
function foo(shared: Shared, returned: () => void): Protocol {
  let a = 0;
  return {
    connectionMade(): void {
      a = shared.x + 1;
    },
    dataReceived([b = 0]): void {
      shared.x = a + b;
      returned();
    },
  };
}

/** Whoever needs nothing of one notification in another has no variable to keep it in. */
function carefulFoo(shared: Shared, returned: () => void): Protocol {
  return {
    dataReceived([b = 0]): void {
      shared.x = shared.x + 1 + b;
      returned();
    },
  };
}

function styleOf(name: string, protocol: typeof foo): Style {
  return {
    name,
    switches: "visible",
    async total(meeting) {
      const shared: Shared = { x: 0 };
      const { over, one } = countdown(meeting);
      await meet(meeting, () => protocol(shared, one));
      await over;
      return shared.x;
    },
  };
}

export const callback: Style = styleOf("callback", foo);
export const carefulCallback: Style = styleOf("callback, careful", carefulFoo);
