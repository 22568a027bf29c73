const SWITCH = "shim/switch/";

/** The profiles and the other claims of a subject; of switch points, which may be many, how many there are. */
export function claimsInBrief(claims: readonly string[]): string {
  const others = claims.filter((claim) => !claim.startsWith(SWITCH));
  const switches = claims.length - others.length;
  return [...others, ...(switches === 0 ? [] : [`${switches} switch points`])].join(", ");
}
