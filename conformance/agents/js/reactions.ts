import type { ProtocolScript, Reaction } from "../../language/scenario.js";
import { keysOf, ownList } from "./captured.js";

/** The reactions of a script that are for the nth connection or port made with it. */
export function reactionsOf(script: ProtocolScript, ordinal: number): readonly Reaction[] {
  const all = ownList([...script.reactions ?? ownList<Reaction>()]);
  return ownList(all.filter(({ nth }) => nth === undefined || nth === ordinal));
}

/** An object with those methods of another one that are wanted, each of which calls `act` with its own name. */
export function onlyWanted(
  protocol: object, wanted: (method: Reaction["on"]) => boolean,
  act: (method: Reaction["on"], argument: unknown) => unknown,
): object {
  const only: Record<string, unknown> = {};
  for (const method of keysOf(protocol)) {
    const name = method as Reaction["on"];
    if (wanted(name)) only[name] = (argument: unknown) => act(name, argument);
  }
  return only;
}
