import type { Fence } from "./model.js";

const part = /([a-z]+)=(?:"([^"]*)"|(\S+))|(\S+)/g;

/** Reads the info string of a fence, such as `ts example error=TS2345`. */
export function parseInfo(info: string): Pick<Fence, "language" | "words" | "attributes"> {
  const [, language = "", rest = ""] = /^(\S*)\s*(.*)$/.exec(info.trim()) ?? [];
  const words: string[] = [];
  const attributes = new Map<string, string>();
  for (const [, name, quoted, bare, word] of rest.matchAll(part)) {
    if (name === undefined) words.push(word ?? "");
    else attributes.set(name, quoted ?? bare ?? "");
  }
  return { language, words, attributes };
}
