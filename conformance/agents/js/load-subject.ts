import { pathToFileURL } from "node:url";
import type { SubjectModule } from "./subject.js";

/**
 * Loads a JavaScript subject.
 * @throws Error with one line that says why the module is none.
 */
export async function loadSubject(path: string): Promise<SubjectModule> {
  let module: Partial<SubjectModule>;
  try {
    module = (await import(pathToFileURL(path).href)) as Partial<SubjectModule>;
  } catch (error) {
    const [line] = String(Object(error)["message"] ?? error).split("\n");
    throw new Error(`the subject ${path} cannot be loaded: ${line}`);
  }
  const { createReactor, simulate, adapters, threadModule, connect } = module;
  if (typeof createReactor !== "function") {
    if (typeof (module as { readonly install?: unknown }).install === "function") {
      throw new Error(`the subject ${path} is a shim: name it by a manifest that claims the profile shim`);
    }
    throw new Error(`the subject ${path} exports no function createReactor`);
  }
  return {
    createReactor,
    ...(simulate === undefined ? {} : { simulate }),
    ...(adapters === undefined ? {} : { adapters }),
    ...(threadModule === undefined ? {} : { threadModule }),
    ...(connect === undefined ? {} : { connect }),
  };
}
