import { readFileSync } from "node:fs";

const directory = new URL("client/", import.meta.url);

/**
 * A script of `tools/site/client/` with all that it imports, as one text that a page can have in it: each module
 * becomes a function that is called once, in the order in which a browser would evaluate them.
 * @throws Error if a module does what only a loader of modules could do.
 */
export function clientScript(name: string): string {
  const modules = new Map<string, string>();
  addModule(name, modules, []);
  return `\n${[...modules.values()].join("\n")}\n`;
}

function addModule(name: string, modules: Map<string, string>, importers: readonly string[]): void {
  if (modules.has(name)) return;
  if (importers.includes(name)) throw new Error(`client script ${name}.ts imports itself by way of others`);
  const exported: string[] = [];
  const body = readFileSync(new URL(`${name}.js`, directory), "utf8")
    .replaceAll(/^import \{([^}]*)\} from "\.\/([\w-]+)\.js";$/gm, (_, names: string, from: string) => {
      addModule(from, modules, [...importers, name]);
      return `const {${names}} = ${variableOf(from)};`;
    })
    .replaceAll(/^export ((?:async )?function|class|const) (\w+)/gm, (_, kind: string, what: string) => {
      exported.push(what);
      return `${kind} ${what}`;
    });
  const stray = /^(?:import|export)\b.*$|<\/script|<!--/m.exec(body);
  if (stray !== null) throw new Error(`client script ${name}.ts cannot stand in a page, for: ${stray[0]}`);
  modules.set(name, [
    `const ${variableOf(name)} = (() => {`, body.trimEnd(), `return { ${exported.join(", ")} };`, "})();",
  ].join("\n"));
}

function variableOf(name: string): string {
  return `$${name.replaceAll("-", "_")}`;
}
