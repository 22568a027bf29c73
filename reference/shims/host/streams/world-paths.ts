import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { SimulatedPaths, Simulation } from "../../../simulated/index.js";

/** The longest path of a socket, in bytes. */
const LONGEST_PATH = 107;

/**
 * The path by which the reactor is asked for a path of the program. The files of a world are not the host's: there it is
 * the absolute one, and the host's directory and file of that path are in the world, too.
 */
export function reactorPath(path: string, world: Simulation | undefined): string {
  if (world === undefined || path.startsWith("\0")) return path;
  const absolute = resolve(path);
  mirror(dirname(absolute), world.files);
  mirror(absolute, world.files);
  return Buffer.byteLength(absolute) > LONGEST_PATH ? path : absolute;
}

function mirror(path: string, files: SimulatedPaths): void {
  const known = files.look(path);
  if (known === null && existsSync(path)) files.make(path, statSync(path).isDirectory() ? "directory" : "file");
  else if (known === "file" && !existsSync(path)) files.remove(path);
}
