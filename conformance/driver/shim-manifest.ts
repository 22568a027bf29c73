import { hostGroups } from "../../spec/host-groups.js";
import type { HostGroup, ShimDeclaration } from "../../spec/reactor.js";
import { objectOf, optionalListField, type JsonObject } from "./json-file.js";
import { didYouMean } from "./nearest.js";
import { UsageError } from "./usage-error.js";

const fields = ["covers", "lateReferences", "switches", "overReactors", "seeded"];

/**
 * What a manifest's field `shim` declares; null if there is none.
 * @throws UsageError naming the file and the field that is wrong.
 */
export function readDeclaration({ where, fields: { shim } }: JsonObject): ShimDeclaration | null {
  if (shim === undefined) return null;
  const object = objectOf(shim, `${where}: the field "shim"`, fields);
  const covers = groupsOf(object, "covers");
  if (covers === null) throw new UsageError(`${object.where}: the field "covers" is missing`);
  return {
    covers, lateReferences: groupsOf(object, "lateReferences") ?? [], switches: listOf(object, "switches"),
    overReactors: truthOf(object, "overReactors"), seeded: truthOf(object, "seeded"),
  };
}

function groupsOf(object: JsonObject, field: string): readonly HostGroup[] | null {
  const groups = optionalListField(object, field);
  for (const group of groups ?? []) {
    if ((hostGroups as readonly string[]).includes(group)) continue;
    throw new UsageError(`${object.where}: the field "${field}": there is no part ${group} of a host`
      + didYouMean(group, hostGroups));
  }
  return groups as readonly HostGroup[] | null;
}

/** A list of texts, which may be empty or absent. */
function listOf(object: JsonObject, field: string): readonly string[] {
  const value = object.fields[field];
  return Array.isArray(value) && value.length === 0 ? [] : optionalListField(object, field) ?? [];
}

function truthOf(object: JsonObject, field: string): boolean {
  const value = object.fields[field] ?? false;
  if (typeof value === "boolean") return value;
  throw new UsageError(`${object.where}: the field "${field}" must be true or false`);
}
