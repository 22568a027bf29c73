import { errorCategories } from "../../../spec/error-categories.js";
import { platformErrors } from "../../../spec/platform-errors.js";
import type { ErrorInfo } from "../../trace/error-info.js";
import type { AgentEvent } from "../../trace/events.js";
import { ofName } from "../event-words.js";
import { universalRule, type RuleViolation } from "../rule.js";

/** Failures of a lookup: their codes are the resolver's. */
const OF_LOOKUP: ReadonlySet<unknown> = new Set(["name-not-found", "name-unavailable"]);
const CATEGORIES: ReadonlySet<string> = new Set(errorCategories);

const FAILURES: ReadonlySet<string> = new Set([
  "listenFailed", "connectFailed", "openFailed", "sendFailed", "resolveFailed",
]);

/**
 * Every failure has a category of the standard, that of its code where the table has the code; a symbolic code or none,
 * or a word of the TLS library; and a positive errno or none.
 */
export const errorShape = universalRule(
  ["error.category", "error.category.of-code", "error.code", "error.errno"],
  { enter: [...FAILURES, "connectionLost"] },
  (tell) => (event) => {
    const error = failureOf(event);
    if (error === undefined) return;
    for (const violation of [...judgeShape(error, event), ...judgeMapping(error, event)]) tell(violation);
  },
);

/** The ReactorError that an event carries: of a lost connection, or of an operation that the platform refused. */
function failureOf(event: AgentEvent): ErrorInfo | undefined {
  if (event.ev !== "enter") return undefined;
  if (event.cb === "connectionLost") return event.reason?.kind === "lost" ? event.reason.error : undefined;
  if (!FAILURES.has(event.cb)) return undefined;
  // What a scenario's factory or connectionMade threw is passed on as it is.
  return event.error?.type === "ScenarioThrow" ? undefined : event.error;
}

/** Where the error came to light: `the error of connectFailed of "client" `. */
function carrier(event: AgentEvent): string {
  return event.ev === "enter" ? `the error of ${event.cb}${ofName(event)} ` : "the error ";
}

function judgeShape(error: ErrorInfo, at: AgentEvent): RuleViolation[] {
  const violations: RuleViolation[] = [];
  const { category, code, errno } = error;
  if (typeof category !== "string" || !CATEGORIES.has(category)) {
    violations.push({ requirement: "error.category", says: `${carrier(at)}has the category ${String(category)}`, at });
  }
  const isOfTls = category === "certificate-invalid" || category === "tls-failed";
  if (!isOfTls && code !== null && code !== undefined && !/^E[A-Z0-9_]+$/.test(code)) {
    const says = `${carrier(at)}has the code ${code}, no symbolic name of the platform`;
    violations.push({ requirement: "error.code", says, at });
  }
  if (errno !== null && errno !== undefined && !(Number.isInteger(errno) && errno > 0)) {
    const says = `${carrier(at)}has the errno ${errno}, no number of the platform`;
    violations.push({ requirement: "error.errno", says, at });
  }
  return violations;
}

/** Of attempts alone: the code of a reset that ends a connection depends on the platform's timing. */
function judgeMapping({ category, code }: ErrorInfo, at: AgentEvent): RuleViolation[] {
  const row = platformErrors.get(code ?? "");
  const isOfAttempt = at.ev === "enter" && at.cb !== "connectionLost";
  if (!isOfAttempt || OF_LOOKUP.has(category) || row === undefined) return [];
  if (row.category === category || !CATEGORIES.has(category ?? "")) return [];
  const says = `${carrier(at)}with the code ${row.code} has the category ${category}, not ${row.category}`;
  return [{ requirement: "error.category.of-code", says, at }];
}
