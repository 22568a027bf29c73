import { didYouMean } from "./nearest.js";

/** A JSON Schema, as far as that of the scenario language goes. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

/** Where a value breaks a schema, and how. */
export interface Breach {
  /** The way from the whole value to the part that is wrong: `phases[0].start[2].delay`. */
  readonly at: string;
  readonly says: string;
  /** Set where the value is of another form than the one that was tried: that field tells the forms apart. */
  readonly otherForm?: readonly unknown[];
}

/** The first place at which a value breaks a schema, or null. Of several forms it is held to the nearest. */
export function breachOf(schema: Schema, value: unknown): Breach | null {
  return new Validator(schema.$defs ?? {}).breach(schema, value, "");
}

class Validator {
  readonly #definitions: Readonly<Record<string, Schema>>;

  constructor(definitions: Readonly<Record<string, Schema>>) {
    this.#definitions = definitions;
  }

  breach(schema: Schema, value: unknown, at: string): Breach | null {
    if (schema.$ref !== undefined) return this.breach(this.#definition(schema.$ref), value, at);
    if (schema.anyOf !== undefined) return this.#nearest(schema.anyOf, value, at);
    if ("const" in schema) return value === schema.const ? null : unknownValue(at, value, [schema.const]);
    if (schema.enum !== undefined) return schema.enum.includes(value) ? null : unknownValue(at, value, schema.enum);
    if (schema.type !== undefined && typeOf(value) !== schema.type) {
      return wrong(at, `${articleOf(schema.type)} is needed`);
    }
    switch (schema.type) {
      case "array": return this.#inItems(schema.items, value as readonly unknown[], at);
      case "object": return this.#inFields(schema, value as Readonly<Record<string, unknown>>, at);
      default: return null;
    }
  }

  #definition(reference: string): Schema {
    const schema = this.#definitions[reference.replace("#/$defs/", "")];
    if (schema === undefined) throw new TypeError(`the schema has no ${reference}`);
    return schema;
  }

  /** The breach that lies deepest in the value: the form that it belongs to was kept up to there. */
  #nearest(forms: readonly Schema[], value: unknown, at: string): Breach | null {
    const breaches: Breach[] = [];
    for (const form of forms) {
      const breach = this.breach(form, value, at);
      if (breach === null) return null;
      breaches.push(breach);
    }
    const ofForm = breaches.filter(({ otherForm }) => otherForm === undefined);
    const [nearest] = [...(ofForm.length > 0 ? ofForm : breaches)].sort((one, other) => depth(other) - depth(one));
    if (nearest?.otherForm === undefined) return nearest ?? wrong(at, "nothing is allowed here");
    const known = [...new Set(breaches.flatMap(({ otherForm = [] }) => otherForm))];
    return { ...unknownValue(nearest.at, valueAt(value, nearest.at.slice(at.length + 1)), known), otherForm: known };
  }

  #inItems(items: Schema | undefined, values: readonly unknown[], at: string): Breach | null {
    if (items === undefined) return null;
    for (const [index, value] of values.entries()) {
      const breach = this.breach(items, value, `${at}[${index}]`);
      if (breach !== null) return breach;
    }
    return null;
  }

  #inFields(schema: Schema, value: Readonly<Record<string, unknown>>, at: string): Breach | null {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    // What tells one form from another comes first.
    const place = (name: string): number => isTag(properties[name]) ? 0 : 1;
    const names = Object.keys(value).sort((one, other) => place(one) - place(other));
    for (const name of names) {
      const where = at === "" ? name : `${at}.${name}`;
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known === undefined && additionalProperties === false) return wrong(where, "there is no such field");
      const field = known ?? (typeof additionalProperties === "object" ? additionalProperties : {});
      const breach = this.breach(field, value[name], where);
      if (breach !== null) return isTag(known) ? { ...breach, otherForm: valuesOf(known) } : breach;
    }
    const missing = required.find((name) => !Object.hasOwn(value, name));
    return missing === undefined ? null : wrong(at, `the field ${missing} is missing`);
  }
}

function wrong(at: string, says: string): Breach {
  return { at, says };
}

const MOST_TOLD = 8;

function unknownValue(at: string, value: unknown, known: readonly unknown[]): Breach {
  const words = known.map((each) => typeof each === "string" ? each : JSON.stringify(each));
  if (words.length > MOST_TOLD && typeof value === "string") {
    return wrong(at, `${JSON.stringify(value)} is not known${didYouMean(value, words)}`);
  }
  return wrong(at, `${words.length === 1 ? "" : "one of "}${words.join(", ")} is needed`);
}

function valueAt(value: unknown, field: string): unknown {
  return (Object(value) as Readonly<Record<string, unknown>>)[field];
}

function valuesOf(schema: Schema | undefined): readonly unknown[] {
  return schema?.enum ?? [schema?.const];
}

function depth({ at }: Breach): number {
  return at.split(/[.[]/).length;
}

function isTag(schema: Schema | undefined): boolean {
  return schema !== undefined && ("const" in schema || schema.enum !== undefined);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function articleOf(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
