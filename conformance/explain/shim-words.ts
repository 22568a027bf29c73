import type { HostProgram, ShimStep } from "../language/shim-steps.js";
import { listed, nameOf, number } from "./phrases.js";
import { unknownKind } from "./unknown-kind.js";

/** What each program does that uses the host, as `conformance/agents/PROTOCOL.md` has it at length. */
const programs: Readonly<Record<HostProgram, string>> = {
  "timer": "waits for a timer of 1 ms",
  "timers": "starts an interval, timers of several delays, two of them equal, and an immediate, and clears some",
  "elapsed": "reads the clocks, and again in a timer of 50 ms",
  "random": "draws four random numbers",
  "context": "starts a timer, an immediate and an interval, each in an asynchronous context of its own",
  "throwing": "starts four timers, of which one throws",
  "bad-arguments": "calls functions of the host with arguments that no host can do anything with",
  "echo": "sends a text to a server that sends it back, and closes",
  "pieces": "sends 1 MiB to a server in pieces of many sizes",
  "flood": "writes chunks of 64 KiB, each when there is room, to a server that reads nothing",
  "half-close": "sends a question, ends its sending, and reads the answer",
  "refused": "connects to a port at which nobody listens any more",
  "datagram": "sends a datagram from one socket to another",
  "lookup": "looks up localhost",
  "leave-alive": "leaves a server that listens",
};

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
        + (step.references === undefined ? "" : ", with the references that were kept")
        + `: it ${programs[step.program]}`;
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
