/**
 * What keeps a value from being an event that can be judged, in a few words; null if nothing does. What no rule reads
 * may be anything: an agent may tell more than the kit knows.
 */
export function flawOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "an object is needed";
  const fields = value as Readonly<Record<string, unknown>>;
  const { ev } = fields as { readonly ev?: unknown };
  if (typeof ev !== "string") return 'a text is needed as "ev"';
  const missing = (needed[ev] ?? []).find((field) => typeof fields[field] !== "string");
  if (missing !== undefined) return `${ev} needs a text as ${JSON.stringify(missing)}`;
  const name = names.find((field) => fields[field] !== undefined && typeof fields[field] !== "string");
  if (name !== undefined) return `${ev} needs a text, or nothing, as ${JSON.stringify(name)}`;
  if (ev === "enter" && typeof fields["depth"] !== "number") return 'enter needs a number as "depth"';
  if (ev === "escaped" && !isObject(fields["error"])) return 'escaped needs an object as "error"';
  const { reason } = fields as { readonly reason?: unknown };
  for (const [field, part] of [
    ["error", fields["error"]], ["reason", reason], ["reason.error", Object(reason)["error"]],
  ] as const) {
    if (part !== undefined && !isObject(part)) return `${ev} needs an object, or nothing, as ${JSON.stringify(field)}`;
  }
  return null;
}

const needed: Readonly<Record<string, readonly string[]>> = {
  enter: ["cb"], leave: ["cb"], call: ["op"], return: ["op"], mark: ["name"], escaped: ["how"],
  peer: ["peer", "saw"], unsupported: ["op"],
};

/** What is told apart by its name. */
const names = ["call", "connection", "port", "during"] as const;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
