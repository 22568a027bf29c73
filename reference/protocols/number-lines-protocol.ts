import type { Address, Reactor } from "../../spec/reactor.js";
import { numbered, type Print } from "./numbered.js";
import { PageLines, requestFor } from "./page-lines.js";

/** Numbers the lines of a page: the program as a protocol. */
export function numberLines(reactor: Reactor, address: Address, path: string, print: Print): Promise<void> {
  const request = requestFor(path);
  return new Promise((resolve, reject) => {
    const page = new PageLines();
    let i = 0;
    reactor.connect(address, () => ({
      connectionMade: (transport) => transport.write(request),
      dataReceived(data) {
        for (const line of page.push(data)) print(numbered(i++, line));
      },
      connectionLost(reason) {
        if (reason.kind !== "done") return reject("error" in reason ? reason.error : new Error(reason.kind));
        try {
          for (const line of page.end()) print(numbered(i++, line));
          resolve();
        } catch (error) {
          reject(error);
        }
      },
    })).catch(reject);
  });
}
