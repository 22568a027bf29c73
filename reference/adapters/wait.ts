/** What a microthread waits for, with its type: `const chunk = yield* wait(connection.next())`. */
export function* wait<Value>(value: Value): Generator<Value, Awaited<Value>, Awaited<Value>> {
  return yield value;
}
