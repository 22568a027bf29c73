#!/usr/bin/env node
import { run } from "./run.js";
import { processTerminal } from "./terminal.js";

const terminal = processTerminal();
// Only a subject in this process throws where nobody catches it.
process.on("uncaughtException", (error) => {
  terminal.diagnose(`the kit broke: ${String(Object(error)["message"] ?? error)}`);
  process.exit(3);
});
process.on("unhandledRejection", (reason) => terminal.diagnose(`a rejection that nobody handled: ${String(reason)}`));
const code = await run(process.argv.slice(2), terminal);
// A subject in this process may hold it open: end it, once all is written.
process.stdout.write("", () => process.exit(code));
