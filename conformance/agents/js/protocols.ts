import type { Address, CloseReason, Protocol, Transport } from "../../../spec/reactor.js";
import type { ProtocolScript, Reaction } from "../../language/scenario.js";
import { ownSet } from "./captured.js";
import { classOf, describeAddress, describeReason } from "./describe.js";
import { latin1 } from "./latin1.js";
import { onlyWanted, reactionsOf } from "./reactions.js";
import { Received } from "./received.js";
import { nextOrdinal, type Connection, type Perform, type Stage } from "./stage.js";

/** The factory of a protocol script, for a listener's connections or for one attempt's. */
export function factoryOf(
  stage: Stage,
  perform: Perform,
  protocolName: string,
  nameConnection: () => string,
  owner: { readonly listener: string } | { readonly connection: string },
): (remote: Address) => Protocol | null {
  const script = stage.scenario.protocols?.[protocolName] ?? {};
  let asked = 0;
  return (remote) => {
    const ordinal = nextOrdinal(stage, `protocol ${protocolName}`);
    const name = nameConnection();
    asked++;
    const entered = { ...owner, connection: name, protocol: protocolName, remote: describeAddress(remote) ?? {} };
    const declines = script.declines === "all" || script.declines?.includes(asked) === true;
    return stage.recorder.callback("factory", entered, () => {
      perform(script.factory ?? [], {});
      return declines ? null : protocolOf(stage, perform, protocolName, script, name, ordinal);
    });
  };
}

function protocolOf(
  stage: Stage,
  perform: Perform,
  protocolName: string,
  script: ProtocolScript,
  name: string,
  ordinal: number,
): Protocol {
  const { recorder } = stage;
  const connection: Connection = { name, transport: null };
  const received = new Received(script.retains === true);
  const reactions = reactionsOf(script, ordinal);
  const passed = ownSet<Reaction>();
  const identity = { connection: name, protocol: protocolName };
  stage.connections.set(name, connection);

  const react = (on: Reaction["on"], chunk?: Uint8Array): unknown => {
    const due: Reaction[] = [];
    for (const reaction of reactions) {
      if (reaction.on !== on || passed.has(reaction)) continue;
      if (reaction.on === "dataReceived" && reaction.atBytes !== undefined) {
        if (received.total < reaction.atBytes) continue;
        passed.add(reaction);
      }
      due[due.length] = reaction;
    }
    let result: unknown;
    for (let i = 0; i < due.length; i++) {
      const data = chunk === undefined ? {} : { chunk, total: received.total };
      const returned = perform(due[i]?.do ?? [], { connection, ...data });
      result ??= returned;
    }
    return result;
  };

  const protocol = {
    connectionMade(transport: Transport): unknown {
      connection.transport = transport;
      const { local, remote } = transport;
      const addresses = { local: describeAddress(local) ?? {}, remote: describeAddress(remote) ?? {} };
      return recorder.callback("connectionMade", { ...identity, ...addresses }, () => react("connectionMade"));
    },
    dataReceived(data: Uint8Array): unknown {
      received.add(data);
      if (script.quiet === true) return recorder.silently(() => react("dataReceived", data));
      const text = data.length <= 64 ? { text: latin1(data) } : {};
      const entered = { ...identity, bytes: data.length, total: received.total, ...text, type: classOf(data) };
      return recorder.callback("dataReceived", entered, () => react("dataReceived", data));
    },
    eofReceived(): unknown {
      const entered = { ...identity, received: received.digest() };
      return recorder.callback("eofReceived", entered, () => react("eofReceived"));
    },
    pauseWriting: (): unknown => recorder.callback("pauseWriting", identity, () => react("pauseWriting")),
    resumeWriting: (): unknown => recorder.callback("resumeWriting", identity, () => react("resumeWriting")),
    connectionLost(reason: CloseReason): unknown {
      const retained = received.retained();
      const entered = {
        ...identity, reason: describeReason(reason), received: received.digest(),
        ...(retained === null ? {} : { retained }),
      };
      return recorder.callback("connectionLost", entered, () => react("connectionLost"));
    },
  };
  const wanted = (method: Reaction["on"]): boolean => reactions.some((reaction) => reaction.on === method);
  if (script.bare === true) return bareProtocol(protocol, wanted, connection, react);
  const { eofReceived, ...others } = protocol;
  return (wanted("eofReceived") ? { ...others, eofReceived } : others) as Protocol;
}

/** Only the methods that have a reaction, and no trace of them. */
function bareProtocol(
  protocol: object,
  wanted: (method: Reaction["on"]) => boolean,
  connection: Connection,
  react: (on: Reaction["on"]) => unknown,
): Protocol {
  return onlyWanted(protocol, wanted, (method, argument) => {
    if (method === "connectionMade") connection.transport = argument as Transport;
    return react(method);
  }) as Protocol;
}
