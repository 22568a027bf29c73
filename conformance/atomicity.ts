// `reactor-standard/conformance/atomicity`: which calls of whatever replaces a host's are switches of context.

export {
  describeFinding, probeAtomicity, type AtomicityFinding, type ProbedCall, type ProbeOptions, type ReadyCall,
} from "./shims/atomicity-probe.js";
export { hostCanaries, reactorCanaries, type Canary, type ReadyCanary } from "./shims/canary.js";
export { ordinaryCalls } from "./shims/ordinary-calls.js";
