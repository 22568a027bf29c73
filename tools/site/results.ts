export { keptResults as readResults } from "../../conformance/results/kept-results.js";
