import type {
  Address, Listener, Protocol, ProtocolFactory, Reactor, TcpAddress, TcpTransport, TlsOptions, Transport,
} from "../../spec/reactor.js";
import { override } from "./override.js";

/** How a faulty reactor accepts connections with TLS. */
export interface AcceptingByStart {
  /** Calls `connectionMade` when TCP is connected. */
  readonly early?: true;
  /** Begins the handshake when the client has sent something. */
  readonly waits?: true;
  /** What it does over a handshake that failed. */
  readonly failed?: (error: unknown, listener: () => Listener | null) => void;
}

/** A reactor that accepts connections with TLS as plain ones, and has each go over to TLS. */
export function acceptingByStart(reactor: Reactor, how: AcceptingByStart): Reactor {
  return override(reactor, {
    listen(address, factory, options = {}) {
      const { tls, ...rest } = options;
      if (address.kind !== "tls" || tls === undefined) return reactor.listen(address, factory, options);
      let listener: Listener | null = null;
      const plain: TcpAddress = { kind: "tcp", host: address.host, port: address.port };
      const accepting = (remote: Address): Protocol => accept(factory, remote, tls, how, () => listener);
      return reactor.listen(plain, accepting, rest).then((made) => {
        listener = made;
        return made;
      });
    },
  });
}

function accept(
  factory: ProtocolFactory, remote: Address, tls: TlsOptions, how: AcceptingByStart, listener: () => Listener | null,
): Protocol {
  let transport: TcpTransport | null = null;
  let protocol: Protocol | null = null;
  const make = (): void => {
    if (transport === null || protocol !== null) return;
    protocol = factory(remote);
    protocol?.connectionMade?.(transport);
  };
  const start = (received: Uint8Array): void => {
    transport?.startTls({ role: "server", ...tls, received }).then(make, (error) => how.failed?.(error, listener));
  };
  return {
    connectionMade(plain: Transport) {
      transport = plain as TcpTransport;
      if (how.early === true) make();
      if (how.waits !== true) start(new Uint8Array(0));
    },
    dataReceived(data) {
      if (transport?.session === null) start(data);
      else protocol?.dataReceived?.(data);
    },
    connectionLost: (reason) => protocol?.connectionLost?.(reason),
  };
}
