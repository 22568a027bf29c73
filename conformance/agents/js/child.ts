import { createInterface } from "node:readline";
import type { Message } from "../messages.js";
import { openChannel } from "./child-channel.js";
import { lineOf } from "./line-of.js";
import { loadSubject } from "./load-subject.js";
import { serve } from "./serve.js";

// The child process that hosts a JavaScript subject: `node child.js MODULE`. What it needs of the host is taken
// before the subject is loaded.
const { commands, write } = openChannel();
const stringify = JSON.stringify;
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
  const lines = createInterface({ input: commands });
  lines.on("line", (line) => answer(JSON.parse(line)));
  lines.on("close", () => process.exit(0));
} catch (error) {
  tell({ kind: "broken", message: String(Object(error)["message"] ?? error) });
}
