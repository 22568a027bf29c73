import cluster from "node:cluster";
import type { PatchJournal } from "../patch-journal.js";

/**
 * Workers of a cluster are the host's, and their ports too: the first process does not accept for them, with a server
 * that would be the reactor's and connections that cannot be sent, but has the platform do that. A policy of the
 * program's own stays.
 */
export function leaveWorkersToHost(journal: PatchJournal): void {
  const isSet = process.env["NODE_CLUSTER_SCHED_POLICY"] !== undefined;
  if (cluster.isWorker || isSet) return;
  journal.value({ target: cluster, of: "cluster", key: "schedulingPolicy" }, cluster.SCHED_NONE);
}
