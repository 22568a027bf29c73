import assert from "node:assert/strict";
import fc from "fast-check";
import { createReactor, simulate, type NetworkOptions } from "../../reference/simulated/index.js";
import type { DatagramPort, Protocol, Reactor, Transport, UdpAddress } from "../../spec/reactor.js";

const ANY = { kind: "tcp", host: "127.0.0.1", port: 0 } as const;
const ANY_PORT: UdpAddress = { kind: "udp", host: "127.0.0.1", port: 0 };
const shares = ["partialReads", "partialWrites", "refusals", "resets", "loss", "duplication", "reordering"] as const;

type Note = (what: string) => void;

/** Runs `start` on a reactor whose network is such a one until nothing is left to happen; what it noted, with times. */
async function play(
  network: NetworkOptions, start: (reactor: Reactor, note: Note) => Promise<void>, seed = 1,
): Promise<readonly string[]> {
  const reactor = createReactor({ seed, network });
  const log: string[] = [];
  const note = (what: string): void => void log.push(`${reactor.now()} ${what}`);
  reactor.setErrorHook((error) => note(String(error)));
  simulate(reactor).whenIdle(() => reactor.stop());
  const run = reactor.run();
  await start(reactor, note);
  await run;
  return log;
}

/** What was noted, without the times. */
function words(log: readonly string[]): readonly string[] {
  return log.map((line) => line.slice(line.indexOf(" ") + 1));
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i * 7 + (i >> 8));
}

/** Notes what it receives, and its end; sends `output` first, and closes when the peer ends. */
class Noting implements Protocol {
  received: Uint8Array[] = [];
  reason: string | null = null;
  readonly #name: string;
  readonly #note: Note;
  readonly #output: Uint8Array;

  constructor(name: string, note: Note, output: Uint8Array) {
    this.#name = name;
    this.#note = note;
    this.#output = output;
  }

  connectionMade(transport: Transport): void {
    transport.write(this.#output);
    this.#note(`${this.#name} has ${transport.pendingBytes} pending`);
    transport.endWriting();
  }

  dataReceived(data: Uint8Array): void {
    this.received.push(data);
    this.#note(`${this.#name} got ${data.length}`);
  }

  eofReceived(): void {
    this.#note(`${this.#name} got the end`);
  }

  connectionLost(reason: Parameters<NonNullable<Protocol["connectionLost"]>>[0]): void {
    this.reason = reason.kind === "lost" ? `lost ${reason.error.category} ${reason.error.code}` : reason.kind;
    this.#note(`${this.#name} ${this.reason}`);
  }
}

/** Each end of a connection sends `size` bytes to the other, and ends its sending. */
async function exchange(reactor: Reactor, note: Note, size: number): Promise<readonly [Noting, Noting]> {
  const server = new Noting("server", note, pattern(size));
  const client = new Noting("client", note, pattern(size));
  const listener = await reactor.listen(ANY, () => server);
  await reactor.connect(listener.address, () => client).catch((error: { readonly category: string }) =>
    note(`refused: ${error.category}`));
  return [server, client];
}

/** One port sends these numbers, and another notes them. */
async function datagrams(reactor: Reactor, note: Note, count: number): Promise<void> {
  const { local } = await reactor.openDatagram(ANY_PORT, { datagramReceived: (data) => note(String(data[0])) });
  const port: DatagramPort = await reactor.openDatagram(ANY_PORT, {});
  for (let i = 0; i < count; i += 1) port.send(Uint8Array.of(i), local);
}

describe("the simulated network", () => {
  it("gives the same run for the same seed and the same conditions, to the last bit", async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const conditions = fc.record({
      latency: fc.double({ min: 0, max: 100, noNaN: true }), jitter: fc.double({ min: 0, max: 100, noNaN: true }),
      ...Object.fromEntries(shares.map((name) => [name, share])),
    });
    await fc.assert(fc.asyncProperty(fc.integer(), conditions, async (seed, network) => {
      const start = async (reactor: Reactor, note: Note): Promise<void> => {
        await exchange(reactor, note, 3000);
        await datagrams(reactor, note, 10);
      };
      const first = await play(network, start, seed);
      assert.deepEqual(await play(network, start, seed), first);
    }), { numRuns: 30 });
  });

  it("delivers a beginning of what was sent, whole or before a reset, whatever its faults are", async () => {
    const share = fc.double({ min: 0, max: 0.3, noNaN: true });
    const conditions = fc.record({ partialReads: share, partialWrites: share, resets: share });
    await fc.assert(fc.asyncProperty(fc.integer(), conditions, fc.integer({ min: 0, max: 200_000 }),
      async (seed, network, size) => {
        let ends: readonly Noting[] = [];
        await play(network, async (reactor, note) => {
          ends = await exchange(reactor, note, size);
        }, seed);
        for (const end of ends) {
          const received = Buffer.concat(end.received);
          assert.ok(received.equals(pattern(size).subarray(0, received.length)));
          assert.ok(end.reason === "lost reset ECONNRESET" || (end.reason === "done" && received.length === size));
        }
      }), { numRuns: 40 });
  });

  it("refuses attempts, as refused", async () => {
    const log = await play({ refusals: 1 }, async (reactor, note) => void await exchange(reactor, note, 1));
    assert.deepEqual(words(log), ["refused: refused"]);
  });

  it("resets connections, at both ends, as lost", async () => {
    const log = await play({ resets: 1 }, async (reactor, note) => void await exchange(reactor, note, 1000));
    const ends = words(log).filter((line) => line.includes("lost"));
    assert.deepEqual([...ends].sort(), ["client lost reset ECONNRESET", "server lost reset ECONNRESET"]);
    assert.ok(!words(log).some((line) => line.includes("got")));
  });

  it("reads and writes in parts", async () => {
    const whole = await play({ partialReads: 0 }, async (reactor, note) => void await exchange(reactor, note, 1000));
    assert.ok(words(whole).includes("client got 1000"));
    assert.ok(words(whole).includes("client has 0 pending"));
    const parts = await play({ partialReads: 1, partialWrites: 1 }, async (reactor, note) =>
      void await exchange(reactor, note, 1000));
    assert.ok(words(parts).filter((line) => line.startsWith("client got ")).length > 3);
    assert.ok(words(parts).some((line) => /^client has [1-9]\d* pending$/.test(line)));
  });

  it("takes the time that it is told to take", async () => {
    const log = await play({ latency: 100, jitter: 50 }, async (reactor, note) => {
      note("begin");
      await datagrams(reactor, note, 1);
    });
    const [begin = 0, arrived = 0] = log.map((line) => Number(line.split(" ")[0]));
    assert.ok(arrived - begin >= 100 && arrived - begin < 150.1, `${arrived - begin}`);
  });

  it("loses datagrams, and leaves the others in order", async () => {
    const sent = (count: number) => (reactor: Reactor, note: Note) => datagrams(reactor, note, count);
    assert.deepEqual(words(await play({ loss: 1 }, sent(20))), []);
    const numbers = words(await play({ loss: 0.5 }, sent(100))).map(Number);
    assert.ok(numbers.length > 20 && numbers.length < 80);
    assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  });

  it("repeats datagrams, and lets later ones overtake", async () => {
    const sent = (count: number) => (reactor: Reactor, note: Note) => datagrams(reactor, note, count);
    assert.deepEqual(words(await play({ duplication: 1 }, sent(3))), ["0", "0", "1", "1", "2", "2"]);
    const numbers = words(await play({ reordering: 0.3 }, sent(50))).map(Number);
    const inOrder = [...numbers].sort((a, b) => a - b);
    assert.notDeepEqual(numbers, inOrder);
    assert.deepEqual(inOrder, Array.from({ length: 50 }, (_, i) => i));
  });

  it("refuses what is no share, no duration and no seed", () => {
    for (const name of shares) {
      for (const share of [-0.1, 1.1, Number.NaN]) {
        assert.throws(() => createReactor({ network: { [name]: share } }), RangeError, name);
      }
      assert.throws(() => createReactor({ network: { [name]: "0" as never } }), TypeError, name);
    }
    for (const name of ["latency", "jitter"]) {
      assert.throws(() => createReactor({ network: { [name]: -1 } }), RangeError);
      assert.throws(() => createReactor({ network: { [name]: Infinity } }), RangeError);
      assert.throws(() => createReactor({ network: { [name]: null as never } }), TypeError);
    }
    assert.throws(() => createReactor({ seed: 1.5 }), RangeError);
    assert.throws(() => createReactor({ seed: "1" as never }), TypeError);
  });
});
