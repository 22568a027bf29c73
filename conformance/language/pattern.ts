/**
 * Describes events: an event matches when it has every field of the pattern with a matching value. A value is
 * matched by an equal value, an object by a pattern of its fields, or by one of the matchers below.
 */
export interface Pattern {
  readonly [field: string]: Matcher;
}

export type Matcher =
  | string | number | boolean | null
  | readonly Matcher[]
  | Pattern
  | { readonly $gte: number } | { readonly $lte: number }
  | { readonly $in: readonly (string | number | boolean | null)[] }
  | { readonly $not: Matcher }
  /** A string that has this part. */
  | { readonly $has: string }
  /** An array with an element that matches. */
  | { readonly $with: Matcher }
  /** Whether the field is there at all, and not null. */
  | { readonly $exists: boolean };

/** Whether `event` has all that `pattern` asks for. */
export function matches(pattern: Pattern, event: object): boolean {
  const fields = event as Readonly<Record<string, unknown>>;
  return Object.entries(pattern).every(([field, matcher]) => valueMatches(matcher, fields[field]));
}

function valueMatches(matcher: Matcher, value: unknown): boolean {
  if (matcher === null || typeof matcher !== "object") return matcher === value;
  if (Array.isArray(matcher)) {
    const list = matcher as readonly Matcher[];
    return Array.isArray(value) && value.length === list.length
      && list.every((each, i) => valueMatches(each, value[i]));
  }
  const special = matcher as Readonly<Record<string, Matcher>>;
  const [key] = Object.keys(special);
  if (key === undefined || !key.startsWith("$")) {
    return typeof value === "object" && value !== null && matches(special, value);
  }
  const operand = special[key] as Matcher;
  switch (key) {
    case "$gte": return typeof value === "number" && value >= (operand as number);
    case "$lte": return typeof value === "number" && value <= (operand as number);
    case "$in": return (operand as readonly unknown[]).includes(value);
    case "$not": return !valueMatches(operand, value);
    case "$has": return typeof value === "string" && value.includes(operand as string);
    case "$with": return Array.isArray(value) && value.some((each) => valueMatches(operand, each));
    case "$exists": return (value !== undefined && value !== null) === operand;
    default: throw new TypeError(`unknown matcher ${key}`);
  }
}
