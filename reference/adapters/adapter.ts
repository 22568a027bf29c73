import type { Adapter, Protocol, Reactor } from "../../spec/reactor.js";
import { Conversation } from "./conversation.js";

/**
 * Makes the adapter of one style. It calls `serve` in connectionMade (`adapter.serve`). A promise that `serve` returns
 * closes the connection when it is fulfilled (`adapter.serve.returns`); when it is rejected, it is a failed
 * notification (`adapter.serve.fails`).
 */
export function adapterOf<Connection>(style: (conversation: Conversation) => Connection): Adapter<Connection> {
  return (reactor, serve) => {
    if (typeof serve !== "function") throw new TypeError(`serve is not a function: ${typeof serve}`);
    return () => protocolOf(reactor, (conversation) => serve(style(conversation)));
  };
}

/** The protocol that holds one conversation, from connectionMade on. */
function protocolOf(
  reactor: Reactor,
  begin: (conversation: Conversation) => void | PromiseLike<void>,
): Protocol {
  let conversation: Conversation | null = null;
  return {
    connectionMade(transport): void | PromiseLike<void> {
      const made = new Conversation(reactor, transport);
      conversation = made;
      const served: unknown = begin(made);
      if (typeof Object(served)["then"] !== "function") return undefined;
      return Promise.resolve(served).then(() => void made.close());
    },
    dataReceived: (data) => conversation?.dataReceived(data),
    eofReceived: () => conversation?.eofReceived(),
    pauseWriting: () => conversation?.pauseWriting(),
    resumeWriting: () => conversation?.resumeWriting(),
    connectionLost: (reason) => conversation?.connectionLost(reason),
  };
}
