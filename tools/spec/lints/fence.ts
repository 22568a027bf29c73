import type { Fence, Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** A fence names its language, and TypeScript whether it is an interface or an example, so that all is checked. */
export function fence({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ fences }) => fences).flatMap((item) => {
    const message = fault(item);
    return message === null ? [] : [{ file: item.file, line: item.line, code: "fence", message }];
  });
}

function fault({ language, words, attributes }: Fence): string | null {
  if (language === "") return "a code block without a language";
  const [kind, ...flags] = words;
  const stray = [...attributes.keys()].find((name) => !["error", "throws", "reason"].includes(name));
  if (stray !== undefined) return `unknown attribute ${stray}`;
  if (language !== "ts") {
    const word = words.find((each) => each !== "ignore");
    if (word !== undefined) return `unknown word "${word}" after ${language}`;
    return ignoreFault(words.includes("ignore"), attributes.get("reason"));
  }
  if (kind === "interface" && flags.length === 0 && attributes.size === 0) return null;
  if (kind !== "example") return 'a ts fence is "ts interface" or "ts example"';
  const unknown = flags.find((flag) => flag !== "check" && flag !== "ignore");
  if (unknown !== undefined) return `unknown word "${unknown}" after ts example`;
  const error = attributes.get("error");
  if (error !== undefined && !/^TS\d+$/.test(error)) return `error=${error} is no error such as TS2345`;
  const ways = [...flags, ...[...attributes.keys()].filter((name) => name !== "reason")];
  if (ways.length > 1) return `an example is one of ${ways.join(", ")}`;
  return ignoreFault(flags.includes("ignore"), attributes.get("reason"));
}

function ignoreFault(ignored: boolean, reason: string | undefined): string | null {
  if (ignored) return reason === undefined || reason.trim() === "" ? 'a fence to ignore has a reason="..."' : null;
  return reason === undefined ? null : "a reason belongs to a fence to ignore";
}
