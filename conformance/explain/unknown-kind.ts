/**
 * For the end of a switch over every kind of a union: the compiler refuses a kind that has no words.
 * @throws TypeError if there is one nevertheless, as in a scenario that was written elsewhere.
 */
export function unknownKind(value: never): never {
  throw new TypeError(`there are no words for ${JSON.stringify(value)}`);
}
