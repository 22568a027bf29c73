import type { Chapter, Fence, Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** A fence names its language, and TypeScript whether it is an interface or an example, so that all is checked. */
export function fence({ chapters, documents }: Spec): readonly Problem[] {
  const fencesOf = (texts: readonly Chapter[]): readonly Fence[] => texts.flatMap(({ fences }) => fences);
  return [
    ...fencesOf(chapters).map((item) => ({ item, message: fault(item) })),
    // In other documents the words behind the language are names of files, for instance.
    ...fencesOf(documents).map((item) => ({ item, message: faultAnywhere(item) })),
  ].flatMap(({ item, message }) =>
    (message === null ? [] : [{ file: item.file, line: item.line, code: "fence" as const, message }]));
}

function faultAnywhere({ language, words, attributes }: Fence): string | null {
  if (language === "") return "a code block without a language";
  return ignoreFault(words.includes("ignore"), attributes.get("reason"));
}

function fault(item: Fence): string | null {
  const anywhere = faultAnywhere(item);
  if (anywhere !== null) return anywhere;
  const { language, words, attributes } = item;
  const [kind, ...flags] = words;
  const stray = [...attributes.keys()].find((name) => !["error", "throws", "reason"].includes(name));
  if (stray !== undefined) return `unknown attribute ${stray}`;
  if (language !== "ts") {
    const word = words.find((each) => each !== "ignore");
    return word === undefined ? null : `unknown word "${word}" after ${language}`;
  }
  if (kind === "interface" && flags.length === 0 && attributes.size === 0) return null;
  if (kind !== "example") return 'a ts fence is "ts interface" or "ts example"';
  const unknown = flags.find((flag) => flag !== "check" && flag !== "ignore");
  if (unknown !== undefined) return `unknown word "${unknown}" after ts example`;
  const error = attributes.get("error");
  if (error !== undefined && !/^TS\d+$/.test(error)) return `error=${error} is no error such as TS2345`;
  const ways = [...flags, ...[...attributes.keys()].filter((name) => name !== "reason")];
  return ways.length > 1 ? `an example is one of ${ways.join(", ")}` : null;
}

function ignoreFault(ignored: boolean, reason: string | undefined): string | null {
  if (ignored) return reason === undefined || reason.trim() === "" ? 'a fence to ignore has a reason="..."' : null;
  return reason === undefined ? null : "a reason belongs to a fence to ignore";
}
