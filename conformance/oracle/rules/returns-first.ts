import { universalRule } from "../rule.js";

/** Which requirement says that a call returns before any callback is entered. */
const REQUIREMENT_OF: Readonly<Record<string, string>> = {
  callLater: "execution.call-later.returns-first",
  cancel: "execution.call-later.returns-first",
  reset: "execution.call-later.returns-first",
  delay: "execution.call-later.returns-first",
  write: "execution.write.returns-first",
  endWriting: "execution.write.returns-first",
  loseConnection: "execution.close.returns-first",
  abortConnection: "execution.close.returns-first",
  pauseReading: "execution.flow.returns-first",
  resumeReading: "execution.flow.returns-first",
  setWatermarks: "execution.flow.returns-first",
  connect: "execution.connect.returns-first",
  cancelConnect: "execution.connect.returns-first",
  listen: "execution.listen.returns-first",
  closeListener: "execution.listen.returns-first",
  openDatagram: "datagram.returns-first",
  sendDatagram: "datagram.returns-first",
  closePort: "datagram.returns-first",
  stop: "lifecycle.stop.returns",
  callFromThread: "thread.from.deferred",
  resolve: "resolver.returns-first",
  cancelResolve: "resolver.returns-first",
};

/** Calls of a resolver, whichever call they belong to. */
const RESOLVING: ReadonlySet<string> = new Set(["lookup", "lookupCancelled"]);

/** No callback is entered inside a call of the reactor. */
export const returnsFirst = universalRule(Object.values(REQUIREMENT_OF), { enter: true }, (tell) => (event) => {
  if (event.ev !== "enter" || event.during === undefined) return;
  const requirement = RESOLVING.has(event.cb) ? "resolver.returns-first" : REQUIREMENT_OF[event.during];
  if (requirement === undefined) return;
  tell({ requirement, says: `${event.cb} was entered before ${event.during} returned`, at: event });
});
