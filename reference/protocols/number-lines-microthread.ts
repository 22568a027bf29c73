import type { Adapters, Address, Reactor } from "../../spec/reactor.js";
import { wait } from "../adapters/wait.js";
import { numbered, type Print } from "./numbered.js";
import { PageLines, requestFor } from "./page-lines.js";

/** Numbers the lines of a page: the program as a microthread, which others interrupt only where it yields. */
export function numberLines(
  { iterate, microthread, open }: Adapters, reactor: Reactor, address: Address, path: string, print: Print,
): Promise<void> {
  const request = requestFor(path);
  return microthread(function* () {
    const connection = yield* wait(open(reactor, address, iterate));
    yield* wait(connection.write(request));
    const page = new PageLines();
    let i = 0;
    for (;;) {
      const { value: chunk } = yield* wait(connection.next());
      if (chunk === undefined) break;
      for (const line of page.push(chunk)) print(numbered(i++, line));
    }
    for (const line of page.end()) print(numbered(i++, line));
    yield* wait(connection.close());
  });
}
