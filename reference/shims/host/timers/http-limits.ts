import type { ShimContext } from "../group.js";
import { internalBinding } from "../internals.js";
import type { PatchJournal } from "../patch-journal.js";

/** What the host's http server has of a connection on which a request may be under way. */
interface Parser {
  headersCompleted(): boolean;
  [callback: number]: unknown;
}

interface HttpParserBinding {
  readonly HTTPParser: { readonly prototype: object; readonly kOnMessageBegin: number };
  readonly ConnectionsList: { readonly prototype: object };
}

/** Since when a parser waits for its message, in ms of the reactor, and whether that was too long already. */
interface Waiting {
  readonly since: number;
  told: boolean;
}

/**
 * How long a request, and its head, may take at an http server. The host's server looks every now and then, by a timer,
 * at what its native part has kept of the time: instead, the reactor's time is looked at.
 */
export function patchHttpLimits(journal: PatchJournal, { reactor }: ShimContext): void {
  const binding = internalBinding("http_parser") as HttpParserBinding | null;
  if (binding === null || !isAsExpected(binding)) return;
  const { ConnectionsList, HTTPParser } = binding;
  const of = "internalBinding('http_parser')";
  const waiting = new WeakMap<Parser, Waiting>();
  const begin = (parser: Parser): void => void waiting.set(parser, { since: reactor.now(), told: false });
  const initialize = { target: HTTPParser.prototype, of: `${of}.HTTPParser.prototype`, key: "initialize" };
  journal.method(initialize, (original) => function (this: unknown, ...args) {
    const parser = this as Parser;
    const result = Reflect.apply(original, parser, args);
    // Only a server says in which list its connections are.
    if (args[4] === undefined) return result;
    begin(parser);
    parser[HTTPParser.kOnMessageBegin] = () => begin(parser);
    return result;
  });
  const expired = { target: ConnectionsList.prototype, of: `${of}.ConnectionsList.prototype`, key: "expired" };
  journal.method(expired, () => function (this: unknown, head, whole) {
    const limits = limitsOf(Number(head), Number(whole));
    const late = (parser: Parser): boolean => isLate(waiting.get(parser), parser, limits, reactor.now());
    return (this as { active(): readonly Parser[] }).active().filter(late);
  });
}

interface Limits {
  readonly head: number;
  readonly whole: number;
}

/** None is 0; the head may not take longer than the whole. */
function limitsOf(head: number, whole: number): Limits {
  return head > 0 && whole > 0 && head > whole ? { head: whole, whole: head } : { head, whole };
}

/** Whether a request takes too long; that is told once. */
function isLate(waits: Waiting | undefined, parser: Parser, { head, whole }: Limits, now: number): boolean {
  if (waits === undefined || waits.told) return false;
  const took = now - waits.since;
  waits.told = (whole > 0 && took > whole) || (head > 0 && took > head && !parser.headersCompleted());
  return waits.told;
}

function isAsExpected({ HTTPParser, ConnectionsList }: Partial<HttpParserBinding>): boolean {
  const { initialize, headersCompleted } = (HTTPParser?.prototype ?? {}) as Record<string, unknown>;
  const { expired, active } = (ConnectionsList?.prototype ?? {}) as Record<string, unknown>;
  const isComplete = [initialize, headersCompleted, expired, active].every((each) => typeof each === "function");
  return isComplete && typeof HTTPParser?.kOnMessageBegin === "number";
}
