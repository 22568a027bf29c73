import type { OddValue } from "./operations.js";

export type Odd = OddValue["odd"];

/** What `listen` and `connect` are passed in place of what belongs there. TypeScript binding only. */
export interface OddArguments {
  readonly address?: Odd;
  readonly host?: Odd;
  readonly factory?: Odd;
  readonly signal?: Odd;
}
