/** How a program ended that had one seed. */
export interface SeedRun {
  readonly seed: number;
  readonly exitCode: number;
  /** Why the program failed, where it did not end by itself. */
  readonly failure: string | null;
  /** What it wrote to its standard output. */
  readonly log: string;
}
