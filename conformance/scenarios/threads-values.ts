import { marked, occurs, scenario, when } from "../language/build.js";
import type { Scenario } from "../language/scenario.js";

/** A scenario in code that all of a group share: `says` of each mark which is expected of the first requirement. */
function coded(id: string, title: string, code: string, says: string, marks: readonly string[]): Scenario {
  return scenario({
    id, title, code, binding: "typescript", phases: [{}], ends: [when(marked("done"))],
    expect: marks.map((name) => occurs(says, marked(name), 1)),
  });
}

/** Scenarios of what JavaScript's threads can be given, and what becomes of it. */
export const threadValueScenarios: readonly Scenario[] = [
  coded("thread.in.argument", "callInThread refuses what can never work", "threads refuse",
    "callInThread refuses an argument that can never work", [
      "no work", "a relative module", "no module", "no name", "no list of arguments", "nothing to transfer",
      "no signal",
    ].map((what) => `${what}: TypeError`)),
  coded("thread.in.unclonable", "callInThread refuses arguments that cannot be cloned", "threads refuse",
    "callInThread refuses an argument that cannot be cloned", ["an argument that cannot be cloned: TypeError"]),
  coded("thread.port.type", "threadPort refuses what is no function", "threads refuse",
    "threadPort refuses what is no object of functions",
    ["null", "a function", "an object"].map((what) => `a port of no ${what}: TypeError`)),
  coded("thread.port.function", "a port refuses calls of functions that it does not have", "threads refuse",
    "a port refuses a name that it does not have", ["an unknown function: TypeError"]),
  coded("thread.port.argument", "a port refuses arguments that cannot be cloned", "threads refuse",
    "a port refuses an argument that cannot be cloned", ["an argument of a port: TypeError"]),
  scenario({
    ...coded("thread.port.closed", "a closed port refuses calls", "threads refuse", "a closed port refuses calls",
      ["a closed port: ReactorError stopped", "after the run: ReactorError stopped"]),
    ends: [when({ ev: "mark", name: { $has: "after the run: " } })],
  }),
  coded("thread.in.error.details", "an error keeps its name, message, stack, code and category", "threads fail",
    "an error of another thread keeps what it has", [
      "details: Refusal not today ECONNREFUSED refused", "stack: of its thread",
      "a class of the language: TypeError is one",
    ]),
  coded("thread.in.unclonable-result", "a result that cannot be cloned is an error", "threads fail",
    "a result that cannot be cloned is rejected with a TypeError", ["no result: TypeError"]),
  coded("thread.in.ended", "a function whose thread ends fails, and the pool goes on", "threads fail",
    "a call whose thread has ended is rejected as aborted", ["exit: ReactorError aborted", "after it: fulfilled"]),
  coded("thread.in.missing", "a function that is not there is an error that names its module", "threads fail",
    "a function that is not there is an error that names its module", ["no function: named", "no module: named"]),
  coded("thread.in.snapshot", "a function is given its arguments as they were at the call", "threads pass values",
    "a function is given its arguments as they were at the call", ["as of the call"]),
  coded("thread.in.transfer", "what is transferred is there, and not here", "threads pass values",
    "what is transferred is there, and not here", ["here 0 bytes are left", "there the sum is 10"]),
];
