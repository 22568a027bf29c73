// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "./requirement.js";
import { requirements as chapter01 } from "./requirements/01-conventions.js";
import { requirements as chapter02 } from "./requirements/02-execution.js";
import { requirements as chapter03 } from "./requirements/03-lifecycle.js";
import { requirements as chapter04 } from "./requirements/04-timed-calls.js";
import { requirements as chapter05 } from "./requirements/05-connections.js";
import { requirements as chapter06 } from "./requirements/06-transports.js";
import { requirements as chapter07 } from "./requirements/07-flow-control.js";
import { requirements as chapter08 } from "./requirements/08-listening-and-connecting.js";
import { requirements as chapter09 } from "./requirements/09-errors.js";
import { requirements as chapter10 } from "./requirements/10-tcp.js";
import { requirements as chapter11 } from "./requirements/11-unix.js";
import { requirements as chapter12 } from "./requirements/12-datagrams.js";
import { requirements as chapter13 } from "./requirements/13-tls.js";
import { requirements as chapter14 } from "./requirements/14-standard-streams.js";
import { requirements as chapter15 } from "./requirements/15-name-resolution.js";
import { requirements as chapter16 } from "./requirements/16-threads.js";
import { requirements as chapter17 } from "./requirements/17-embedding.js";
import { requirements as chapter18 } from "./requirements/18-resources.js";
import { requirements as chapter19 } from "./requirements/19-adapters.js";
import { requirements as chapter20 } from "./requirements/20-shims.js";
import { requirements as chapter21 } from "./requirements/21-agent-protocol.js";

/** Every requirement of the standard, in the order of the chapters. */
export const requirements: readonly Requirement[] = [
  ...chapter01,
  ...chapter02,
  ...chapter03,
  ...chapter04,
  ...chapter05,
  ...chapter06,
  ...chapter07,
  ...chapter08,
  ...chapter09,
  ...chapter10,
  ...chapter11,
  ...chapter12,
  ...chapter13,
  ...chapter14,
  ...chapter15,
  ...chapter16,
  ...chapter17,
  ...chapter18,
  ...chapter19,
  ...chapter20,
  ...chapter21,
];
