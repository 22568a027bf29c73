// The form of events (agent.form): what each kind of event has to have, and of what type. What a subject has said, an
// agent hands on as it is: such fields are bounded, and of no certain type, and whoever reads them is ready for that.

/** Says of a value what it is instead of what it should be; null if it is that. */
type Check = (value: unknown) => string | null;

/** The fields of an object: with `required` those that must be there. */
interface Form {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
}

/** The most levels of what a subject returned. */
const MOST_LEVELS = 16;

const is = (what: string, test: (value: unknown) => boolean): Check => (value) => (test(value) ? null : what);
const text = is("text", (value) => typeof value === "string");
const textOrNull = is("text or null", (value) => typeof value === "string" || value === null);
const truth = is("boolean", (value) => typeof value === "boolean");
const ordinal = is("positive integer", (value) => Number.isSafeInteger(value) && Number(value) > 0);
const count = is("count", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const countOrNull = is("count or null", (value) => value === null || count(value) === null);
const oneOf = (...words: readonly string[]): Check =>
  is(`one of ${words.join(", ")}`, (value) => words.includes(value as string));
const listOf = (check: Check, what: string): Check =>
  is(`list of ${what}`, (value) => Array.isArray(value) && value.every((each) => check(each) === null));
const orNull = (check: Check): Check => (value) => (value === null ? null : check(value));

/** A subject's word for something: a text, a number, a boolean or null, whichever it said. */
const said = is("text, number, boolean or null", (value) => typeof value !== "object" || value === null);
/** Whatever a subject returned. */
const anything = is(`value of at most ${MOST_LEVELS} levels`, (value) => levelsOf(value) <= MOST_LEVELS);

const object = (required: Form["required"], optional: Form["optional"] = {}): Check => (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "object";
  const wrong = wrongField({ required, optional }, value as Readonly<Record<string, unknown>>);
  return wrong === null ? null : `object of its form, for it ${wrong}`;
};

const digest = object({ bytes: count, sha256: text });
const address = orNull(object({}, { kind: said, host: said, port: said, path: said }));
const failure = (levels: number): Check => object({ type: text, message: text }, {
  classes: listOf(text, "texts"), category: said, code: said, errno: said, syscall: said, address,
  isError: truth, ...(levels > 0 ? { errors: listOf(failure(levels - 1), "errors") } : {}),
});
const error = failure(4);
const reason = object({ kind: text }, { error });
const session = object({}, { version: said, alpn: said, peerCertificate: orNull(digest) });
const secured = object({ version: text }, { alpn: said, serverName: said });
const resources = { descriptors: countOrNull, active: countOrNull, handlers: countOrNull };

const difference = object({
  where: text, what: oneOf("value", "attributes", "added", "missing", "order", "binding"), group: textOrNull,
});

/** The names that a call, its return, and a callback have. */
const names = {
  call: text, hook: text, listener: text, connection: text, lookup: text, port: text, work: text, shim: text,
};

const forms: Readonly<Record<string, Form>> = {
  run: { required: { phase: ordinal }, optional: {} },
  ran: { required: { phase: ordinal }, optional: { error } },
  enter: {
    required: { cb: text, depth: ordinal },
    optional: {
      ...names, during: text, deadline: said, phase: text, resolver: text, host: said, hosts: listOf(said, "hosts"),
      protocol: text, address, local: address, remote: address, bytes: said, total: said, text, type: text,
      received: digest, retained: digest, reason, error, session: orNull(session), by: text, calls: count,
      inOrder: truth, value: anything, elsewhere: truth, sameTransport: truth, samePort: truth, from: address, data: digest, count,
    },
  },
  leave: { required: { cb: text, depth: ordinal }, optional: { ...names, threw: error } },
  call: {
    required: { op: text, n: count },
    optional: { ...names, delay: said, resolver: textOrNull, bytes: count, low: said, high: said },
  },
  return: {
    required: { op: text, n: count },
    optional: { ...names, calls: count, resolver: said, as: text, value: anything, deadline: said, threw: error },
  },
  mark: { required: { name: text }, optional: {} },
  compared: {
    required: { as: text, with: text, changed: count, differences: listOf(difference, "differences") }, optional: {},
  },
  unlayered: { required: { as: text, places: count }, optional: {} },
  layered: { required: { as: text, places: count }, optional: { where: text } },
  obstructed: { required: { as: text, places: count }, optional: { where: text } },
  played: { required: { program: text, as: text, value: anything, carried: object({}) }, optional: { threw: error } },
  probed: {
    required: {
      as: text, call: text, verdict: oneOf("atomic", "declared", "undeclared", "blind"), ran: listOf(text, "texts"),
    },
    optional: { silent: listOf(text, "texts"), threw: error },
  },
  unsupported: { required: { op: text }, optional: {} },
  stack: { required: { frames: count }, optional: {} },
  idle: { required: {}, optional: {} },
  end: { required: {}, optional: {} },
  ended: { required: { reusable: truth }, optional: { left: object({}, resources) } },
  resources: { required: { as: text, ...resources }, optional: {} },
  escaped: { required: { how: oneOf("exception", "rejection"), error }, optional: {} },
  peer: {
    required: {
      peer: text,
      saw: oneOf("listening", "connected", "refused", "end", "path", "report", "datagram", "secured", "tlsFailed"),
    },
    optional: {
      address, local: address, remote: address, tls: secured, code: said, how: oneOf("clean", "reset", "truncated"),
      received: digest, is: oneOf("socket", "file", "directory", "loop", "nothing"), entries: count, as: text,
      unsent: count, from: address, data: digest, text, count,
    },
  },
};

/** What each event may have, whatever its kind. Its stamps are for other rules: agent.seq and agent.time. */
const common: Form["optional"] = { thread: text };

/** What is wrong with the form of an event, in words that follow "its event"; null if nothing is. */
export function wrongInEvent(event: Readonly<Record<string, unknown>>): string | null {
  const ev = String(event["ev"]);
  const form = Object.hasOwn(forms, ev) ? forms[ev] : undefined;
  if (form === undefined) return `${shown(ev)} is of no kind that there is`;
  const wrong = wrongField({ required: form.required, optional: { ...common, ...form.optional } }, event);
  return wrong === null ? null : `${ev} ${wrong}`;
}

function wrongField({ required, optional }: Form, fields: Readonly<Record<string, unknown>>): string | null {
  for (const [name, check] of Object.entries(required)) {
    if (!Object.hasOwn(fields, name)) return `has no ${name}`;
    const wanted = check(fields[name]);
    if (wanted !== null) return mismatch(name, fields[name], wanted);
  }
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(required, name)) continue;
    // A field that is of no form here is one that a newer agent has.
    const check = Object.hasOwn(optional, name) ? optional[name] ?? anything : anything;
    const wanted = check(value);
    if (wanted !== null) return mismatch(name, value, wanted);
  }
  return null;
}

function mismatch(name: string, value: unknown, wanted: string): string {
  return `has as ${name} no ${wanted}: ${shown(value)}`;
}

/** How many levels a value from JSON has; no further than it may have. */
function levelsOf(value: unknown, most = MOST_LEVELS + 1): number {
  if (typeof value !== "object" || value === null || most === 0) return 0;
  let deepest = 0;
  for (const each of Object.values(value)) deepest = Math.max(deepest, levelsOf(each, most - 1));
  return deepest + 1;
}

/** The beginning of a value. Of objects and lists their size alone: they may be of any depth. */
function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? `a list of ${value.length}` : `an object of ${Object.keys(value).length} fields`;
  }
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
