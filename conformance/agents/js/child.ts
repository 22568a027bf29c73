import type { Command, Message } from "../messages.js";
import { openChannel } from "./child-channel.js";
import { jsonOf, ownLists } from "./captured.js";
import { lineOf } from "./line-of.js";
import { loadSubject } from "./load-subject.js";
import { serve } from "./serve.js";

// The child process that hosts a JavaScript subject: `node child.js MODULE`. What it needs of the host is taken
// before the subject is loaded.
const { read, write } = openChannel();
const { parse } = JSON;
const exit = process.exit.bind(process);
process.on("unhandledRejection", (reason) => {
  process.stderr.write(`unhandled rejection: ${String(reason)}\n`);
});

function tell(message: Message): void {
  write(`${jsonOf(lineOf(message))}\n`);
}

/** Commands that came while the subject was loaded. */
const early: Command[] = [];
let answer = (command: Command): void => {
  if (command.op === "hello") early.push(command);
  else tell({ kind: "refused", op: command.op, message: "the subject's module is still being loaded" });
};
read((line) => answer(ownLists(parse(line) as Command)), () => exit(0));

const [, , path = ""] = process.argv;
try {
  answer = serve(await loadSubject(path), path, tell, true);
} catch (error) {
  const message = String(Object(error)["message"] ?? error);
  answer = () => tell({ kind: "broken", message });
}
for (const command of early) answer(command);
