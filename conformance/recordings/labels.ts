import type { Matcher, Pattern } from "../language/pattern.js";
import { nounOfEvent } from "../explain/event-nouns.js";
import { byteCount, milliseconds, number } from "../explain/phrases.js";
import type { AgentEvent, PeerEvent, TraceEvent } from "../trace/events.js";
import type { ErrorInfo } from "../trace/error-info.js";
import { bare, quoted } from "../trace/brief.js";

/** What names of one kind are left out of labels, where there is only one of the kind. */
const SPARED = ["connection", "listener", "port", "work", "lookup"] as const;
const LONGEST = 34;
const LONGEST_HEAD = 64;

type Named = Readonly<Record<string, unknown>>;

/** Makes the labels of the events of one trace: short, and without what differs from run to run. */
export class Labels {
  readonly #single: ReadonlySet<string>;
  readonly #hasTls: boolean;

  constructor(trace: readonly TraceEvent[], hasTls: boolean) {
    this.#hasTls = hasTls;
    this.#single = new Set(SPARED.filter((field) =>
      new Set(trace.map((event) => (event as unknown as Named)[field]).filter((name) => name !== undefined)).size < 2));
  }

  /** A callback that is entered. */
  enter(event: AgentEvent & { readonly ev: "enter" }): string {
    const { cb, bytes, text, reason, error, hosts, value, data } = event;
    const failed = error === undefined ? [] : [wordOf(error)];
    return joined(cb === "start" ? "first callback" : cb, this.#nameOf(event), [
      ...(cb === "dataReceived" && bytes !== undefined ? [this.#bytes(bytes, text)] : []),
      ...(cb === "datagramReceived" && data !== undefined ? [this.#bytes(data.bytes, text)] : []),
      ...(reason === undefined ? [] : [reason.error === undefined || reason.kind !== "failed"
        ? reason.kind
        : `failed: ${short(reason.error.message)}`]),
      ...(hosts === undefined ? [] : [short(hosts.join(" "))]),
      ...(cb === "threadReturned" ? [plain(value)] : []),
      ...failed,
    ]);
  }

  /** A call of the interface. */
  call(event: AgentEvent & { readonly ev: "call" }): string {
    const { op, delay, bytes, low, high } = event;
    const { extra } = event as unknown as { readonly extra?: number | string };
    const span = delay ?? extra;
    return joined(op, this.#nameOf(event), [
      ...(span === undefined ? [] : [typeof span === "number" ? milliseconds(span) : span]),
      ...(bytes === undefined ? [] : [byteCount(bytes)]),
      ...(low === undefined || high === undefined ? [] : [`${plain(low)} to ${plain(high)}`]),
    ]);
  }

  /** What a callback threw. */
  thrown({ message, type }: ErrorInfo): string {
    return `throws ${message === "" ? type : quoted(short(message))}`;
  }

  /** What came of a call; null if nothing that is worth a word. */
  result({ threw, value }: AgentEvent & { readonly ev: "return" }): string | null {
    if (threw !== undefined) return `throws ${threw.category ?? threw.type}`;
    if (value === undefined) return null;
    if (typeof value !== "object" || value === null) return plain(value);
    const told = Object.entries(value).filter(([field, each]) =>
      field !== "deadline" && (typeof each === "boolean" || typeof each === "number" || typeof each === "string"));
    return told.length === 0 ? null : told.slice(0, 2).map(([field, each]) => `${field} ${plain(each)}`).join(", ");
  }

  /** What a peer saw. */
  peer({ saw, how, received, is, as, data, text, code }: PeerEvent): string {
    switch (saw) {
      case "connected": return "connects";
      case "end": {
        const ended = how === "reset" ? "reset" : how === "truncated" ? "cut off" : "end";
        return received === undefined || received.bytes === 0 || this.#hasTls
          ? ended
          : `${byteCount(received.bytes)}, ${ended}`;
      }
      case "refused": return `refused${code === undefined ? "" : `, ${code}`}`;
      case "path": return `finds ${is ?? "something"}`;
      case "report": return `reports ${quoted(as ?? "")}`;
      case "datagram": return joined("datagram", "", data === undefined ? [] : [this.#bytes(data.bytes, text)]);
      case "listening": return "listens";
      case "secured": return "handshake done";
      case "tlsFailed": return "handshake failed";
    }
  }

  /** The events that a pattern describes: their kind and name, and in whole words what is described by more. */
  pattern(pattern: Pattern): string {
    const { ev, cb, op, name, saw, peer, as } = pattern;
    const { depth } = pattern;
    if (depth !== undefined) return "a callback within another";
    const isPlain = Object.entries(pattern).every(([field, matcher]) =>
      typeof matcher === "string" || field === "phase" || field === "cb");
    if (!isPlain && ev !== "probed" && ev !== "compared") return nounOfEvent(pattern);
    const otherwise = OTHER_KINDS[String(ev)] ?? "such event";
    const kind = [cb, op, saw].map(alternatives).find((each) => each !== null) ?? otherwise;
    if (ev === "compared" && typeof as === "string") return `difference in ${quoted(as)}`;
    const own = typeof name === "string" ? quoted(name) : typeof peer === "string" ? "" : this.#nameOf(pattern);
    return joined(kind, own, []);
  }

  #nameOf(fields: object): string {
    for (const field of ["call", "hook", "shim", ...SPARED] as const) {
      const name = (fields as Named)[field];
      if (typeof name !== "string") continue;
      if (this.#single.has(field)) return "";
      return field === "connection" ? bare(name) : quoted(name);
    }
    return "";
  }

  /** Where there is TLS, how many bytes its records have differs from run to run. */
  #bytes(bytes: number, text: string | undefined): string {
    if (text !== undefined && text !== "" && text.length <= 12 && /^[ -~]+$/.test(text)) return quoted(text);
    return this.#hasTls && text === undefined ? "bytes" : byteCount(bytes);
  }
}

/** What is said of events that have no kind within their kind. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  mark: "mark", enter: "callback", probed: "undeclared switch", compared: "difference", escaped: "escaped error",
};

function alternatives(matcher: Matcher | undefined): string | null {
  if (typeof matcher === "string") return matcher;
  const several: unknown = Object(matcher)["$in"];
  return Array.isArray(several) ? several.join(" or ") : null;
}

/** The name of a mark: in the other quotes, if it has some itself. */
export function markName(name: string): string {
  return name.includes('"') ? `'${name}'` : quoted(name);
}

function joined(what: string, name: string, particulars: readonly string[]): string {
  const head = name === "" ? what : `${what} ${name}`;
  return [head.length > LONGEST_HEAD ? `${head.slice(0, LONGEST_HEAD)}…` : head, ...particulars].join(", ");
}

function wordOf({ category, code, message, type }: ErrorInfo): string {
  return category ?? code ?? short(message === "" ? type : message);
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function plain(value: unknown): string {
  if (typeof value === "number") return number(Math.round(value * 1000) / 1000);
  if (typeof value === "string") return short(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
