import { claimsOf } from "../../../oracle/shim-claims.js";
import type { Command, Hello, Message } from "../../messages.js";
import { ShimHost } from "./shim-host.js";
import { loadShim, type ShimModule } from "./shim-module.js";
import type { Snapshot } from "./snapshot.js";

/** Answers the commands of the kit for the JavaScript shim at `path`. `start` is of the realm before it is loaded. */
export function serveShim(start: Snapshot, path: string, tell: (message: Message) => void): (command: Command) => void {
  let loading: Promise<ShimModule> | null = null;
  const load = (): Promise<ShimModule> => (loading ??= loadShim(path));
  const broken = (message: string): void => tell({ kind: "broken", message });
  const host = new ShimHost(start, load, (event) => tell({ kind: "event", event }), broken);
  const greet = async (): Promise<void> => {
    try {
      tell({ kind: "hello", hello: helloOf(await load(), path) });
    } catch (error) {
      broken(String(Object(error)["message"] ?? error));
    }
  };
  return (command) => {
    switch (command.op) {
      case "hello": return void greet();
      case "scenario": return void ("scenario" in command && host.play(command.scenario, command.seed));
      case "end": return void host.end();
      default: return tell({ kind: "refused", op: command.op });
    }
  };
}

function helloOf({ declares }: ShimModule, name: string): Hello {
  return {
    protocol: 1, name, version: "", language: "javascript", runtime: `node ${process.versions.node}`,
    profiles: declares === undefined ? ["shim"] : claimsOf(declares), binding: "typescript",
  };
}
