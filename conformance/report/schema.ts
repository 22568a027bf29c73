/** A JSON Schema, of the keywords that the kit's own schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
}

/** Where and how a value is not as a schema says, in a few words; null if it is. */
export function flawBySchema(root: Schema, value: unknown): string | null {
  const flaw = (schema: Schema, at: unknown, where: string): string | null => {
    const here = where === "" ? "the whole" : where;
    if (schema.type !== undefined && !isOfType(schema.type, at)) {
      return `${here} is no ${[schema.type].flat().join(" or ")}`;
    }
    if (schema.const !== undefined && at !== schema.const) return `${here} is not ${JSON.stringify(schema.const)}`;
    if (schema.enum !== undefined && !schema.enum.includes(at)) return `${here} is none of ${schema.enum.join(", ")}`;
    if (typeof at === "number" && at < (schema.minimum ?? -Infinity)) return `${here} is less than ${schema.minimum}`;
    if (typeof at === "string" && schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(at)) {
      return `${here} does not match ${schema.pattern}`;
    }
    if (schema.$ref !== undefined) {
      const found = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
      if (found === undefined) throw new TypeError(`no ${schema.$ref} in the schema`);
      const inner = flaw(found, at, where);
      if (inner !== null) return inner;
    }
    return Array.isArray(at) ? flawInList(schema, at, where) : isRecord(at) ? flawInObject(schema, at, where) : null;
  };
  const flawInList = ({ items }: Schema, list: readonly unknown[], where: string): string | null => {
    if (items === undefined) return null;
    for (const [index, item] of list.entries()) {
      const inner = flaw(items, item, `${where}[${index}]`);
      if (inner !== null) return inner;
    }
    return null;
  };
  const flawInObject = (schema: Schema, record: Readonly<Record<string, unknown>>, where: string): string | null => {
    const field = (name: string): string => where === "" ? name : `${where}.${name}`;
    const missing = schema.required?.find((name) => !Object.hasOwn(record, name));
    if (missing !== undefined) return `${field(missing)} is missing`;
    for (const [name, each] of Object.entries(record)) {
      const known = schema.properties !== undefined && Object.hasOwn(schema.properties, name);
      const inner = (schema.propertyNames === undefined ? null : flaw(schema.propertyNames, name, field(name)))
        ?? flaw((known ? schema.properties?.[name] : schema.additionalProperties) ?? {}, each, field(name));
      if (inner !== null) return inner;
    }
    return null;
  };
  return flaw(root, value, "");
}

function isOfType(type: string | readonly string[], value: unknown): boolean {
  return [type].flat().some((each) => {
    switch (each) {
      case "null": return value === null;
      case "array": return Array.isArray(value);
      case "object": return isRecord(value);
      case "integer": return Number.isInteger(value);
      default: return typeof value === each;
    }
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
