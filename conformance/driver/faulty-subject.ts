import { resolve } from "node:path";
import { loadSubject } from "../agents/js/load-subject.js";
import { faultNamed } from "../faulty/fault-names.js";
import { faultySubject } from "./made-subject.js";

// A faulty reactor as a subject of its own: the agent's arguments behind this module are the faulty reactor's name, as
// `prove` prints it, and the module of the conforming reactor that it is made of.
const [, , , name = "", base = ""] = process.argv;
const fault = faultNamed(name);
if (fault === undefined) throw new Error(`there is no faulty reactor ${JSON.stringify(name)}`);

export const { createReactor, simulate, adapters, threadModule, connect } =
  await faultySubject(await loadSubject(resolve(base)), fault);
