import assert from "node:assert/strict";
import { Callbacks } from "../../reference/core/callbacks.js";
import { Connection } from "../../reference/core/connection.js";
import { ReactorFailure } from "../../reference/core/errors.js";
import { TcpConnectionTransport } from "../../reference/core/transport.js";
import type { CloseReason, Protocol } from "../../spec/reactor.js";
import { FakeChannel } from "./fake-channel.js";
import { FakeHost } from "./fake-host.js";

const BYTE = new Uint8Array([1]);
const RESET = new ReactorFailure("reset", "read ECONNRESET", { code: "ECONNRESET", errno: 104 });

class Bench {
  readonly host = new FakeHost();
  readonly channel = new FakeChannel();
  readonly notified: string[] = [];
  readonly reported: unknown[] = [];
  readonly reasons: CloseReason[] = [];
  readonly connection: Connection;
  gone = 0;

  constructor(protocol: Protocol = {}, aware = true) {
    const callbacks = new Callbacks(this.host);
    callbacks.setErrorHook((error) => void this.reported.push(error));
    callbacks.open();
    const note = (name: string): void => void this.notified.push(name);
    const eofReceived = (): void => {
      note("eof");
      protocol.eofReceived?.();
    };
    const whole: Protocol = {
      connectionMade(transport) {
        note("made");
        protocol.connectionMade?.(transport);
      },
      dataReceived(data) {
        note("data");
        return protocol.dataReceived?.(data);
      },
      ...(aware ? { eofReceived } : {}),
      connectionLost: (reason) => {
        note(`lost ${reason.kind}`);
        this.reasons.push(reason);
        protocol.connectionLost?.(reason);
      },
    };
    this.connection = new Connection(this.channel, whole, callbacks, this.host, () => void (this.gone += 1));
  }

  get transport(): Connection["transport"] {
    return this.connection.transport;
  }

  begin(): this {
    this.connection.begin();
    return this;
  }

  /** What was notified, once all tasks are run. */
  outcome(): readonly string[] {
    this.host.runTasks();
    return this.notified;
  }
}

describe("a connection", () => {
  describe("by its state and what happens in it", () => {
    const bringTo = {
      open: (bench: Bench) => void bench.begin(),
      "half-closed by us": (bench: Bench) => bench.begin().transport.endWriting(),
      "half-closed by us and sent": (bench: Bench) => {
        bench.begin().transport.endWriting();
        bench.connection.sent();
      },
      "half-closed by the peer": (bench: Bench) => bench.begin().connection.ended(),
      closing: (bench: Bench) => bench.begin().transport.loseConnection(),
      over: (bench: Bench) => bench.begin().transport.abortConnection(),
      lost: (bench: Bench) => {
        bench.begin().transport.abortConnection();
        bench.host.runTasks();
      },
    } as const;
    const steps = {
      write: (bench: Bench) => bench.transport.write(BYTE),
      end: (bench: Bench) => bench.transport.endWriting(),
      lose: (bench: Bench) => bench.transport.loseConnection(),
      abort: (bench: Bench) => bench.transport.abortConnection(),
      options: (bench: Bench) => {
        const { transport } = bench;
        assert.ok(transport instanceof TcpConnectionTransport);
        transport.setNoDelay(true);
        transport.setKeepAlive(true, 1000);
      },
      received: (bench: Bench) => bench.connection.received(BYTE),
      ended: (bench: Bench) => bench.connection.ended(),
      sent: (bench: Bench) => bench.connection.sent(),
      cut: (bench: Bench) => bench.connection.cut(RESET),
    } as const;
    const aborted = ["made", "lost aborted"];
    /** What is notified in all, and what the channel is asked for by the step alone. */
    const expected: Record<keyof typeof bringTo, Partial<Record<keyof typeof steps, readonly [string[], string[]]>>> = {
      open: {
        write: [["made"], ["write"]],
        end: [["made"], ["end"]],
        lose: [["made"], ["discardInput", "end"]],
        abort: [aborted, ["abort"]],
        options: [["made"], ["setNoDelay", "setKeepAlive"]],
        received: [["made", "data"], []],
        ended: [["made", "eof"], []],
        cut: [["made", "lost lost"], []],
      },
      "half-closed by us": {
        write: [["made"], []],
        end: [["made"], []],
        lose: [["made"], ["discardInput"]],
        abort: [aborted, ["abort"]],
        options: [["made"], ["setNoDelay", "setKeepAlive"]],
        received: [["made", "data"], []],
        ended: [["made", "eof"], []],
        sent: [["made"], []],
        cut: [["made", "lost lost"], []],
      },
      "half-closed by us and sent": {
        write: [["made"], []],
        end: [["made"], []],
        lose: [["made", "lost done"], ["discardInput", "release"]],
        abort: [aborted, ["abort"]],
        received: [["made", "data"], []],
        ended: [["made", "eof", "lost done"], ["release"]],
        cut: [["made", "lost lost"], []],
      },
      "half-closed by the peer": {
        write: [["made", "eof"], ["write"]],
        end: [["made", "eof"], ["end"]],
        lose: [["made", "eof"], ["discardInput", "end"]],
        abort: [["made", "eof", "lost aborted"], ["abort"]],
        sent: [["made", "eof", "lost done"], ["release"]],
        cut: [["made", "eof", "lost lost"], []],
      },
      closing: {
        write: [["made"], []],
        end: [["made"], []],
        lose: [["made"], []],
        abort: [aborted, ["abort"]],
        options: [["made"], ["setNoDelay", "setKeepAlive"]],
        received: [["made"], []],
        ended: [["made"], []],
        sent: [["made", "lost done"], ["release"]],
        cut: [["made", "lost lost"], []],
      },
      over: Object.fromEntries(Object.keys(steps).map((step) => [step, [aborted, []]])),
      lost: Object.fromEntries(Object.keys(steps).map((step) => [step, [aborted, []]])),
    };
    for (const [state, cases] of Object.entries(expected)) {
      for (const [step, [notified, asked]] of Object.entries(cases)) {
        it(`${state}: ${step}`, () => {
          const bench = new Bench();
          bringTo[state as keyof typeof bringTo](bench);
          const before = bench.channel.asked.length;
          steps[step as keyof typeof steps](bench);
          assert.deepEqual(bench.outcome(), notified);
          assert.deepEqual(bench.channel.asked.slice(before), asked);
          assert.equal(bench.gone, bench.reasons.length);
        });
      }
    }
  });

  it("notifies nobody before it begins, and is dropped unseen when the reactor stops", () => {
    const bench = new Bench();
    bench.connection.stop();
    assert.deepEqual(bench.outcome(), []);
    assert.deepEqual(bench.channel.asked, ["abort"]);
    assert.equal(bench.connection.state, "lost");
    assert.equal(bench.gone, 1);
  });

  it("settles the first cause: a loss before an abort, an abort before a throw", () => {
    const lost = new Bench().begin();
    lost.connection.cut(RESET);
    lost.transport.abortConnection();
    assert.deepEqual(lost.outcome(), ["made", "lost lost"]);
    const failed = new Bench({
      dataReceived() {
        failed.transport.abortConnection();
        throw new Error("late");
      },
    }).begin();
    failed.connection.received(BYTE);
    assert.deepEqual(failed.outcome(), ["made", "data", "lost aborted"]);
    assert.equal(failed.reported.length, 1);
  });

  it("closes for a protocol that knows no half-close when the peer ends", () => {
    const bench = new Bench({}, false).begin();
    bench.transport.write(BYTE);
    bench.connection.ended();
    assert.deepEqual(bench.channel.asked.slice(1), ["write", "discardInput", "end"]);
    bench.connection.sent();
    assert.deepEqual(bench.outcome(), ["made", "lost done"]);
  });

  for (const [name, notify] of [
    ["connectionMade", (bench: Bench) => void bench.connection.begin()],
    ["dataReceived", (bench: Bench) => bench.begin().connection.received(BYTE)],
    ["eofReceived", (bench: Bench) => bench.begin().connection.ended()],
  ] as const) {
    it(`is cut when ${name} throws: reported once, the reason failed`, () => {
      const error = new Error(name);
      const bench = new Bench({
        [name]: () => {
          throw error;
        },
      });
      notify(bench);
      bench.connection.received(BYTE);
      const outcome = bench.outcome();
      assert.equal(outcome.at(-1), "lost failed");
      assert.equal(outcome.filter((notified) => notified === "data").length, name === "dataReceived" ? 1 : 0);
      assert.deepEqual(bench.reported, [error]);
      assert.deepEqual(bench.reasons, [{ kind: "failed", error }]);
      assert.ok(bench.channel.asked.includes("abort"));
    });
  }

  it("is cut when a promise that a callback returned is rejected", async () => {
    const error = new Error("rejected");
    const bench = new Bench({ dataReceived: () => Promise.reject(error) as unknown as void }).begin();
    bench.connection.received(BYTE);
    await Promise.resolve();
    assert.deepEqual(bench.outcome(), ["made", "data", "lost failed"]);
    assert.deepEqual(bench.reported, [error]);
  });

  it("reports what connectionLost throws, and is over all the same", () => {
    const error = new Error("lost");
    const bench = new Bench({
      connectionLost() {
        throw error;
      },
    }).begin();
    bench.transport.abortConnection();
    bench.host.runTasks();
    assert.deepEqual(bench.reported, [error]);
    assert.equal(bench.gone, 1);
  });

  it("sends what an array held at the call, and nothing of an empty one", () => {
    const bench = new Bench().begin();
    const bytes = Buffer.from([1, 2, 3, 4]);
    bench.transport.write(bytes.subarray(1, 3));
    bench.transport.write(new Uint8Array(0));
    bytes.fill(0);
    assert.deepEqual(bench.channel.written, [new Uint8Array([2, 3])]);
    assert.throws(() => bench.transport.write("text" as unknown as Uint8Array), TypeError);
  });

  it("has no pending bytes, and keeps its addresses, once it is over", () => {
    const bench = new Bench().begin();
    assert.equal(bench.transport.pendingBytes, 7);
    bench.transport.abortConnection();
    assert.equal(bench.transport.pendingBytes, 0);
    assert.deepEqual(bench.transport.local, { kind: "tcp", host: "127.0.0.1", port: 1 });
    assert.deepEqual(bench.transport.remote, { kind: "tcp", host: "127.0.0.1", port: 2 });
  });
});
