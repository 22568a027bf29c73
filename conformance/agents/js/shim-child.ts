import { jsonOf, ownLists } from "./captured.js";
import { openChannel } from "./child-channel.js";
import { lineOf } from "./line-of.js";
import { serveShim } from "./shims/serve-shim.js";
import { Snapshot } from "./shims/snapshot.js";
import type { Command } from "../messages.js";

// The child process that hosts a JavaScript shim: `node shim-child.js MODULE`. What it needs of the host is taken, and
// a snapshot of all that can be patched, before the shim is loaded.
const { read, write } = openChannel();
const { parse } = JSON;
const exit = process.exit.bind(process);
const [, , path = ""] = process.argv;
const answer = serveShim(new Snapshot(), path, (message) => write(`${jsonOf(lineOf(message))}\n`));
read((line) => answer(ownLists(parse(line) as Command)), () => exit(0));
