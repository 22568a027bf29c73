/** The bytes of a text, a character a byte. @throws RangeError if one has no byte. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (character.length > 1 || code > 255) throw new RangeError(`no byte stands for ${JSON.stringify(character)}`);
    return code;
  });
}

/** The text of some bytes, a byte a character: nothing is lost, whatever their encoding is. */
export function textOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The parts, one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The bytes as Python's `repr` shows them. */
export function repr(bytes: Uint8Array): string {
  const named: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 92: "\\\\" };
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const shown = Array.from(bytes, (byte) => {
    if (byte === 39 && quote === "'") return "\\'";
    const plain = byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
    return named[byte] ?? plain;
  });
  return `${quote}${shown.join("")}${quote}`;
}
