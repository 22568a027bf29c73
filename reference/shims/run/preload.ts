import { stat } from "node:fs/promises";
import { isMainThread } from "node:worker_threads";
import { exempt } from "../host/exempt.js";
import { readConditions } from "./conditions.js";
import { leaveChildrenToHost } from "./host-children.js";
import { shareDateWithHttp } from "./http-date.js";

/**
 * Puts a whole program on a reactor before any module of it is loaded:
 * `node --expose-internals --import "file:///.../preload.js?simulated&seed=7" program.js`. Only its main thread: the
 * threads and the processes that it makes are the host's.
 */
if (isMainThread) {
  leaveChildrenToHost(import.meta.url);
  const { simulated, seed, network, oneThread } = readConditions(new URL(import.meta.url).searchParams);
  if (oneThread) {
    // The pool is made by the first work for it.
    await stat(new URL(import.meta.url));
    delete process.env["UV_THREADPOOL_SIZE"];
  }
  if (simulated) {
    shareDateWithHttp();
    // Not before: they load the host's http.
    const { createReactor, simulate } = await import("../../simulated/index.js");
    const { install } = await import("../host/index.js");
    const reactor = createReactor({ seed, network, keepsAlive: false });
    void exempt(() => reactor.run());
    // So that the program begins at the same time of the world, however soon its first module is loaded.
    await new Promise<void>((serves) => void reactor.callLater(0, serves));
    install(reactor, { world: simulate(reactor), seed, pace: "quiescence" });
  } else {
    const { createReactor } = await import("../../node/index.js");
    const { install } = await import("../host/index.js");
    install(createReactor());
    // Has the shim begin its run: a timer that a program sets as its last deed is not to do that.
    clearTimeout(setTimeout(() => {}, 1));
  }
}
