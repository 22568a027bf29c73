import type { DatagramPort, DatagramProtocol, ReactorError, UdpAddress } from "../../../spec/reactor.js";
import { digestOfBytes } from "../../language/data.js";
import type { ProtocolScript, Reaction } from "../../language/scenario.js";
import { classOf, describeAddress, describeError } from "./describe.js";
import { latin1 } from "./latin1.js";
import { onlyWanted, reactionsOf } from "./reactions.js";
import { Received } from "./received.js";
import { nextOrdinal, type Perform, type Port, type Stage } from "./stage.js";

/** The port of this name, with the protocol that the script tells, which is notified of it. */
export function portProtocol(stage: Stage, perform: Perform, protocolName: string, name: string): Port {
  const { recorder } = stage;
  const script: ProtocolScript = stage.scenario.protocols?.[protocolName] ?? {};
  const ordinal = nextOrdinal(stage, `protocol ${protocolName}`);
  const reactions = reactionsOf(script, ordinal);
  const received = new Received(script.retains === true);
  const identity = (): object => ({ port: port.name, protocol: protocolName });
  let count = 0;

  const react = (on: Reaction["on"], datagram?: { readonly data: Uint8Array; readonly from: UdpAddress }): unknown => {
    let result: unknown;
    for (const reaction of reactions) {
      if (reaction.on !== on) continue;
      if (reaction.on === "datagramReceived" && (reaction.atCount ?? count) !== count) continue;
      const returned = perform(reaction.do, { port, ...(datagram === undefined ? {} : { datagram }) });
      result ??= returned;
    }
    return result;
  };

  const protocol = {
    portOpened(opened: DatagramPort): unknown {
      port.port = opened;
      const addresses = {
        local: describeAddress(opened.local) ?? {}, ...(opened.remote === null ? {} : remoteOf(opened)),
      };
      return recorder.callback("portOpened", { ...identity(), ...addresses }, () => react("portOpened"));
    },
    datagramReceived(data: Uint8Array, from: UdpAddress): unknown {
      received.add(data);
      count += 1;
      const datagram = { data, from };
      if (script.quiet === true) return recorder.silently(() => react("datagramReceived", datagram));
      const text = data.length <= 64 ? { text: latin1(data) } : {};
      const entered = {
        ...identity(), bytes: data.length, data: digestOfBytes(data), ...text, type: classOf(data), count,
        from: describeAddress(from) ?? {},
      };
      return recorder.callback("datagramReceived", entered, () => react("datagramReceived", datagram));
    },
    sendFailed(error: ReactorError): unknown {
      return recorder.callback("sendFailed", { ...identity(), error: describeError(error) }, () => react("sendFailed"));
    },
    portClosed(): unknown {
      const retained = received.retained();
      const entered = {
        ...identity(), count, received: received.digest(), ...(retained === null ? {} : { retained }),
      };
      return recorder.callback("portClosed", entered, () => react("portClosed"));
    },
  };
  const wanted = (method: string): boolean => reactions.some((reaction) => reaction.on === method);
  const port: Port = {
    name, port: null, protocol: script.bare === true ? bare(protocol, wanted, react) : protocol as DatagramProtocol,
  };
  return port;
}

function remoteOf({ remote }: DatagramPort): object {
  return { remote: describeAddress(remote) ?? {} };
}

/** Only the methods that have a reaction, and no trace of them. */
function bare(
  protocol: object, wanted: (method: string) => boolean, react: (on: Reaction["on"]) => unknown,
): DatagramProtocol {
  return onlyWanted(protocol, wanted, react) as DatagramProtocol;
}
