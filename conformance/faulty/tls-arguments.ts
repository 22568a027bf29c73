import type { ListenOptions, ConnectOptions, Reactor, TcpTransport, TlsOptions } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overConnections, override } from "./override.js";

/** A reactor that throws what `change` makes of what it would throw. */
function overThrown(reactor: Reactor, change: (error: unknown, tls: TlsOptions) => unknown): Reactor {
  const guarded = <T>(tls: TlsOptions | undefined, call: () => T): T => {
    try {
      return call();
    } catch (error) {
      throw tls === undefined ? error : change(error, tls);
    }
  };
  const over = overConnections(reactor, () => ({
    transport(transport) {
      const changes: Partial<TcpTransport> = {
        startTls: (options) => guarded(options, () => (transport as TcpTransport).startTls(options)),
      };
      return changes;
    },
  }));
  return override(over, {
    listen: (address, factory, options) => guarded(options?.tls, () => over.listen(address, factory, options)),
    connect: (address, factory, options) => guarded(options?.tls, () => over.connect(address, factory, options)),
  });
}

const withoutTls = <Options extends ListenOptions | ConnectOptions>({ tls: _, ...options }: Options): Options =>
  options as Options;

/** A reactor that is given other options for TLS. */
function overOptions(reactor: Reactor, change: (tls: TlsOptions) => TlsOptions): Reactor {
  const changed = <Options extends { readonly tls?: TlsOptions }>(options: Options): Options =>
    options.tls === undefined ? options : { ...options, tls: change(options.tls) };
  const over = overConnections(reactor, () => ({
    transport(transport) {
      const { startTls } = transport as TcpTransport;
      const changes: Partial<TcpTransport> = {
        startTls: (options) => startTls.call(transport, { ...options, ...change(options) }),
      };
      return changes;
    },
  }));
  return override(over, {
    listen: (address, factory, options = {}) => over.listen(address, factory, changed(options)),
    connect: (address, factory, options = {}) => over.connect(address, factory, changed(options)),
  });
}

/** The faulty reactors of the chapter on TLS: arguments that can never work. */
export const tlsArgumentFaults: readonly Fault[] = [
  {
    breaks: "tls.options.pem",
    does: "throws what the library throws for a certificate that cannot be read",
    says: "throws a TypeError for a certificate or a key that cannot be read",
    make: (reactor: Reactor) => overThrown(reactor, (error) =>
      error instanceof TypeError && error.message.includes("cannot be read") ? error.cause : error),
  },
  {
    breaks: "tls.options.type",
    does: "throws an error without a class for options of a wrong type",
    says: "throws a TypeError for an option of a wrong type",
    make: (reactor: Reactor) => overThrown(reactor, (error) => new Error(String(error))),
  },
  {
    breaks: "tls.options.timeout",
    does: "calls a timeout that is no duration an error of its type",
    says: "throws a RangeError for a timeout that is no duration",
    make: (reactor: Reactor) => overThrown(reactor, (error) =>
      error instanceof RangeError ? new TypeError(error.message) : error),
  },
  {
    breaks: "tls.options.type",
    does: "passes over names of application protocols that are none",
    says: "throws a TypeError for an option of a wrong type",
    make: (reactor: Reactor) => overOptions(reactor, (tls) => Array.isArray(tls.alpn)
      ? { ...tls, alpn: tls.alpn.filter((name: unknown) => typeof name === "string") }
      : tls),
  },
  {
    breaks: "tls.options.alpn",
    does: "cuts the names of application protocols to 255 letters",
    says: "throws a RangeError for the name of an application protocol that is too short or too long",
    make: (reactor: Reactor) => overOptions(reactor, (tls) => Array.isArray(tls.alpn)
      ? { ...tls, alpn: tls.alpn.map((name: unknown) =>
        typeof name === "string" && name.length > 255 ? name.slice(0, 255) : name as string) }
      : tls),
  },
  {
    breaks: "tls.alpn.agreed",
    does: "has no room for the longest name of an application protocol",
    says: "both ends agree on a name of one byte, or of 255",
    make: (reactor: Reactor) => overOptions(reactor, (tls) => Array.isArray(tls.alpn)
      ? { ...tls, alpn: tls.alpn.filter((name: unknown) => typeof name !== "string" || name.length !== 255) }
      : tls),
  },
  {
    breaks: "tls.options.kind",
    does: "passes over the option tls where the address is not for it",
    says: "throws a TypeError for the option tls with TCP",
    make: (reactor: Reactor) => override(reactor, {
      listen: (address, factory, options = {}) =>
        reactor.listen(address, factory, address.kind === "tls" ? options : withoutTls(options)),
      connect: (address, factory, options = {}) =>
        reactor.connect(address, factory, address.kind === "tls" ? options : withoutTls(options)),
    }),
  },
];
