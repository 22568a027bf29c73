/** Whether a faulty reactor was caught. */
export interface Caught {
  /** Its requirement failed. */
  readonly killed: boolean;
  /** And it failed with the words that name this fault. */
  readonly byOwnReason: boolean;
  /** What the kit said of its requirement, if it failed. */
  readonly says: string | null;
}

/** What one faulty reactor came to in the process of the kit. */
export interface FaultProof extends Caught {
  /** The requirement that it breaks, with `#n` where several do. */
  readonly id: string;
  readonly requirement: string;
  readonly does: string;
  /** What it came to in a process of its own, over the agent protocol; null if it was not tried there. */
  readonly overAgent: Caught | null;
  /** The other requirements that failed with it. */
  readonly alsoFails: readonly string[];
}

/** What one lawful oddity came to. */
export interface OddityProof {
  readonly name: string;
  readonly uses: string;
  readonly passed: boolean;
  /** What the kit said against it. */
  readonly failures: readonly string[];
}

/** A requirement that is marked tested, and of which that is not proved. */
export interface Hole {
  readonly requirement: string;
  readonly why: string;
}

/** The kill matrix: that the kit finds every fault, and finds none where there is none. */
export interface ProofResult {
  /** What the kit said against the base itself: it has to be nothing. */
  readonly control: readonly string[];
  readonly faults: readonly FaultProof[];
  readonly oddities: readonly OddityProof[];
  readonly holes: readonly Hole[];
  /** What the kit said against a fault, where that names no event and no value: nobody learns from it. */
  readonly mute: readonly string[];
  readonly exitCode: 0 | 1;
}
