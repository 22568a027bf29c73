import type { Address, CloseReason, Reactor, TcpTransport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overConnections, override, watchingLoss } from "./override.js";
import { changeTcp, overTcpAddresses } from "./tcp-addresses.js";

/** The address of TCP, but with the host that `hostOf` makes of its own. */
const at = (address: Address, hostOf: (host: string) => string): Address =>
  changeTcp(address, (tcp) => ({ ...tcp, host: hostOf(tcp.host) }));

/** The faulty reactors of the chapter on TCP. */
export const tcpFaults: readonly Fault[] = [
  {
    breaks: "tcp.address.numeric",
    does: "reports the loopback by its name, as the remote address of a transport",
    says: "every host that is reported is numeric",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: ({ remote }) => ({ remote: at(remote, (host) => host === "127.0.0.1" ? "localhost" : host) }),
    })),
  },
  {
    breaks: "tcp.address.ipv6",
    does: "listens and connects on the IPv4 loopback where the IPv6 one was meant",
    says: "an IPv6 address is used and reported as it is",
    make: (reactor: Reactor) => overTcpAddresses(reactor, (address) =>
      address.host === "::1" ? { ...address, host: "127.0.0.1" } : address),
  },
  {
    breaks: "tcp.address.family",
    does: "gives the factory of a listener on :: IPv4 addresses in their mapped form",
    says: "the addresses of an IPv4 client are reported as IPv4 addresses",
    make: (reactor: Reactor) => override(reactor, {
      listen: (address, factory, options) => address.kind !== "tcp" || address.host !== "::"
        ? reactor.listen(address, factory, options)
        : reactor.listen(address, (remote) => factory(at(remote, (host) => `::ffff:${host}`)), options),
    }),
  },
  {
    breaks: "tcp.address.wildcard",
    does: "gives a connection the host that its listener was given",
    says: "a connection accepted at the wildcard has the local host that its peer connected to",
    make: (reactor: Reactor) => override(reactor, {
      listen(address, factory, options) {
        const over = overConnections(reactor, () => ({
          transport: ({ local }) => ({ local: at(local, (host) => address.kind === "tcp" ? address.host : host) }),
        }));
        return over.listen(address, factory, options);
      },
    }),
  },
  {
    breaks: "tcp.reset.behind-data",
    does: "takes a reset behind data for an end",
    says: "a connection that its peer has reset is lost",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let received = false;
      const told = (reason: CloseReason): CloseReason =>
        received && reason.kind === "lost" && reason.error.category === "reset" ? { kind: "done" } : reason;
      return {
        protocol: {
          dataReceived(data) {
            received = true;
            return protocol.dataReceived?.(data);
          },
          connectionLost: (reason) => protocol.connectionLost?.(told(reason)),
        },
      };
    }),
  },
  {
    breaks: "tcp.keep-alive.delay",
    does: "takes a delay that is no duration for none",
    says: "setKeepAlive throws a RangeError",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport(transport) {
        const changes: Partial<TcpTransport> = {
          setKeepAlive(enabled, delay = 0) {
            const usable = delay >= 0 && delay < Infinity ? delay : 0;
            (transport as TcpTransport).setKeepAlive(enabled, usable);
          },
        };
        return changes;
      },
    })),
  },
  {
    breaks: "tcp.options.any-state",
    does: "throws when an option is set after connectionLost",
    says: "setting an option throws in no state of the connection",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const loss = watchingLoss(protocol);
      return {
        protocol: loss.protocol,
        transport(transport) {
          const changes: Partial<TcpTransport> = {
            setNoDelay(enabled) {
              if (loss.isLost()) throw new Error("the socket is closed");
              (transport as TcpTransport).setNoDelay(enabled);
            },
          };
          return changes;
        },
      };
    }),
  },
];
