import { isIP } from "node:net";
import { connect, createServer, type TLSSocket } from "node:tls";
import type { TlsOptions } from "../../spec/reactor.js";
import type {
  Channel, HandshakeEvents, Parties, SecureChannel, Task, TlsEngine, TlsRole, TlsSettings,
} from "../core/host.js";
import type { Bridge } from "./bridge.js";
import { TlsChannel, type EngineEvents } from "./channel.js";
import { NodeTlsSettings } from "./settings.js";
import { EngineTurns } from "./turns.js";

/** The engine's own bound of a handshake, in ms, out of the way: the core bounds it by the reactor's clock. */
const NO_TIMEOUT = 2 ** 31 - 1;

/** TLS by `node:tls`, over any channel. */
export class NodeTls implements TlsEngine {
  readonly #turns: EngineTurns;

  /**
   * `defer` calls a task in a host task of its own. `hold` keeps the clock still while the engine is at work, where
   * that is not the host's.
   */
  constructor(defer: (task: Task) => void, hold: (() => Task) | null = null) {
    this.#turns = new EngineTurns(defer, hold);
  }

  prepare(options: TlsOptions, role: TlsRole): TlsSettings {
    return new NodeTlsSettings(options, role);
  }

  handshake(channel: Channel, settings: TlsSettings, parties: Parties, events: HandshakeEvents): SecureChannel {
    const given = settings as NodeTlsSettings;
    const start = (stream: Bridge, engine: EngineEvents): TLSSocket | null => given.role === "client"
      ? startClient(given, given.serverName ?? parties.name, stream, engine)
      : startServer(given, stream, engine);
    return new TlsChannel(channel, parties, this.#turns, events, start);
  }
}

/**
 * The peer's certificate is verified against the authorities, its time and the name (`tls.verify.untrusted`,
 * `tls.verify.expired`, `tls.verify.name`). A name is told to the server, an address is not (`tls.sni`,
 * `tls.sni.literal`).
 */
function startClient(settings: NodeTlsSettings, name: string, stream: Bridge, engine: EngineEvents): TLSSocket {
  const socket = connect({
    socket: stream, secureContext: settings.context, host: name, ALPNProtocols: [...settings.alpn],
    ...(isIP(name) === 0 ? { servername: name } : {}),
  });
  socket.once("secureConnect", () => engine.secured(socket));
  return socket;
}

/** A server of its own for each connection: only servers check the certificates of their clients. */
function startServer(settings: NodeTlsSettings, stream: Bridge, engine: EngineEvents): null {
  const server = createServer({
    ...settings.pem, requestCert: settings.asksClients, rejectUnauthorized: true, handshakeTimeout: NO_TIMEOUT,
    ALPNProtocols: [...settings.alpn],
  });
  server.once("secureConnection", (socket) => engine.secured(socket));
  server.once("tlsClientError", (error, socket) => engine.failed(error, socket));
  server.emit("connection", stream);
  return null;
}
