import type { Protocol, ProtocolFactory, Transport } from "../../spec/reactor.js";
import { lineProtocol } from "./line-protocol.js";
import { bytesOf, textOf } from "./text.js";

const LINES = { delimiter: bytesOf("\n"), longest: 4096 };

/** Serves pages, by their paths, over HTTP/1.0. */
export function pageServer(pages: Readonly<Record<string, Uint8Array>>): ProtocolFactory {
  return () => serving(pages);
}

function serving(pages: Readonly<Record<string, Uint8Array>>): Protocol {
  let transport: Transport | null = null;
  let request = "";
  const answer = (status: string, body: Uint8Array): "done" => {
    transport?.write(bytesOf(`HTTP/1.0 ${status}\r\nContent-Length: ${body.length}\r\n\r\n`));
    transport?.write(body);
    transport?.loseConnection();
    return "done";
  };
  const respond = (): "done" => {
    const [, method, path = ""] = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(request) ?? [];
    if (method === undefined) return answer("400 Bad Request", bytesOf("bad request\n"));
    if (method !== "GET") return answer("501 Not Implemented", bytesOf("only GET\n"));
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    return page === undefined ? answer("404 Not Found", bytesOf("not found\n")) : answer("200 OK", page);
  };
  return lineProtocol({
    connectionMade(made) {
      transport = made;
    },
    lineReceived(bytes) {
      const line = textOf(bytes).replace(/\r$/, "");
      if (line === "") return respond();
      if (request === "") request = line;
      return undefined;
    },
    lineTooLong: () => answer("400 Bad Request", bytesOf("line too long\n")),
  }, LINES);
}
