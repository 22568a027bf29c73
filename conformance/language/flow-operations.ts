/** Calls of a transport that hold its input: of the running callback's, or of the connection named by `of`. */
export type FlowOperation = { readonly op: "pauseReading" | "resumeReading"; readonly of?: string };
