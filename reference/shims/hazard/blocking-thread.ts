import { asyncSockets, type AsyncSocket } from "../blocking/async-socket.js";
import { meet, type Style } from "./meeting.js";

// The control: the post's foo(conn) on sockets that block their thread, and switch to nobody.

const work = { module: new URL("./blocking-thread-work.js", import.meta.url), name: "total" };

export const blockingThread: Style = {
  name: "blocking thread",
  switches: "none",
  async total(meeting) {
    const { reactor } = meeting;
    const sockets: AsyncSocket[] = [];
    await meet(meeting, asyncSockets(reactor, (conn) => void sockets.push(conn)));
    const { port } = reactor.threadPort({ recv: (conn: number, most: number) => sockets[conn]?.recv(most) });
    const result = await reactor.callInThread(work, [port, sockets.length], { transfer: [port] });
    for (const socket of sockets) socket.close();
    return Number(result);
  },
};
