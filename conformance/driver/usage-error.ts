/** What the caller asked for makes no sense. Its message is one line that says what to change. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
