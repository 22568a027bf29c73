import { createHash } from "node:crypto";
import { bytesOf, type Digest } from "../language/data.js";
import type { DatagramAddressSpec } from "../language/datagram-operations.js";
import type { AddressSpec, Operation } from "../language/operations.js";
import type { PeerTlsSpec, TlsPeerStep } from "../language/tls.js";
import { matches, type Pattern } from "../language/pattern.js";
import type { ListeningRole, PathStep, PeerScript, PeerStep, Scenario } from "../language/scenario.js";
import type { AddressInfo } from "../trace/address-info.js";
import type { PeerEvent, TraceEvent } from "../trace/events.js";
import { DatagramPlayer } from "./datagram-player.js";
import type {
  PeerAddress, PeerEnd, PeerEvents, PeerFiles, PeerListener, PeerHost, PeerNetwork, PeerSocket,
} from "./network.js";
import { PeerTls, type PeerTlsEvents } from "./peer-tls.js";

/** Plays a scenario's peers on a network, and tells what they see. */
export class PeerPlayer {
  readonly #network: PeerNetwork;
  readonly #scenario: Scenario;
  readonly #tell: (event: PeerEvent) => void;
  readonly #actors: PeerActor[] = [];
  readonly #listening = new Map<string, AddressSpec>();
  readonly #listeners: PeerListener[] = [];
  readonly #subjectListeners = new Map<string, PeerAddress>();
  readonly #datagrams: DatagramPlayer;
  readonly #history: TraceEvent[] = [];
  #disposed = false;
  #closed: PeerHost | null = null;
  #stalled: PeerHost | null = null;
  #answered = false;

  constructor(network: PeerNetwork, scenario: Scenario, tell: (event: PeerEvent) => void) {
    this.#network = network;
    this.#scenario = scenario;
    // What a peer notices afterwards, a few turns late, belongs to no scenario.
    this.#tell = (event) => {
      if (!this.#disposed) tell(event);
    };
    this.#datagrams = new DatagramPlayer(network, scenario, this.#tell, (pattern) => this.#hasOccurred(pattern));
  }

  /** Opens what must be there before the scenario starts: peers that listen, and addresses that it names. */
  async prepare(): Promise<void> {
    await this.#datagrams.prepare();
    const stage: ActorStage = {
      tell: this.#tell,
      hasOccurred: (pattern) => this.#hasOccurred(pattern),
      hold: () => this.#network.hold?.() ?? (() => undefined),
    };
    const text = JSON.stringify([this.#scenario.phases, this.#scenario.protocols, this.#scenario.peers]);
    if (text.includes('"closed":true')) this.#closed = await this.#network.closedAddress();
    if (text.includes('"stalled":true')) this.#stalled = await this.#network.stalledAddress();
    for (const [name, script] of Object.entries(this.#scenario.peers ?? {})) {
      if ("datagrams" in script.role) continue;
      for (const actor of actorsOf(name, script, stage)) {
        this.#actors.push(actor);
        if ("standardStreams" in script.role) this.#takeStreams(actor);
        if ("listens" in script.role) await this.#openListener(actor, script.role);
        if ("path" in script.role && script.when === undefined) actor.attend(script.role.path, this.#network.files);
      }
    }
  }

  #takeStreams(actor: PeerActor): void {
    if (this.#network.standardStreams === undefined) throw new Error("nobody has the subject's standard streams");
    actor.begin((events) => this.#network.standardStreams?.(events) ?? null);
  }

  async #openListener(actor: PeerActor, { host = "127.0.0.1", portOf, unix }: ListeningRole): Promise<void> {
    const accept = (socket: PeerSocket): PeerEvents => actor.accepted(socket);
    const beside = portOf === undefined ? {} : this.resolve(portOf);
    const port = "port" in beside && typeof beside.port === "number" ? beside.port : 0;
    const listener = unix === undefined
      ? await this.#network.listen(host, accept, port)
      : await this.#network.listenAt(this.#network.files.path(unix), accept);
    this.#listeners.push(listener);
    this.#listening.set(actor.name, specOf(listener.address));
    this.#tell({ ev: "peer", peer: actor.name, saw: "listening", address: listener.address });
  }

  /** The address that a scenario writes as a peer's, as closed, stalled or dead; other specifications unchanged. */
  resolve(spec: AddressSpec): AddressSpec;
  resolve(spec: DatagramAddressSpec): DatagramAddressSpec;
  resolve(spec: AddressSpec | DatagramAddressSpec): AddressSpec | DatagramAddressSpec;
  resolve(spec: AddressSpec | DatagramAddressSpec): AddressSpec | DatagramAddressSpec {
    if ("closed" in spec && this.#closed !== null) return this.#closed;
    if ("stalled" in spec && this.#stalled !== null) return this.#stalled;
    if ("portOf" in spec) {
      const at = this.resolve(spec.portOf);
      return "port" in at ? { host: spec.host, port: at.port } : spec;
    }
    if ("peer" in spec) return this.#listening.get(spec.peer) ?? this.#datagrams.resolve(spec);
    if ("dead" in spec) return this.#datagrams.resolve(spec);
    if ("unix" in spec) return { path: `${spec.abstract === true ? "\0" : ""}${this.#network.files.path(spec.unix)}` };
    return spec;
  }

  /** Takes note of an event of the scenario, the peers' own included: a peer may be waiting for it. */
  observe(event: TraceEvent): void {
    this.#history.push(event);
    this.#answerStalled(event);
    if (event.ev === "enter" && event.cb === "listening" && event.listener !== undefined) {
      this.#subjectListeners.set(event.listener, addressOf(event.address));
    }
    this.#datagrams.observe(event);
    for (const actor of this.#actors) {
      if (!actor.mayBegin(event)) actor.advance();
      else if (actor.path === null) this.#connect(actor);
      else actor.attend(actor.path, this.#network.files);
    }
  }

  #answerStalled(event: TraceEvent): void {
    const { answersStalledAfter } = this.#scenario;
    if (this.#answered || answersStalledAfter === undefined || !matches(answersStalledAfter, event)) return;
    this.#answered = true;
    this.#network.answerStalled((remote) => this.#tell({ ev: "peer", peer: "stalled", saw: "connected", remote }));
  }

  #hasOccurred(pattern: Pattern): boolean {
    return this.#history.some((event) => matches(pattern, event));
  }

  #connect(actor: PeerActor): void {
    const address = this.#subjectListeners.get(actor.target ?? "");
    if (address === undefined) return;
    const to = "host" in address ? { ...address, host: actor.host ?? address.host } : address;
    actor.begin((events) => this.#network.connect(to, events));
  }

  /** Cuts every peer's connection, and closes what listens. */
  dispose(): Promise<void> {
    this.#disposed = true;
    return this.#network.dispose();
  }
}

/** Which fields of an operation are addresses. */
const addressFields: Readonly<Partial<Record<Operation["op"], readonly string[]>>> = {
  connect: ["to"], listen: ["address"], openDatagram: ["local", "remote"], sendDatagram: ["to"],
};

/** The operations with every address put in place that the peers' side knows. */
export function withAddresses<T>(value: T, resolve: (spec: AddressSpec | DatagramAddressSpec) => unknown): T {
  if (Array.isArray(value)) return value.map((each) => withAddresses(each, resolve)) as T;
  if (value === null || typeof value !== "object") return value;
  const operation = value as unknown as Operation;
  const entries = Object.entries(value).map(([key, field]) => {
    const isAddress = addressFields[operation.op]?.includes(key) === true;
    return [key, isAddress ? resolve(field as AddressSpec) : withAddresses(field, resolve)];
  });
  return Object.fromEntries(entries) as T;
}

function specOf(address: PeerAddress): AddressSpec {
  return "path" in address ? { path: address.path ?? "" } : address;
}

function addressOf(reported: AddressInfo | undefined): PeerAddress {
  const { host = "127.0.0.1", port = 0, path } = reported ?? {};
  return path === undefined ? { host, port } : { path };
}

/** What an actor needs of the player. */
interface ActorStage {
  readonly tell: (event: PeerEvent) => void;
  readonly hasOccurred: (pattern: Pattern) => boolean;
  readonly hold: () => () => void;
}

function actorsOf(name: string, script: PeerScript, stage: ActorStage): PeerActor[] {
  if (script.count === undefined) return [new PeerActor(name, script, stage)];
  return Array.from({ length: script.count }, (_, i) => new PeerActor(`${name}#${i + 1}`, script, stage));
}

/** One peer: its socket, and how far it has come in its script. */
class PeerActor {
  readonly name: string;
  /** The listener of the subject that it connects to, or null if it listens itself. */
  readonly target: string | null;
  /** The name of the path that it attends to, or null if it is an end of a connection. */
  readonly path: string | null;
  /** The host that it connects to or listens at, if its script says one. */
  readonly host: string | undefined;
  readonly #script: PeerScript;
  readonly #stage: ActorStage;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #socket: PeerSocket | null = null;
  #tls: PeerTls | null = null;
  #secured = false;
  readonly #clearBytes: number;
  readonly #early: Uint8Array[] = [];
  #attended: { readonly path: string; readonly files: PeerFiles } | null = null;
  #begun = false;
  #connected = false;
  #ended = false;
  #next = 0;
  #advancing = false;

  constructor(name: string, script: PeerScript, stage: ActorStage) {
    this.name = name;
    this.#script = script;
    this.#stage = stage;
    this.#clearBytes = clearBytesOf(script);
    this.target = "connects" in script.role ? script.role.connects : null;
    this.path = "path" in script.role ? script.role.path : null;
    this.host = "host" in script.role ? script.role.host : undefined;
  }

  /** Whether this event is what it waits for to connect, or to attend to its path. */
  mayBegin(event: TraceEvent): boolean {
    if (this.#begun || (this.target === null && this.path === null)) return false;
    const when = this.#script.when ?? { ev: "enter", cb: "listening", listener: this.target ?? "" };
    return matches(when, event);
  }

  begin(connect: (events: PeerEvents) => PeerSocket | null): void {
    this.#begun = true;
    this.#socket = connect(this.#events());
  }

  /** Begins to attend to a path. */
  attend(path: string, files: PeerFiles): void {
    this.#begun = true;
    this.#attended = { path, files };
    this.advance();
  }

  accepted(socket: PeerSocket): PeerEvents {
    if (this.#socket !== null) {
      socket.close();
      return IGNORED;
    }
    this.#begun = true;
    this.#socket = socket;
    return this.#events();
  }

  #events(): PeerEvents {
    return {
      connected: (local, remote) => {
        this.#connected = true;
        this.#stage.tell({ ev: "peer", peer: this.name, saw: "connected", local, remote });
        const { tls } = this.#script;
        if (tls !== undefined) this.#startTls(this.target === null ? "server" : "client", tls);
        this.advance();
      },
      data: (bytes) => this.#arrived(bytes),
      end: (how) => this.#tls === null ? this.#end(how) : this.#tls.rawEnded(how),
      refused: (code) => this.#stage.tell({ ev: "peer", peer: this.name, saw: "refused", code }),
    };
  }

  #startTls(role: "client" | "server", spec: PeerTlsSpec, behind?: Uint8Array): void {
    if (this.#socket === null) return;
    const events: PeerTlsEvents = {
      secured: (tls) => {
        this.#secured = true;
        this.#stage.tell({ ev: "peer", peer: this.name, saw: "secured", tls });
        this.advance();
      },
      failed: (code) => this.#stage.tell({ ev: "peer", peer: this.name, saw: "tlsFailed", code }),
      data: (bytes) => this.#received(bytes),
      end: (how) => this.#end(how),
    };
    this.#tls = new PeerTls(this.#socket, role, spec, events, this.#stage.hold, behind);
    for (const bytes of this.#early.splice(0)) this.#tls.received(bytes);
  }

  /** What comes behind the bytes that the script reads in the clear is for TLS, also before that begins. */
  #arrived(bytes: Uint8Array): void {
    if (this.#tls !== null) return this.#tls.received(bytes);
    const clear = Math.min(bytes.length, this.#clearBytes - this.#bytes);
    if (clear < bytes.length) this.#early.push(bytes.subarray(clear));
    if (clear > 0) this.#received(bytes.subarray(0, clear));
  }

  #received(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.advance();
  }

  #end(how: PeerEnd): void {
    this.#ended = true;
    this.#stage.tell({ ev: "peer", peer: this.name, saw: "end", how, received: this.#digest() });
    this.advance();
  }

  #report(as: string, unsent: number): void {
    this.#stage.tell({ ev: "peer", peer: this.name, saw: "report", as, unsent, received: this.#digest() });
  }

  #digest(): Digest {
    return { bytes: this.#bytes, sha256: this.#hash.copy().digest("hex") };
  }

  /** Goes on with the script as far as it can. */
  advance(): void {
    if (this.#advancing || !(this.#connected || this.#attended !== null)) return;
    if (this.#script.tls !== undefined && !this.#secured) return;
    this.#advancing = true;
    const steps = this.#script.script ?? [];
    for (let step = steps[this.#next]; step !== undefined && this.#do(step); step = steps[this.#next]) this.#next++;
    this.#advancing = false;
  }

  /** Does a step; false if it has to wait. */
  #do(step: PeerStep): boolean {
    if (step.step === "await") return this.#stage.hasOccurred(step.event);
    if (step.step === "make" || step.step === "remove" || step.step === "look") return this.#doAtPath(step);
    const socket = this.#socket;
    if (socket === null) return false;
    const ends = this.#tls ?? socket;
    switch (step.step) {
      case "startTls": return this.#doStartTls(step);
      case "send": ends.send(bytesOf(step.data)); return true;
      case "sendClear": socket.send(bytesOf(step.data)); return true;
      case "cut": this.#tls?.cut(); return true;
      case "end": case "close": ends[step.step](); return true;
      case "read": return this.#bytes >= step.bytes;
      case "readEnd": return this.#ended;
      case "report": this.#report(step.as, socket.unsentBytes + (this.#tls?.unsentBytes ?? 0)); return true;
      case "sendTo": case "receive": throw new Error(`${this.name} has a connection: it cannot ${step.step}`);
      default: socket[step.step](); return true;
    }
  }

  #doStartTls({ role, tls, behind }: TlsPeerStep & { readonly step: "startTls" }): boolean {
    if (this.#tls === null) this.#startTls(role, tls, behind === undefined ? undefined : bytesOf(behind));
    return this.#secured;
  }

  #doAtPath(step: PathStep): boolean {
    if (this.#attended === null) return false;
    const { path, files } = this.#attended;
    switch (step.step) {
      case "make": files.make(path, step.what); break;
      case "remove": files.remove(path); break;
      case "look": this.#stage.tell({ ev: "peer", peer: this.name, saw: "path", ...files.look(path) }); break;
    }
    return true;
  }
}

/** How many bytes a peer reads before it goes over to TLS, if its script says so. */
function clearBytesOf({ script = [] }: PeerScript): number {
  const start = script.findIndex(({ step }) => step === "startTls");
  const read = script.slice(0, Math.max(0, start)).findLast((each) => each.step === "read");
  return read?.step === "read" ? read.bytes : Infinity;
}

const IGNORED: PeerEvents = { connected() {}, data() {}, end() {}, refused() {} };
