import { pathToFileURL } from "node:url";
import type { HostGroup, ShimDeclaration } from "../../../../spec/reactor.js";

/** What undoes an install, as far as a shim has it. */
export interface Undoes {
  readonly groups?: readonly HostGroup[];
  uninstall(): unknown;
}

/** What a JavaScript module exports to be judged as a shim. */
export interface ShimModule {
  /** Puts the shim on this realm, over what `createReactor` made where there is that. */
  install(reactor: unknown, options: { readonly seed?: number }): unknown;
  /** Takes it off, where `install` returns nothing that does. */
  uninstall?(): unknown;
  /** Only for a shim that is installed over reactors: makes one, which the shim has run. */
  createReactor?(options?: { readonly seed?: number }): unknown;
  /** What it says of itself, where no manifest does. */
  readonly declares?: ShimDeclaration;
}

/**
 * Loads a shim.
 * @throws Error with one line that says why the module is none.
 */
export async function loadShim(path: string): Promise<ShimModule> {
  let module: Partial<ShimModule>;
  try {
    module = (await import(pathToFileURL(path).href)) as Partial<ShimModule>;
  } catch (error) {
    const [line] = String(Object(error)["message"] ?? error).split("\n");
    throw new Error(`the shim ${path} cannot be loaded: ${line}`);
  }
  const { install, uninstall, createReactor, declares } = module;
  if (typeof install !== "function") throw new Error(`the shim ${path} exports no function install`);
  return {
    install,
    ...(uninstall === undefined ? {} : { uninstall }),
    ...(createReactor === undefined ? {} : { createReactor }),
    ...(declares === undefined ? {} : { declares }),
  };
}
