/**
 * The rules that have only one faulty reactor, in chapters of which every other has two, and why nobody would break
 * them in a second way. There is none now.
 */
export const onlyOneWay: ReadonlyMap<string, string> = new Map();
