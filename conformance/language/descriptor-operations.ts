/** What the agent does to the descriptors of its process. */
export type DescriptorOperation =
  | {
    /** Opens descriptors until the process can have no more, and then makes the mark. */
    readonly op: "exhaustDescriptors";
    readonly mark: string;
  }
  /** Closes them. */
  | { readonly op: "releaseDescriptors" };
