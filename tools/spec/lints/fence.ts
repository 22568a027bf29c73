import type { Fence, Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** A fence names its language, and TypeScript whether it is an interface or an example, so that all is checked. */
export function fence({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ fences }) => fences).flatMap((item) => {
    const message = fault(item);
    return message === null ? [] : [{ file: item.file, line: item.line, code: "fence", message }];
  });
}

function fault({ language, words }: Fence): string | null {
  if (language === "") return "a code block without a language";
  const [kind, ...rest] = words;
  if (language !== "ts") return kind === undefined ? null : `unknown word "${kind}" after ${language}`;
  return (kind === "interface" || kind === "example") && rest.length === 0
    ? null : 'a ts fence is "ts interface" or "ts example"';
}
