import type { ShimStep } from "../language/shim-steps.js";
import { listed, nameOf, number } from "./phrases.js";
import { unknownKind } from "./unknown-kind.js";

/** A step in the realm of a shim, as what is done: "the shim is installed". */
export function shimStepWords(step: ShimStep): string {
  switch (step.step) {
    case "mark": return `the mark ${nameOf(step.name)} is made`;
    case "snapshot": return `all that a shim could patch is remembered, as ${nameOf(step.as)}`;
    case "compare": return `the realm is compared with ${nameOf(step.with)}, as ${nameOf(step.as)}`;
    case "install":
      return `the shim is installed${step.shim === "shim" ? "" : `, as ${nameOf(step.shim)}`}`
        + (step.over === undefined ? "" : ", over another reactor")
        + (step.seed === undefined ? "" : `, with the seed ${number(step.seed)}`);
    case "uninstall": return `the shim${step.shim === "shim" ? "" : ` ${nameOf(step.shim)}`} is taken off`;
    case "keepReferences": return "a reference to each of the host's functions is kept";
    case "program":
      return `the program ${step.program} is run${step.as === step.program ? "" : `, as ${nameOf(step.as)}`}`
        + (step.references === undefined ? "" : ", with the references that were kept");
    case "layer": return `another library patches what differed in ${nameOf(step.where)}, as ${nameOf(step.as)}`;
    case "unlayer": return `the patches of ${nameOf(step.layer)} are taken away, as ${nameOf(step.as)}`;
    case "entangle": return "the reactor is made to use the host's functions inside of its own calls";
    case "probe":
      return `calls of the host are made while others are ready to run, as ${nameOf(step.as)}`
        + (step.within === undefined ? "" : ", each in a callback of a timer")
        + (step.switches === undefined || step.switches.length === 0 ? "" : `, with ${listed(step.switches)} declared`);
    case "obstruct": return `one place of ${nameOf(step.where)} is closed to patches, as ${nameOf(step.as)}`;
    default: return unknownKind(step);
  }
}
