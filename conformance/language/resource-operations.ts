/** What the agent does to tell what its process holds. */
export type ResourceOperation = {
  readonly op: "countResources";
  readonly as: string;
  /**
   * Counts anew for some turns, as long as there is more than in the count of this name: what is closed may take its
   * turns. The last count is the one that is reported.
   */
  readonly from?: string;
};
