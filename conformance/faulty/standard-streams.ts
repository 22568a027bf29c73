import type { Address, Protocol, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { flowReadingFaults } from "./flow-reading.js";
import { onlyOver, overKind } from "./over-kind.js";
import { overConnections, override, overProtocols } from "./override.js";
import { overFailures } from "./override-endpoints.js";
import { transportClosingFaults } from "./transports-closing.js";

type Change = (reactor: Reactor) => Reactor;

/** A reactor that is changed for the standard streams, and for no other address. */
const overStreams = (change: Change): Change => (reactor) => overKind(reactor, "standard-streams", change);

/** A reactor that notifies protocols of the standard streams otherwise. */
const notifying = (change: (protocol: Protocol) => Partial<Protocol>): Change =>
  overStreams((reactor) => overProtocols(reactor, (protocol) => override(protocol, change(protocol))));

/** What breaks a rule over any kind of connection, over the standard streams alone. */
const onlyOverStreams = onlyOver("standard-streams", "over the standard streams");

const nowhere: Address = { kind: "unix", path: null };

/** The faulty reactors of the chapter on standard streams. */
export const standardStreamFaults: readonly Fault[] = [
  {
    breaks: "streams.address",
    does: "takes the standard streams for an unnamed socket",
    says: "both addresses are of the kind standard-streams",
    make: overStreams((reactor) => overConnections(reactor, () => ({
      transport: () => ({ local: nowhere, remote: nowhere }),
    }))),
  },
  {
    breaks: "streams.in-use",
    does: "has no category for streams that have a connection",
    says: "a second attempt fails as address-in-use",
    make: overStreams((reactor) => overFailures(reactor, (error) =>
      error.category === "address-in-use" ? override(error, { category: "other" }) : error)),
  },
  {
    breaks: "streams.listen",
    does: "listens at a port of its own in place of the standard streams",
    says: "listening at the standard streams fails as unsupported",
    make: overStreams((reactor) => override(reactor, {
      listen: (_address, factory, options) =>
        reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, factory, options),
    })),
  },
  {
    breaks: "streams.input",
    does: "drops what came before the connection was opened",
    says: "all bytes of the standard input are delivered, in order",
    make: overStreams((reactor) => overProtocols(reactor, (protocol) => {
      let isFirst = true;
      return override(protocol, {
        dataReceived(chunk) {
          if (!isFirst) return protocol.dataReceived?.(chunk);
          isFirst = false;
        },
      });
    })),
  },
  {
    breaks: "streams.output",
    does: "writes a large piece before the small one that was to go first",
    says: "all bytes that were written get to the standard output, in order",
    make: overStreams((reactor) => overConnections(reactor, () => {
      let held: Uint8Array | null = null;
      return {
        transport: (transport) => ({
          write(written) {
            if (held === null && written.length < 1024) {
              held = written.slice();
              return;
            }
            transport.write(written);
            if (held !== null) transport.write(held);
            held = new Uint8Array(0);
          },
        }),
      };
    })),
  },
  onlyOverStreams("streams.pause", "flow.read.pause", flowReadingFaults),
  {
    breaks: "streams.eof.aware",
    does: "closes at the end of the standard input, whoever handles it",
    says: "what is written after the end of the standard input is sent",
    make: overStreams((reactor) => overConnections(reactor, (protocol) => {
      let close: () => void = () => undefined;
      return {
        protocol: protocol.eofReceived === undefined ? {} : {
          connectionMade(transport) {
            close = () => transport.loseConnection();
            return protocol.connectionMade?.(transport);
          },
          eofReceived() {
            close();
            return protocol.eofReceived?.();
          },
        },
      };
    })),
  },
  {
    breaks: "streams.eof.unaware",
    does: "stays open at the end of the standard input, as if its protocol handled that",
    says: "the connection is closed, for the reason done",
    make: notifying((protocol) => protocol.eofReceived === undefined ? { eofReceived() {} } : {}),
  },
  {
    breaks: "streams.end",
    does: "leaves the standard output open until the program ends",
    says: "the reader sees the end behind what was written",
    make: overStreams((reactor) => overConnections(reactor, () => ({ transport: () => ({ endWriting() {} }) }))),
  },
  onlyOverStreams("streams.lose.flushes", "transport.lose.flushes", transportClosingFaults),
  {
    breaks: "streams.abort",
    does: "waits for the reader though it is to abort",
    says: "the reader sees an end",
    make: overStreams((reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({ abortConnection: () => transport.loseConnection() }),
    }))),
  },
  {
    breaks: "streams.broken-pipe",
    does: "takes a reader that is gone for a reset",
    says: "is lost as broken-pipe",
    make: notifying((protocol) => ({
      connectionLost: (reason) => protocol.connectionLost?.(reason.kind !== "lost" ? reason
        : { kind: "lost", error: override(reason.error, { category: "reset" }) }),
    })),
  },
  {
    breaks: "streams.broken-pipe.run",
    does: "ends the run when the reader is gone",
    says: "the run goes on after the reader has closed its end",
    make: (reactor) => overStreams((each) => overProtocols(each, (protocol) => override(protocol, {
      connectionLost(reason) {
        if (reason.kind === "lost" && reason.error.category === "broken-pipe") reactor.stop();
        return protocol.connectionLost?.(reason);
      },
    })))(reactor),
  },
];
