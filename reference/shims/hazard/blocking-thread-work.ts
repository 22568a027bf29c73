import type { MessagePort, ThreadCaller } from "../../../spec/reactor.js";
import { connect } from "../../threads/worker.js";

let x = 0;

/** The post's foo(conn), to the letter. */
function foo(caller: ThreadCaller, conn: number): number {
  const a = x + 1;
  const [b = 0] = caller.blockingCallFromThread("recv", conn, 1) as Uint8Array;
  x = a + b;
  return x;
}

/** In a thread of its own: calls foo(conn) for one connection after the other, for it can do no two at once. */
export function total(port: MessagePort, connections: number): number {
  const caller = connect(port);
  x = 0;
  for (let conn = 0; conn < connections; conn += 1) foo(caller, conn);
  return x;
}
