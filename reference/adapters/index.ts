import type { Adapters } from "../../spec/reactor.js";
import { iterate } from "./iterate.js";
import { microthread } from "./microthread.js";
import { open } from "./open.js";
import { produce } from "./produce.js";
import { streams } from "./streams.js";

/** Other styles on top of any reactor that conforms. */
export const adapters: Adapters = { iterate, streams, open, produce, microthread };
