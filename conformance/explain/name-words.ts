import type { NameOperation, ResolverAnswer } from "../language/name-operations.js";
import { thenWords } from "./operation-words.js";
import { abridged, hostWords, isOdd, listed, nameOf, oddWords } from "./phrases.js";
import { unknownKind } from "./unknown-kind.js";

/** An operation that has to do with names, as what the program does. */
export function nameOperationWords(operation: NameOperation): string {
  switch (operation.op) {
    case "setResolver": {
      if ("odd" in operation) return `sets ${oddWords(operation.odd)} as the resolver`;
      if (operation.resolver === null) return "restores the platform's resolver";
      const answers = abridged(Object.entries(operation.answers), ([, answer]) => Object.keys(answer).join(" "),
        ([host, answer]) => answerWords(host, answer));
      return `sets the resolver ${nameOf(operation.resolver)}`
        + (answers.length === 0 ? ", which knows no name" : `, which, asked for ${listed(answers)}`);
    }
    case "resolve": {
      const { lookup, host, on } = operation;
      return `resolves ${isOdd(host) ? oddWords(host.odd) : hostWords(host)}, as ${nameOf(lookup)}`
        + thenWords("once it is resolved", on?.resolved) + thenWords("if that fails", on?.resolveFailed);
    }
    case "cancelResolve": return `cancels the lookup ${nameOf(operation.lookup)}`;
    default: return unknownKind(operation);
  }
}

function answerWords(host: string, answer: ResolverAnswer): string {
  const after = "after" in answer && answer.after !== undefined ? ` after the mark ${nameOf(answer.after)}` : "";
  return `${hostWords(host)}, ${resultWords(answer)}${after}${thenWords("when it is asked", answer.do)}`;
}

function resultWords(answer: ResolverAnswer): string {
  if ("hosts" in answer) {
    return answer.hosts.length === 0 ? "answers with no address" : `answers ${listed(answer.hosts)}`;
  }
  if ("never" in answer) return "never answers";
  if ("fails" in answer) return `fails with ${codeWords(answer.fails)}`;
  if ("throws" in answer) return `throws ${codeWords(answer.throws)}`;
  if ("asks" in answer) return "asks the resolver before it";
  return `answers with ${answer.garbage === "names" ? "names in place of addresses" : oddWords(answer.garbage)}`;
}

function codeWords(code: string | null): string {
  return code === null ? "an error of no code" : `an error of the code ${code}`;
}
