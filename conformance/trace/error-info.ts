import type { AddressInfo } from "./address-info.js";

/** An error as the agent saw it: never an interpretation, but for `category` where the subject has one. */
export interface ErrorInfo {
  /** The name of its class. */
  readonly type: string;
  /** TypeScript binding: the names of its class and of those that it is derived from, the nearest first. */
  readonly classes?: readonly string[];
  readonly message: string;
  readonly category?: string | null;
  readonly code?: string | null;
  readonly errno?: number | null;
  readonly syscall?: string | null;
  readonly address?: AddressInfo | null;
  /** Of a name all of whose addresses failed: the failure of each. */
  readonly errors?: readonly ErrorInfo[];
  /** TypeScript binding: whether it is an instance of Error. */
  readonly isError?: boolean;
}
