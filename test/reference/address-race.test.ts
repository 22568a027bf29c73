import assert from "node:assert/strict";
import { Callbacks } from "../../reference/core/callbacks.js";
import { ReactorFailure } from "../../reference/core/errors.js";
import type { Channel, ConnectEvents, ConnectionKind } from "../../reference/core/host.js";
import { TimedCalls } from "../../reference/core/timed-calls.js";
import { AddressRace } from "../../reference/names/address-race.js";
import type { ReactorError, TcpAddress } from "../../spec/reactor.js";
import { FakeChannel } from "./fake-channel.js";
import { FakeHost } from "./fake-host.js";

const address = (host: string): TcpAddress => ({ kind: "tcp", host, port: 80 });
const hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
const refused = (host: string): ReactorFailure =>
  new ReactorFailure("refused", `connect ECONNREFUSED ${host}`, { code: "ECONNREFUSED", errno: 111 });

/** A race between three addresses, with attempts in the hands of the test. */
class Bench {
  readonly host = new FakeHost();
  readonly attempts = new Map<string, ConnectEvents>();
  readonly cancelled: string[] = [];
  readonly connected: Channel[] = [];
  readonly failed: ReactorError[] = [];
  readonly race: AddressRace;

  constructor(attemptDelay?: number) {
    const timedCalls = new TimedCalls(this.host, new Callbacks(this.host));
    this.host.begin(() => timedCalls.wake());
    timedCalls.begin();
    const kind: ConnectionKind = {
      listen: () => assert.fail("nobody listens"),
      connect: ({ host }: TcpAddress, _options, events) => {
        this.attempts.set(host, events);
        return { cancel: () => void this.cancelled.push(host) };
      },
    };
    this.race = new AddressRace(kind, address("name.test"), hosts.map(address),
      attemptDelay === undefined ? {} : { attemptDelay }, {
        connected: (channel) => void this.connected.push(channel),
        failed: (error) => void this.failed.push(error),
      }, timedCalls);
  }

  /** The hosts that were tried so far. */
  get tried(): readonly string[] {
    return [...this.attempts.keys()];
  }

  fail(host: string): void {
    this.attempts.get(host)?.failed(refused(host));
  }
}

describe("a race between the addresses of a name", () => {
  it("tries the next one after the delay, or 250 ms, and keeps what is pending", () => {
    const bench = new Bench(40);
    bench.host.advanceTo(139);
    assert.deepEqual(bench.tried, hosts.slice(0, 1));
    bench.host.advanceTo(140);
    assert.deepEqual(bench.tried, hosts.slice(0, 2));
    bench.host.advanceTo(1000);
    assert.deepEqual([bench.tried, bench.cancelled, bench.host.wakeUp], [hosts, [], null]);
    const usual = new Bench();
    usual.host.advanceTo(349);
    assert.equal(usual.tried.length, 1);
    usual.host.advanceTo(350);
    assert.equal(usual.tried.length, 2);
  });

  it("tries the next one at once when any has failed, and counts the delay anew", () => {
    const bench = new Bench(40);
    bench.host.advanceTo(130);
    bench.fail("127.0.0.1");
    assert.deepEqual(bench.tried, hosts.slice(0, 2));
    bench.host.advanceTo(169);
    assert.equal(bench.tried.length, 2);
    bench.host.advanceTo(170);
    assert.equal(bench.tried.length, 3);
  });

  it("gives the others up for the first that is connected, and aborts what they bring later", () => {
    const bench = new Bench(0);
    bench.host.advanceTo(200);
    const [winner, loser] = [new FakeChannel(), new FakeChannel()];
    bench.attempts.get("127.0.0.2")?.connected(winner);
    bench.attempts.get("127.0.0.1")?.connected(loser);
    bench.fail("127.0.0.3");
    assert.deepEqual([bench.connected, bench.failed], [[winner], []]);
    assert.deepEqual(bench.cancelled, ["127.0.0.1", "127.0.0.3"]);
    assert.deepEqual(loser.asked, ["abort"]);
  });

  it("fails as the first address when all have, with every failure in their order", () => {
    const bench = new Bench(0);
    bench.host.advanceTo(200);
    for (const host of ["127.0.0.3", "127.0.0.1", "127.0.0.2"]) bench.fail(host);
    const [failure] = bench.failed;
    assert.equal(bench.failed.length, 1);
    assert.deepEqual([failure?.category, failure?.code, failure?.errno], ["refused", "ECONNREFUSED", 111]);
    assert.deepEqual(failure?.address, address("name.test"));
    assert.deepEqual(failure?.errors?.map(({ message }) => message), hosts.map((host) => refused(host).message));
  });

  it("does nothing more once it is given up", () => {
    const bench = new Bench(40);
    bench.race.cancel();
    const late = new FakeChannel();
    bench.attempts.get("127.0.0.1")?.connected(late);
    bench.host.advanceTo(1000);
    assert.deepEqual([bench.tried.length, bench.connected, bench.failed, late.asked], [1, [], [], ["abort"]]);
    assert.equal(bench.host.wakeUp, null);
  });
});
