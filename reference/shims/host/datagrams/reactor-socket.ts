import { isIP, isIPv6 } from "node:net";
import type { DatagramPort, ReactorError, UdpAddress } from "../../../../spec/reactor.js";
import { Registration } from "../exempt.js";
import type { ShimContext } from "../group.js";
import { statusOf, uvStatus } from "../streams/uv-status.js";
import { PortOwner } from "./port-owner.js";
import type { HostAddress, SendRequest, UdpHandle } from "./udp-handle.js";

/** The most bytes that a datagram carries, by the family of its address. */
const LONGEST = { 4: 65_507, 6: 65_527 } as const;

/** After so many turns it is known whether the platform refused a datagram. */
const TURNS = 2;

interface Outgoing {
  readonly data: Uint8Array;
  /** Null on a socket that is connected. */
  readonly to: UdpAddress | null;
  /** Who waits for the answer, if anybody does. */
  readonly request: SendRequest | null;
}

/** What the host's handle of a `dgram.Socket` would do, done by the reactor. */
export class ReactorSocket {
  readonly #context: ShimContext;
  readonly #handle: UdpHandle;
  readonly #family: 4 | 6;
  readonly #registration = new Registration("UDPWRAP");
  readonly #owner: PortOwner;
  /** What is to be sent once the port is open. */
  readonly #outgoing: Outgoing[] = [];
  readonly #unanswered = new Set<Outgoing>();
  #local: UdpAddress | null = null;
  #remote: UdpAddress | null = null;
  #receiving = false;
  #over = false;
  #release: (() => void) | null = null;

  constructor(context: ShimContext, handle: UdpHandle, family: 4 | 6) {
    this.#context = context;
    this.#handle = handle;
    this.#family = family;
    this.#owner = new PortOwner(context, {
      datagramReceived: (data, from) => this.#received(data, from),
      sendFailed: (error) => this.#failed(error),
    });
  }

  /** Whether the host's program has it bound, or waits for an answer of it. */
  get live(): boolean {
    return (this.#local !== null && !this.#over) || this.#unanswered.size > 0;
  }

  get line(): string {
    return `datagram socket at ${this.#local?.host ?? ""} port ${this.#local?.port ?? 0}`;
  }

  /** Opens the port, then calls with 0, or with the host's number of what went wrong. */
  open(address: string, port: number, opened: (error: number) => void): void {
    const release = this.#context.liveness.hold();
    const told = (error: number): void => {
      release();
      this.#registration.call(opened, undefined, error);
    };
    const local = this.#address(address, port);
    if (local === null) process.nextTick(told, uvStatus("EINVAL"));
    else this.#owner.open(local).then(() => {
      this.#local = this.#owner.port?.local ?? null;
      told(0);
    }, (error: unknown) => told(statusOf(error)));
  }

  receive(isReceiving: boolean): number {
    this.#receiving = isReceiving;
    this.alive();
    return 0;
  }

  /** Whether the socket keeps the program alive may have changed. */
  alive(): void {
    if (this.#receiving && !this.#over && this.#handle.hasRef()) {
      this.#release ??= this.#context.liveness.hold();
    } else {
      this.#release?.();
      this.#release = null;
    }
  }

  close(): void {
    this.#over = true;
    this.alive();
    this.#handOver();
    void this.#owner.close();
  }

  /** With no address there is no peer any more. */
  connect(to: { readonly address: string; readonly port: number } | null): number {
    const remote = to === null ? null : this.#address(to.address, to.port);
    if (to !== null && remote === null) return uvStatus("EINVAL");
    this.#remote = remote;
    const release = this.#context.liveness.hold();
    this.#owner.reopen(remote).then(() => {
      release();
      this.#local = this.#owner.port?.local ?? this.#local;
      this.#handOver();
    }, (error: unknown) => {
      release();
      this.#report(statusOf(error));
    });
    return 0;
  }

  /** The address of this end, or of the only peer. */
  writeAddress(which: "local" | "remote", out: Partial<HostAddress>): number {
    const address = which === "local" ? this.#local : this.#remote;
    if (address === null) return uvStatus(which === "local" ? "EBADF" : "ENOTCONN");
    Object.assign(out, { address: address.host, family: familyOf(address.host), port: address.port });
    return 0;
  }

  get queuedBytes(): number {
    return this.#outgoing.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  get queuedCount(): number {
    return this.#outgoing.length;
  }

  /** `rest`: a port and an address unless the socket is connected, then whether the request waits for the answer. */
  send(request: SendRequest, list: readonly Uint8Array[], rest: readonly unknown[]): number {
    const isConnected = rest.length < 3;
    const to = isConnected ? null : this.#address(String(rest[1]), Number(rest[0]));
    if (to === null && !isConnected) return uvStatus("EINVAL");
    const data = Buffer.concat(list.map(({ buffer, byteOffset, byteLength }) =>
      new Uint8Array(buffer, byteOffset, byteLength)));
    if (data.byteLength > LONGEST[this.#family]) return uvStatus("EMSGSIZE");
    this.#outgoing.push({ data, to, request: rest.at(-1) === true ? request : null });
    this.#handOver();
    return 0;
  }

  #handOver(): void {
    const { port } = this.#owner;
    if (port === null) return;
    for (const outgoing of this.#outgoing.splice(0)) this.#handOne(port, outgoing);
  }

  #handOne(port: DatagramPort, outgoing: Outgoing): void {
    try {
      this.#context.enter(() => port.send(outgoing.data, outgoing.to ?? undefined));
    } catch (error) {
      // The socket was connected to somebody else meanwhile.
      process.nextTick(() => this.#answer(outgoing, statusOf(error)));
    }
    if (outgoing.request === null) return;
    this.#unanswered.add(outgoing);
    const release = this.#context.liveness.hold();
    this.#after(TURNS, () => {
      release();
      this.#answer(outgoing, 0);
    });
  }

  #after(turns: number, then: () => void): void {
    this.#context.enter((reactor) =>
      reactor.callLater(0, () => (turns === 1 ? then() : this.#after(turns - 1, then))));
  }

  #answer(outgoing: Outgoing, error: number): void {
    const { request, data } = outgoing;
    if (!this.#unanswered.delete(outgoing) || request === null) return;
    this.#registration.call(() => request.oncomplete?.(error, data.byteLength), undefined);
  }

  #received(data: Uint8Array, { host, port }: UdpAddress): void {
    const { onmessage } = this.#handle;
    if (!this.#receiving || onmessage === undefined) return;
    const message = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const from: HostAddress = { address: host, family: familyOf(host), port };
    this.#registration.call(onmessage, this.#handle, data.byteLength, this.#handle, message, from);
  }

  /** Who waits for the answer is told. The host keeps silent of others, but for what a connected socket hears back. */
  #failed(error: ReactorError): void {
    const about = error.address;
    const unanswered = [...this.#unanswered].find(({ to }) =>
      to === null || about?.kind !== "udp" || (to.port === about.port && to.host === about.host));
    if (unanswered !== undefined && error.category !== "refused") this.#answer(unanswered, statusOf(error));
    else if (this.#remote !== null) this.#report(statusOf(error));
  }

  #report(error: number): void {
    const { onmessage } = this.#handle;
    if (this.#over || onmessage === undefined) return;
    this.#registration.call(onmessage, this.#handle, error, this.#handle, undefined);
  }

  /** An address of this socket's family, or null. The host takes of a port what it has room for. */
  #address(host: string, port: number): UdpAddress | null {
    return isIP(host) === this.#family ? { kind: "udp", host, port: port & 0xffff } : null;
  }
}

function familyOf(host: string): HostAddress["family"] {
  return isIPv6(host) ? "IPv6" : "IPv4";
}
