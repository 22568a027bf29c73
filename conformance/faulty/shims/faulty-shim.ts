import { shimFaultNamed } from "./index.js";
import { ToyShim } from "./toy-shim.js";

// A faulty shim as a subject of its own: the agent's argument behind this module is its name, as `prove` prints it;
// without one, it is the toy that they are made of.
const [, , , name] = process.argv;
const fault = name === undefined ? null : shimFaultNamed(name);
if (fault === undefined) throw new Error(`there is no faulty shim ${JSON.stringify(name)}`);
const shim = fault === null ? new ToyShim() : fault.make();

export const install = shim.install.bind(shim);
export const createReactor = shim.createReactor?.bind(shim);
export const declares = shim.declares;
