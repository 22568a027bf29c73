import {
  awaits, callLater, entered, generated, KiB, left, lost, MiB, occurs, on, order, readBytes, returned, setWatermarks,
  step, transport, when, write,
} from "../language/build.js";
import type { NumberOrOdd, Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Reaction, Scenario } from "../language/scenario.js";
import { CONNECTION, oneConnection, serving, witness } from "./serving.js";

/** More than the platform's buffers take in while the peer does not read. */
const LARGE = generated(8 * MiB, 13);

const heldUp = entered("pauseWriting", { connection: CONNECTION });
const resumed = entered("resumeWriting", { connection: CONNECTION });
const inspect = transport("inspectTransport");
const unsent = (pendingBytes: Pattern | number): Pattern => returned("inspectTransport", { value: { pendingBytes } });

/** For a protocol that has both methods, and does nothing in them. */
const asks: readonly Reaction[] = [on("pauseWriting"), on("resumeWriting")];

const readsAll = [step("pause"), awaits(heldUp), step("resume"), readBytes(8 * MiB)] as const;

/** Sets each pair, all of which are to be refused. */
const refused = (...pairs: readonly (readonly [NumberOrOdd, NumberOrOdd])[]): readonly Operation[] =>
  pairs.map(([low, high]) => setWatermarks(low, high));

const threw = (error: Pattern = { $exists: true }): Pattern => returned("setWatermarks", { threw: error });

/** Watermarks that are refused do not replace those that were set before. */
const unchanged = occurs("watermarks that are refused change nothing", heldUp, 0);

/** The scenarios of the chapter on flow control: watermarks. */
export const flowWatermarkScenarios: readonly Scenario[] = [
  serving({
    id: "flow.watermarks.default",
    title: "8 MiB, and 48 KiB more, wait for a peer, and are read, with the watermarks that a connection begins with",
    ...oneConnection(
      [
        on("connectionMade", write(LARGE), callLater("more", 1, write(generated(48 * KiB), CONNECTION))),
        on("pauseWriting", inspect), on("resumeWriting", inspect),
      ],
      [
        step("pause"), awaits(heldUp), awaits(left("timedCall", { call: "more" })), step("resume"),
        readBytes(8 * MiB + 48 * KiB),
      ],
    ),
    ends: [when(resumed), when(left("resumeWriting"))],
    expect: [
      occurs("with the first watermarks, pauseWriting comes above 64 KiB", unsent({ $gte: 64 * KiB + 1 }), 1),
      occurs("with the first watermarks, resumeWriting comes at 16 KiB or less", unsent({ $lte: 16 * KiB }), 1),
    ],
  }),
  serving({
    id: "flow.watermarks.lowered",
    title: "the high watermark is lowered below what waits already",
    ...oneConnection(
      [on("connectionMade", setWatermarks(0, 64 * MiB), write(LARGE),
        callLater("lower", 1, setWatermarks(0, KiB, CONNECTION))), ...asks],
      [step("pause")],
    ),
    ends: [when(heldUp)],
    expect: [order("pauseWriting comes when the high watermark is lowered below what is unsent",
      entered("timedCall", { call: "lower" }), heldUp)],
  }),
  serving({
    id: "execution.flow.returns-first/watermarks",
    title: "setWatermarks returns before pauseWriting and resumeWriting are called for it",
    checks: ["execution.flow.returns-first"],
    ...oneConnection(
      [
        on("connectionMade", setWatermarks(0, 64 * MiB), write(LARGE),
          callLater("lower", 1, setWatermarks(0, KiB, CONNECTION))),
        on("pauseWriting", setWatermarks(64 * MiB, 64 * MiB)), on("resumeWriting"),
      ],
      [step("pause")],
    ),
    ends: [when(resumed)],
    expect: [order("setWatermarks returns before it has its effect",
      entered("timedCall", { call: "lower" }), returned("setWatermarks"), heldUp, returned("setWatermarks"), resumed)],
  }),
  serving({
    id: "flow.watermarks.raised",
    title: "the low watermark is raised above what waits, while the peer reads nothing",
    ...oneConnection(
      [on("connectionMade", write(LARGE)), on("pauseWriting", setWatermarks(64 * MiB, 64 * MiB)), on("resumeWriting")],
      [step("pause")],
    ),
    ends: [when(resumed)],
    expect: [occurs("resumeWriting comes when the low watermark is raised above what is unsent", resumed, 1)],
  }),
  serving({
    id: "flow.watermarks.zero",
    title: "with watermarks of 0, a connection with 8 MiB waiting is held up and resumed, and an idle one is not",
    protocol: {
      reactions: [
        on("connectionMade", setWatermarks(0, 0)),
        { ...on("connectionMade", write(LARGE)), nth: 1 },
        on("resumeWriting", inspect),
      ],
    },
    peers: { peer: { role: { connects: "server" }, script: readsAll }, witness: witness(resumed) },
    ends: [when(lost("server#2"))],
    expect: [
      occurs("with watermarks of 0, nothing is unsent at resumeWriting", unsent(0), 1),
      occurs("with watermarks of 0, pauseWriting comes while something is unsent", heldUp, 1),
      occurs("with watermarks of 0, pauseWriting does not come when nothing is unsent",
        entered("pauseWriting", { connection: "server#2" }), 0),
    ],
  }),
  serving({
    id: "flow.watermarks.invalid",
    title: "setWatermarks is given negative numbers, NaN, infinity, a fraction, and a low mark above the high one",
    protocol: {
      reactions: [{
        ...on("connectionMade", setWatermarks(0, 64 * MiB), ...refused(
          [-1, KiB], [KiB, -1], [{ odd: "NaN" }, KiB], [0, { odd: "NaN" }], [0, { odd: "Infinity" }], [0.5, KiB],
          [2 * KiB, KiB],
        ), write(LARGE)),
        nth: 1,
      }, ...asks],
    },
    peers: { peer: { role: { connects: "server" }, script: [step("pause")] }, witness: witness(returned("write")) },
    ends: [when(lost("server#2"))],
    expect: [occurs("setWatermarks throws for what is no pair of watermarks", threw(), 7), unchanged],
  }),
  serving({
    id: "flow.watermarks.range-error",
    title: "setWatermarks throws a RangeError for numbers that are no watermarks",
    binding: "typescript",
    ...oneConnection(
      [on("connectionMade", ...refused([-1, KiB], [0, { odd: "NaN" }], [0, { odd: "Infinity" }], [0.5, 1], [2, 1]))],
      [],
    ),
    ends: [when(left("connectionMade"))],
    expect: [occurs("setWatermarks throws a RangeError for numbers that are no watermarks",
      threw({ classes: { $with: "RangeError" } }), 5)],
  }),
  serving({
    id: "flow.watermarks.type",
    title: "setWatermarks throws a TypeError for what is no number",
    binding: "typescript",
    protocol: {
      reactions: [{
        ...on("connectionMade", setWatermarks(0, 64 * MiB), ...refused(
          [{ odd: "string" }, KiB], [0, { odd: "string" }], [{ odd: "undefined" }, KiB], [0, { odd: "null" }],
        ), write(LARGE)),
        nth: 1,
      }, ...asks],
    },
    peers: { peer: { role: { connects: "server" }, script: [step("pause")] }, witness: witness(returned("write")) },
    ends: [when(lost("server#2"))],
    expect: [
      occurs("setWatermarks throws a TypeError for what is no number",
        threw({ classes: { $with: "TypeError" } }), 4),
      unchanged,
    ],
  }),
];
