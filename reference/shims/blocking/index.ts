export { AsyncSocket, asyncSocket, asyncSockets } from "./async-socket.js";
export { GeneratorSocket, generatorSocket, generatorSockets, type Microthread } from "./generator-socket.js";
export { NestedLoop, WouldNeverReturn, type NestedWait, type Turns } from "./nested-loop.js";
export { NestedSocket, nestedSocket, nestedSockets } from "./nested-socket.js";
export type { Side } from "./socket-core.js";
export { switchPoints, type SwitchPoint } from "./switch-points.js";
export { workerReactor, type WorkerReactor } from "./worker/worker-reactor.js";
