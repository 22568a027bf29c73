import { createInterface } from "node:readline";
import type { Message } from "../messages.js";
import { lineOf } from "./line-of.js";
import { loadSubject } from "./load-subject.js";
import { serve } from "./serve.js";

// The child process that hosts a JavaScript subject: `node child.js MODULE`. What it needs of the host is taken
// before the subject is loaded, and what the subject prints goes to standard error.
const write = process.stdout.write.bind(process.stdout);
const stringify = JSON.stringify;
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
process.on("unhandledRejection", (reason) => {
  process.stderr.write(`unhandled rejection: ${String(reason)}\n`);
});

function tell(message: Message): void {
  write(`${stringify(lineOf(message))}\n`);
}

const [, , path = ""] = process.argv;
try {
  const subject = await loadSubject(path);
  const answer = serve(subject, path, tell, true);
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => answer(JSON.parse(line)));
  lines.on("close", () => process.exit(0));
} catch (error) {
  tell({ kind: "broken", message: String(Object(error)["message"] ?? error) });
}
