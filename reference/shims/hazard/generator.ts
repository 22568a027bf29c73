import { generatorSockets, type GeneratorSocket, type Microthread } from "../blocking/generator-socket.js";
import { countdown, meet, type Shared, type Style } from "./meeting.js";

// The post's foo(conn) as a microthread. It is switched at its `yield*`, and nowhere else.

/** As the post has it: `a` is read on one side of a `yield*` and used on the other. */
function* foo(shared: Shared, conn: GeneratorSocket): Microthread<number> {
  const a = shared.x + 1;
  const [b = 0] = yield* conn.recv(1);
  shared.x = a + b;
  return shared.x;
}

/** No `yield*` between the reading of x and its writing. */
function* carefulFoo(shared: Shared, conn: GeneratorSocket): Microthread<number> {
  const [b = 0] = yield* conn.recv(1);
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
      await meet(meeting, generatorSockets(meeting.reactor, function* (conn): Microthread<void> {
        yield* body(shared, conn);
        one();
      }));
      await over;
      return shared.x;
    },
  };
}

export const generator: Style = styleOf("generator", foo);
export const carefulGenerator: Style = styleOf("generator, careful", carefulFoo);
