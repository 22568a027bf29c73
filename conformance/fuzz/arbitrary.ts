import type * as fc from "fast-check";
import type { Act, EndPlan, PeerPlan, PlainStep, Program, ServerPlan, Step } from "./program.js";

export type FastCheck = typeof fc;

/** Delays in ms: few, so that deadlines meet, and small, so that many programs are played in a short time. */
const DELAYS = [0, 0.5, 1, 1, 2, 3] as const;
/** Around the sizes at which something changes: an event's text, a read, the watermarks, a platform's buffer. */
const SIZES = [1, 0, 3, 64, 65, 1000, 1000, 20_000, 65_537, 200_000] as const;
const INDEX = 12;
const PLACES = 60;
const MOST_ACTS = 24;

type Weighted = { readonly arbitrary: fc.Arbitrary<Step>; readonly weight: number };

/** Random programs for a subject of these profiles. */
export function programs({ array, boolean, constant, constantFrom, nat, oneof, record }: FastCheck,
  profiles: ReadonlySet<string>): fc.Arbitrary<Program> {
  const index = nat(INDEX);
  // Of several ends most often the one whose callback it is.
  const anEnd = oneof(constant(0), index);
  // Of several calls most often the one that was scheduled after the one that runs.
  const aCall = oneof(constant(0), index);
  const where = oneof({ weight: 3, arbitrary: nat(PLACES) }, { weight: 1, arbitrary: constant(0) });
  const delay = constantFrom(...DELAYS);
  const bytes = constantFrom(...SIZES);
  const plain = (weight: number, step: PlainStep): Weighted => ({ weight, arbitrary: constant({ do: step }) });
  const of = (weight: number, arbitrary: fc.Arbitrary<Step>): Weighted => ({ weight, arbitrary });

  const core: readonly Weighted[] = [
    of(8, record({ do: constant("callLater" as const), delay })),
    of(2, record({ do: constant("callBeside" as const), call: aCall })),
    of(3, record({ do: constantFrom("cancel" as const, "inspectCall" as const), call: aCall })),
    of(2, record({ do: constant("reset" as const), call: aCall, delay })),
    of(3, record({ do: constant("delay" as const), call: aCall, extra: delay })),
    of(2, record({ do: constant("addHook" as const), phase: constantFrom("shutdown" as const, "startup" as const) })),
    of(1, record({ do: constant("removeHook" as const), hook: index })),
    of(2, record({ do: constant("spin" as const), ms: constantFrom(1, 3) })),
    plain(3, "throw"), plain(1, "stop"),
  ];
  const tcp: readonly Weighted[] = [
    of(8, record({ do: constant("write" as const), end: anEnd, bytes })),
    of(6, record({
      do: constantFrom("pauseReading", "resumeReading", "endWriting", "loseConnection", "abortConnection"), end: anEnd,
    })),
    of(3, record({
      do: constant("burst" as const), end: anEnd, bytes: constantFrom(65_537, 200_000), low: constantFrom(0, 10, 1000),
      more: constantFrom(0, 10, 1000), then: constantFrom("stay", "loseConnection", "endWriting"),
    })),
    of(2, record({ do: constant("pauseFor" as const), end: anEnd, ms: delay })),
    of(1, record({
      do: constant("setWatermarks" as const), end: anEnd, low: constantFrom(0, 10, 1000),
      more: constantFrom(0, 10, 1000),
    })),
    of(1, record({ do: constant("closeListener" as const), listener: index })),
    of(1, record({ do: constant("connect" as const), listener: index })),
    of(1, record({ do: constant("cancelConnect" as const), attempt: index })),
    plain(1, "connectNowhere"), plain(1, "listenNowhere"),
  ];
  const udp: readonly Weighted[] = [
    plain(3, "openDatagram"), plain(1, "openNowhere"),
    of(4, record({
      do: constant("sendDatagram" as const), from: index, to: index, bytes: constantFrom(1, 0, 64, 1000),
    })),
    of(2, record({ do: constant("closePort" as const), port: index, twice: boolean(), from: index })),
  ];
  const steps = oneof(
    ...core,
    ...(profiles.has("tcp") ? tcp : []),
    ...(profiles.has("udp") ? udp : []),
    ...(profiles.has("threads") ? [plain(3, "callFromThread")] : []),
    ...(profiles.has("resolver") ? [plain(1, "resolve")] : []),
  );
  const acts: fc.Arbitrary<Act[]> =
    array(record({ where, when: nat(3), step: steps }), { maxLength: MOST_ACTS, size: "max" });

  const end: fc.Arbitrary<EndPlan> = record({
    isAware: boolean(), closes: constantFrom("loseConnection", "abortConnection"),
    closesAfter: constantFrom(0, 1, 2, 3),
  });
  const peer: fc.Arbitrary<PeerPlan> = record({
    server: end, sends: array(bytes, { maxLength: 2 }), then: constantFrom("stay", "end", "close", "reset"),
  });
  const server: fc.Arbitrary<ServerPlan> = record({
    isEarly: boolean(), links: array(record({ client: end, server: end }), { maxLength: 3 }),
    peers: array(peer, { maxLength: 1 }),
  });
  return record({
    servers: profiles.has("tcp") ? oneof(constant([]), array(server, { minLength: 1, maxLength: 2 })) : constant([]),
    acts,
    ending: record({ kind: constantFrom("await", "stop"), after: constantFrom(1, 3, 0) }),
  });
}
