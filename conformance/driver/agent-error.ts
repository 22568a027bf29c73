/** The subject cannot be started or loaded, or its agent broke: the kit has nothing to judge. One line. */
export class AgentError extends Error {
  override readonly name = "AgentError";
}
