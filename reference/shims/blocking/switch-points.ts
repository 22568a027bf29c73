/** A call that may enter callbacks and tasks of others before it returns. */
export interface SwitchPoint {
  readonly call: string;
  /** What a reader of the calling code sees of it: `yield*`, `await`, or nothing. */
  readonly shown: "yield*" | "await" | "nothing";
}

const blocking = ["connect", "listen", "accept", "recv", "send", "sendall"] as const;

/**
 * The switch points of each style: all there are, and no other call is one (`shim.switch.declared`). The calls of the
 * nested style do not show that they are switches: it conforms only as what it is, a hazard.
 */
export const switchPoints: Readonly<Record<"generator" | "async" | "nested", readonly SwitchPoint[]>> = {
  generator: blocking.map((call) => ({ call, shown: "yield*" })),
  async: blocking.map((call) => ({ call, shown: "await" })),
  nested: [...blocking, "sleep", "run"].map((call) => ({ call, shown: "nothing" })),
};
