import { createInterface } from "node:readline";
import { lineOf } from "../../agents/js/line-of.js";
import { loadSubject } from "../../agents/js/load-subject.js";
import { serve } from "../../agents/js/serve.js";
import type { Message } from "../../agents/messages.js";
import type { Line } from "./agent-fault.js";
import { agentFaults } from "./index.js";

// A faulty agent: `node child.js REQUIREMENT MODULE`. It is the agent for JavaScript, with the fault that breaks this
// requirement between it and the channel.
const [, , breaks = "", path = ""] = process.argv;
const fault = agentFaults.find((each) => each.breaks === breaks);
if (fault === undefined) throw new Error(`no faulty agent breaks ${breaks}`);

const write = process.stdout.write.bind(process.stdout);
if (fault.prints !== true) process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write;
process.on("unhandledRejection", () => undefined);
if (fault.greeting !== undefined) write(fault.greeting);

let count = 0;
function tell(event: Line): void {
  for (const each of fault?.events?.(event) ?? [event]) {
    const line = `${JSON.stringify("t" in each || each["seq"] !== undefined ? numbered(each) : each)}\n`;
    write(fault?.encode?.(line) ?? line);
  }
}

function numbered(event: Line): Line {
  count += 1;
  return { ...event, seq: fault?.number?.(count) ?? count };
}

const subject = await loadSubject(path);
const answer = serve(subject, path, (message: Message) => tell(lineOf(message) as Line), true);
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const command = JSON.parse(line) as Line & { readonly op: string };
  if (fault.takes?.(command) === false) tell({ ev: "broken", message: "unknown field" });
  else answer(command);
});
lines.on("close", () => process.exit(fault.exitCode ?? 0));
