/** How much of a text is shown, in characters, and how many elements of a list. */
const TEXT = 200;
const ELEMENTS = 12;

/**
 * A value in a few characters: an address as host:port, an error by its class, code and message, data by their number
 * of bytes, and what is long by its beginning.
 */
export function brief(value: unknown): string {
  if (typeof value === "string") return bare(value);
  if (typeof value === "number") return String(Math.round(value * 1000) / 1000);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  if (Array.isArray(value)) return list(value);
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields["host"] === "string") return hostAndPort(fields["host"], fields["port"]);
  if (typeof fields["sha256"] === "string") return `${brief(fields["bytes"])} bytes`;
  if (typeof fields["type"] === "string" && typeof fields["message"] === "string") {
    const about = [fields["category"], fields["code"]].flatMap((each) => typeof each === "string" ? [bare(each)] : []);
    return `${bare(fields["type"])}(${[...about, quoted(fields["message"])].join(" ")})`;
  }
  const inner = Object.entries(fields).filter(([, each]) => each !== undefined);
  return `{${inner.map(([field, each]) => `${bare(field)}=${brief(each)}`).join(" ")}}`;
}

/** A difference of times in milliseconds, however small. */
export function span(ms: number): string {
  return `${Number(Math.abs(ms).toPrecision(3))} ms`;
}

/** A text as it is, if it is one plain word, and otherwise in quotes. */
export function bare(text: string): string {
  return text.length <= TEXT && /^[\w.#:/@%+-]+$/.test(text) ? text : quoted(text);
}

/** A text in quotes, with what does not print escaped. */
export function quoted(text: string): string {
  return text.length <= TEXT
    ? JSON.stringify(text)
    : `${JSON.stringify(text.slice(0, TEXT))}... (${text.length} characters)`;
}

function list(values: readonly unknown[]): string {
  const more = values.length - ELEMENTS;
  return `[${values.slice(0, ELEMENTS).map(brief).join(" ")}${more > 0 ? ` and ${more} more` : ""}]`;
}

function hostAndPort(host: string, port: unknown): string {
  const shown = host.includes(":") ? `[${host}]` : host;
  return `${/^[\w.:[\]%-]*$/.test(shown) ? shown : quoted(shown)}:${brief(port)}`;
}
