import type { Declaration, Member, TypeNode } from "./types.js";

export type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema of the type `root`, with all that it refers to. */
export function schemaOf(declarations: readonly Declaration[], root: string, about: Schema): Schema {
  const known = new Map(declarations.map((each) => [each.name, each]));
  const definitions = new Map<string, Schema>();
  const writer = new Writer(known, definitions);
  const reference = writer.schema({ kind: "name", name: root, arguments: [] });
  const sorted = [...definitions].sort(([one], [other]) => one < other ? -1 : 1);
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...about, ...reference,
    $defs: Object.fromEntries(sorted) };
}

/** An object type in full: of an intersection, the members of all its parts. */
type ObjectNode = TypeNode & { readonly kind: "object" };

class Writer {
  readonly #known: ReadonlyMap<string, Declaration>;
  readonly #definitions: Map<string, Schema>;

  constructor(known: ReadonlyMap<string, Declaration>, definitions: Map<string, Schema>) {
    this.#known = known;
    this.#definitions = definitions;
  }

  schema(type: TypeNode): Schema {
    switch (type.kind) {
      case "literal": return { const: type.value };
      case "array": return { type: "array", items: this.schema(type.of) };
      case "union": return this.#union(type.of);
      case "object": return this.#object(type);
      case "intersection": return this.#union(this.#objectsOf(type));
      case "indexed": return this.schema(this.#memberOf(type.of, type.member));
      case "name": return this.#name(type);
    }
  }

  #union(of: readonly TypeNode[]): Schema {
    const [only] = of;
    if (of.length === 1 && only !== undefined) return this.schema(only);
    const values = of.flatMap((each) => each.kind === "literal" ? [each.value] : []);
    const others = of.filter((each) => each.kind !== "literal").map((each) => this.schema(each));
    if (others.length === 0) return { enum: values };
    return { anyOf: [...others, ...(values.length === 0 ? [] : [{ enum: values }])] };
  }

  #object({ members, index }: ObjectNode): Schema {
    const required = members.filter(({ optional }) => !optional).map(({ name }) => name);
    return {
      type: "object",
      ...(members.length === 0 ? {} : { properties: Object.fromEntries(members.map((each) => this.#member(each))) }),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: index === null ? false : this.schema(index),
    };
  }

  #member({ name, type, doc }: Member): readonly [string, Schema] {
    return [name, { ...(doc === null ? {} : { description: doc }), ...this.schema(type) }];
  }

  #name(type: TypeNode & { readonly kind: "name" }): Schema {
    const [first, second] = type.arguments;
    switch (type.name) {
      case "string": case "number": case "boolean": return { type: type.name };
      case "Readonly": return this.schema(first ?? type);
      case "Record": return { type: "object", additionalProperties: this.schema(second ?? type) };
    }
    if (!this.#definitions.has(type.name)) {
      const { doc, type: declared } = this.#declared(type.name);
      this.#definitions.set(type.name, {});
      this.#definitions.set(type.name, { ...(doc === null ? {} : { description: doc }), ...this.schema(declared) });
    }
    return { $ref: `#/$defs/${type.name}` };
  }

  #declared(name: string): Declaration {
    const declaration = this.#known.get(name);
    if (declaration === undefined) throw new TypeError(`the language has no type ${name}`);
    return declaration;
  }

  /** The objects that a type stands for, an intersection multiplied out. */
  #objectsOf(type: TypeNode): readonly ObjectNode[] {
    switch (type.kind) {
      case "object": return [type];
      case "union": return type.of.flatMap((each) => this.#objectsOf(each));
      case "name": return this.#objectsOf(this.#declared(type.name).type);
      case "intersection": return type.of.map((each) => this.#objectsOf(each)).reduce((before, each) =>
        before.flatMap((one) => each.map((other): ObjectNode =>
          ({ kind: "object", members: [...one.members, ...other.members], index: one.index ?? other.index }))));
      default: throw new TypeError(`a type of the kind ${type.kind} is no part of an intersection`);
    }
  }

  #memberOf(type: TypeNode, name: string): TypeNode {
    const member = this.#objectsOf(type).flatMap(({ members }) => members).find((each) => each.name === name);
    if (member === undefined) throw new TypeError(`no member ${name}`);
    return member.type;
  }
}
