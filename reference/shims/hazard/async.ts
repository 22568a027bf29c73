import { asyncSockets, type AsyncSocket } from "../blocking/async-socket.js";
import { countdown, meet, type Shared, type Style } from "./meeting.js";

// The post's foo(conn) as an async function. It is switched at its `await`, and nowhere else.

/** As the post has it: `a` is read on one side of an `await` and used on the other. */
async function foo(shared: Shared, conn: AsyncSocket): Promise<number> {
  const a = shared.x + 1;
  const [b = 0] = await conn.recv(1);
  shared.x = a + b;
  return shared.x;
}

/** No `await` between the reading of x and its writing. */
async function carefulFoo(shared: Shared, conn: AsyncSocket): Promise<number> {
  const [b = 0] = await conn.recv(1);
  const a = shared.x + 1;
  shared.x = a + b;
  return shared.x;
}

function styleOf(name: string, body: typeof foo): Style {
  return {
    name,
    switches: "visible",
    async total(meeting) {
      const shared: Shared = { x: 0 };
      const { over, one } = countdown(meeting);
      await meet(meeting, asyncSockets(meeting.reactor, async (conn) => {
        await body(shared, conn);
        one();
      }));
      await over;
      return shared.x;
    },
  };
}

export const asynchronous: Style = styleOf("async", foo);
export const carefulAsynchronous: Style = styleOf("async, careful", carefulFoo);
