import type { Reactor, ReactorError, ThreadCaller, ThreadFunctions, ThreadWork } from "../../../spec/reactor.js";
import type { Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";

const FUNCTIONS = new URL("./thread-functions.js", import.meta.url);

const work = (name: string): ThreadWork => ({ module: FUNCTIONS, name });

/** What a call throws, in a word or two: the class of the error, and its category if it has one. */
function thrownBy(call: () => unknown): string {
  try {
    const result = call();
    if (result instanceof Promise) result.catch(() => undefined);
    return "nothing";
  } catch (error) {
    return named(error);
  }
}

function named(error: unknown): string {
  const category = (error as Partial<ReactorError>).category;
  const type = [TypeError, RangeError].find((each) => error instanceof each)?.name ?? "Error";
  return category === undefined ? type : `ReactorError ${category}`;
}

/** What comes of a promise: `fulfilled`, or what it is rejected with. */
function outcomeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => "fulfilled", named);
}

/** Runs the reactor for as long as the body takes; the body's marks are judged. */
async function inRun({ reactor, recorder }: Stage, body: (mark: (name: string) => void) => Promise<void>) {
  const mark = (name: string): void => recorder.record({ ev: "mark", name });
  reactor.callLater(0, () => {
    void body(mark).catch((error: unknown) => mark(`the scenario broke: ${String(error)}`)).then(() => {
      mark("done");
      reactor.stop();
    });
  });
  await reactor.run();
}

/** Calls with arguments that can never work. */
export async function threadRefusals(_subject: SubjectModule, stage: Stage): Promise<void> {
  const { reactor } = stage;
  let caller: ThreadCaller | undefined;
  await inRun(stage, async (mark) => {
    refuseWork(reactor, mark);
    mark(`an argument that cannot be cloned: ${thrownBy(() => reactor.callInThread(work("echo"), [() => 1]))}`);
    for (const [what, functions] of [["null", null], ["a function", { f: 1 }], ["an object", 5]] as const) {
      mark(`a port of no ${what}: ${thrownBy(() => reactor.threadPort(functions as never as ThreadFunctions))}`);
    }
    const port = reactor.threadPort({ known: () => undefined });
    caller = stage.connect?.(port.port);
    mark(`an unknown function: ${thrownBy(() => caller?.callFromThread("unknown"))}`);
    mark(`an argument of a port: ${thrownBy(() => caller?.callFromThread("known", () => 1))}`);
    const closed = reactor.threadPort({ known: () => undefined });
    const late = stage.connect?.(closed.port);
    closed.close();
    mark(`a closed port: ${thrownBy(() => late?.callFromThread("known"))}`);
  });
  stage.recorder.record({ ev: "mark", name: `after the run: ${thrownBy(() => caller?.callFromThread("known"))}` });
}

function refuseWork(reactor: Reactor, mark: (name: string) => void): void {
  const refused: readonly (readonly [string, () => unknown])[] = [
    ["no work", () => reactor.callInThread(null as never)],
    ["a relative module", () => reactor.callInThread({ module: "./functions.js", name: "echo" })],
    ["no module", () => reactor.callInThread({ name: "echo" } as never)],
    ["no name", () => reactor.callInThread({ module: FUNCTIONS } as never)],
    ["no list of arguments", () => reactor.callInThread(work("echo"), 5 as never)],
    ["nothing to transfer", () => reactor.callInThread(work("echo"), [], { transfer: 5 as never })],
    ["no signal", () => reactor.callInThread(work("echo"), [], { signal: 5 as never })],
  ];
  for (const [what, call] of refused) mark(`${what}: ${thrownBy(call)}`);
}

/** Functions that fail, and what is known of it on the reactor's side. */
export async function threadErrors(_subject: SubjectModule, stage: Stage): Promise<void> {
  const { reactor } = stage;
  const failureOf = (name: string): Promise<unknown> =>
    reactor.callInThread(work(name)).then(() => new Error("fulfilled"), (error: unknown) => error);
  await inRun(stage, async (mark) => {
    const { name, message, stack, code, category } = await failureOf("failAtDepth") as ReactorError;
    mark(`details: ${name} ${message} ${code} ${category}`);
    mark(`stack: ${String(stack).includes("failAtDepth") ? "of its thread" : "lost"}`);
    const plain = await failureOf("failPlainly") as Error;
    mark(`a class of the language: ${plain.name} ${plain instanceof TypeError ? "is" : "is not"} one`);
    mark(`no result: ${named(await failureOf("returnFunction"))}`);
    mark(`exit: ${await outcomeOf(reactor.callInThread(work("exit")))}`);
    mark(`after it: ${await outcomeOf(reactor.callInThread(work("echo")))}`);
    const missing = await failureOf("noFunction") as Error;
    mark(`no function: ${missing.message.includes(FUNCTIONS.href) ? "named" : missing.message}`);
    const module = new URL("./no-such-module.js", FUNCTIONS);
    const unloaded = await reactor.callInThread({ module, name: "f" }).then(() => null, (error: unknown) => error);
    mark(`no module: ${String((unloaded as Error | null)?.message).includes(module.pathname) ? "named" : "not named"}`);
  });
}

/** What functions are given. */
export async function threadValues(_subject: SubjectModule, stage: Stage): Promise<void> {
  const { reactor } = stage;
  await inRun(stage, async (mark) => {
    const changed = { at: "the call" };
    const echoed = reactor.callInThread(work("echo"), [changed]);
    changed.at = "a later time";
    const [given] = await echoed as readonly { readonly at: string }[];
    mark(`as of ${given?.at}`);
    const bytes = Uint8Array.from([1, 2, 3, 4]).buffer;
    const summed = reactor.callInThread(work("sum"), [bytes], { transfer: [bytes] });
    mark(`here ${bytes.byteLength} bytes are left`);
    mark(`there the sum is ${String(await summed.catch(named))}`);
  });
}
