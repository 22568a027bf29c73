import type { Resolver } from "../../../spec/reactor.js";
import type { NameOperation, ResolverAnswer } from "../../language/name-operations.js";
import { copyOf, ownMap } from "./captured.js";
import { describeError } from "./describe.js";
import { whenMarked } from "./marks.js";
import { odd } from "./odd.js";
import { requireMethod } from "./recorder.js";
import { settle } from "./settle.js";
import type { Perform, Stage } from "./stage.js";

// Captured before a subject can replace it.
const { assign } = Object;

type Of<Op extends NameOperation["op"]> = Extract<NameOperation, { readonly op: Op }>;

/** The resolvers that were set on a stage, by what the subject is to give back, and the lookups that can be cancelled. */
interface Names {
  readonly resolvers: Map<unknown, string>;
  readonly lookups: Map<string, AbortController>;
}

const namesOf = new WeakMap<Stage, Names>();

/** Makes the call of the reactor that an operation stands for. */
export function performNameOperation(stage: Stage, perform: Perform, operation: NameOperation): void {
  switch (operation.op) {
    case "setResolver": return setResolver(stage, perform, operation);
    case "resolve": return resolve(stage, perform, operation);
    case "cancelResolve": return cancelResolve(stage, operation);
  }
}

function ownNames(stage: Stage): Names {
  let names = namesOf.get(stage);
  if (names === undefined) namesOf.set(stage, names = { resolvers: ownMap(), lookups: ownMap() });
  return names;
}

function setResolver(stage: Stage, perform: Perform, operation: Of<"setResolver">): void {
  const { recorder, reactor } = stage;
  const { resolvers } = ownNames(stage);
  recorder.call("setResolver", "resolver" in operation ? { resolver: operation.resolver } : {}, () => {
    requireMethod(reactor, "setResolver");
    const { made, name } = scripted(stage, perform, operation);
    const previous = reactor.setResolver(made.resolver);
    // The first that is given back is the platform's.
    if (resolvers.size === 0) resolvers.set(previous, "platform");
    if (name !== null) resolvers.set(made.resolver, name);
    made.previous = previous;
    return { resolver: name, value: resolvers.get(previous) ?? null };
  });
}

interface Made {
  readonly resolver: Resolver | null;
  previous: Resolver | null;
}

function scripted(
  stage: Stage, perform: Perform, operation: Of<"setResolver">,
): { readonly made: Made; readonly name: string | null } {
  if ("odd" in operation) return { made: { resolver: odd(operation.odd) as Resolver, previous: null }, name: null };
  if (operation.resolver === null) return { made: { resolver: null, previous: null }, name: null };
  const { resolver: name, answers } = operation;
  const made: Made = {
    previous: null,
    resolver: {
      resolve: (host, options) => {
        options?.signal?.addEventListener("abort", () =>
          stage.recorder.callback("lookupCancelled", { resolver: name, host }, () => undefined));
        const answer = answers[host] ?? { fails: "ENOTFOUND" };
        stage.recorder.callback("lookup", { resolver: name, host }, () => perform(answer.do ?? [], {}));
        return answered(stage, answer, () => made.previous?.resolve(host, options)) as Promise<readonly string[]>;
      },
    },
  };
  return { made, name };
}

function answered(stage: Stage, answer: ResolverAnswer, ask: () => unknown): unknown {
  if ("throws" in answer) throw resolverError(answer.throws);
  if ("never" in answer) return new Promise(() => undefined);
  if ("asks" in answer) return ask();
  if ("garbage" in answer) {
    return Promise.resolve(answer.garbage === "names" ? ["127.0.0.1", "alpha.test"] : odd(answer.garbage));
  }
  return afterMark(stage, answer.after, () => {
    if ("hosts" in answer) return answer.hosts;
    throw resolverError(answer.fails);
  });
}

async function afterMark<T>(stage: Stage, mark: string | undefined, answer: () => T): Promise<T> {
  if (mark !== undefined) await whenMarked(stage, mark);
  return answer();
}

/** As a resolver's errors are: with a code, and a number that only it knows. */
function resolverError(code: string | null): Error {
  const error = new Error(`the script says ${code}`);
  return code === null ? error : assign(error, { code, errno: -3008 });
}

function resolve(stage: Stage, perform: Perform, operation: Of<"resolve">): void {
  const { recorder, reactor } = stage;
  const { lookup, on } = operation;
  recorder.call("resolve", { lookup }, () => {
    requireMethod(reactor, "resolve");
    const abort = new AbortController();
    ownNames(stage).lookups.set(lookup, abort);
    const host = typeof operation.host === "string" ? operation.host : (odd(operation.host.odd) as string);
    void settle(reactor.resolve(host, { signal: abort.signal }), (hosts) =>
      recorder.callback("resolved", { lookup, hosts: copyOf(hosts) }, () => perform(on?.resolved ?? [], {})),
    (error) => recorder.callback("resolveFailed", { lookup, error: describeError(error) }, () =>
      perform(on?.resolveFailed ?? [], {})));
    return {};
  });
}

function cancelResolve(stage: Stage, { lookup }: Of<"cancelResolve">): void {
  stage.recorder.call("cancelResolve", { lookup }, () => {
    ownNames(stage).lookups.get(lookup)?.abort();
    return {};
  });
}
