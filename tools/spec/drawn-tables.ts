import { platformErrors } from "../../spec/platform-errors.js";

/** The tables that chapters show, by name, each drawn from data of `spec/`. */
const tables: Readonly<Record<string, () => string>> = { "platform-errors": platformErrorTable };

/** Whether a chapter shows a table that is drawn. */
export function hasDrawnTable(source: string): boolean {
  return Object.keys(tables).some((name) => source.includes(startOf(name)));
}

/** The chapter with its tables as they should be: each stands between `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function drawTables(source: string): string {
  let drawn = source;
  for (const [name, table] of Object.entries(tables)) {
    const from = drawn.indexOf(startOf(name));
    const to = drawn.indexOf(endOf(name));
    if (from < 0 || to < from) continue;
    drawn = `${drawn.slice(0, from)}${startOf(name)}\n\n${table()}\n${drawn.slice(to)}`;
  }
  return drawn;
}

function startOf(name: string): string {
  return `<!-- ${name} -->`;
}

function endOf(name: string): string {
  return `<!-- end of ${name} -->`;
}

function platformErrorTable(): string {
  const head = ["| code | category | comes from | Linux | macOS | Windows |", "|---|---|---|---:|---:|---:|"];
  const rows = [...platformErrors.values()].map(({ code, category, calls, linux, macos, windows }) =>
    `| \`${code}\` | \`${category}\` | ${calls.join(", ")} | ${linux ?? ""} | ${macos ?? ""} | ${windows ?? ""} |`);
  return [...head, ...rows, ""].join("\n");
}
