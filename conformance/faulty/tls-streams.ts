import { halfCloseFaults } from "./connections-half-close.js";
import { connectingFaults } from "./connecting.js";
import type { Fault } from "./fault.js";
import { flowReadingFaults } from "./flow-reading.js";
import { listeningFaults } from "./listening.js";
import { onlyOver } from "./over-kind.js";
import { transportClosingFaults } from "./transports-closing.js";

const onlyOverTls = onlyOver("tls", "over TLS");

/** The faulty reactors of the chapter on TLS: what is as over TCP. */
export const tlsStreamFaults: readonly Fault[] = [
  onlyOverTls("tls.stream.connections", "connection.eof.aware", halfCloseFaults),
  onlyOverTls("tls.stream.transports", "transport.lose.flushes", transportClosingFaults),
  onlyOverTls("tls.stream.flow", "flow.read.pause", flowReadingFaults),
  onlyOverTls("tls.stream.listening", "listen.accept.each", listeningFaults),
  onlyOverTls("tls.stream.connecting", "connect.factory.late", connectingFaults),
];
