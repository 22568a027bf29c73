import { NestedLoop } from "../blocking/nested-loop.js";
import { nestedSockets, type NestedSocket } from "../blocking/nested-socket.js";
import { meet, type Shared, type Style } from "./meeting.js";

// The post's foo(conn), to the letter, on sockets that switch behind its back. Its text is that of the control, which
// is right; there is nothing in it to see.

function foo(shared: Shared, conn: NestedSocket): number {
  const a = shared.x + 1;
  const [b = 0] = conn.recv(1);
  shared.x = a + b;
  return shared.x;
}

export const nested: Style = {
  name: "nested",
  switches: "hidden",
  async total(meeting) {
    const shared: Shared = { x: 0 };
    const loop = new NestedLoop(meeting.reactor, meeting.turns);
    await meet(meeting, nestedSockets(loop, (conn) => void foo(shared, conn)));
    loop.run(() => undefined);
    return shared.x;
  },
};
