/** One way to do a piece of work that others do too. */
export interface Contender {
  readonly name: string;
  /** Does the work once, and says what it took of the processor. */
  run(): Promise<Sample>;
  /** Lets go of what it holds. */
  close?(): Promise<void>;
}

/** What one round took. */
export interface Sample {
  readonly operations: number;
  /** Processor time of whoever did the work, user and system together, in microseconds. */
  readonly cpuUs: number;
}

/** Work that several contenders do: the first is the yardstick. */
export interface Workload {
  readonly name: string;
  readonly unit: string;
  open(): Promise<readonly [Contender, ...Contender[]]>;
}

/** The processor time that `work` takes of this process, all its threads together. */
export async function measured(operations: number, work: () => Promise<void>): Promise<Sample> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { operations, cpuUs: user + system };
}
