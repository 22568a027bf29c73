import type { Adapters, Address, IterableConnection, Reactor } from "../../spec/reactor.js";
import { numbered, type Print } from "./numbered.js";
import { PageLines, requestFor } from "./page-lines.js";

/** Numbers the lines of a page: the program as a loop over an async iterator. */
export async function numberLines(
  { iterate, open }: Adapters, reactor: Reactor, address: Address, path: string, print: Print,
): Promise<void> {
  const request = requestFor(path);
  const connection = await open(reactor, address, iterate);
  await connection.write(request);
  let i = 0;
  for await (const line of linesOf(connection)) print(numbered(i++, line));
  await connection.close();
}

async function* linesOf(connection: IterableConnection): AsyncGenerator<Uint8Array, void, undefined> {
  const page = new PageLines();
  for await (const chunk of connection) yield* page.push(chunk);
  yield* page.end();
}
