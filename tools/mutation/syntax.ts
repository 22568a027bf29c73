import { parse, type AnyNode, type Node } from "acorn";

/** A node of a module, and where it stands. */
export interface Place {
  readonly node: AnyNode;
  readonly parent: Place | null;
  /** The names of the classes, functions and methods around it, joined by dots; empty for the module itself. */
  readonly within: string;
  /** Whether it is evaluated when the module is loaded, and never again. */
  readonly isStatic: boolean;
}

/**
 * Every node of a module of JavaScript, each before those in it.
 * @throws SyntaxError if it is none.
 */
export function placesOf(source: string): readonly Place[] {
  const places: Place[] = [];
  const visit = (place: Place): void => {
    places.push(place);
    const { node, isStatic } = place;
    for (const child of childrenOf(node)) {
      const name = nameOf(child, node);
      visit({
        node: child, parent: place,
        within: name === null ? place.within : [place.within, name].filter((each) => each !== "").join("."),
        isStatic: isStatic && !isLater(child, node),
      });
    }
  };
  const program = parse(source, { ecmaVersion: "latest", sourceType: "module" }) as AnyNode;
  visit({ node: program, parent: null, within: "", isStatic: true });
  return places;
}

export function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && typeof (value as Partial<Node>).type === "string";
}

/** The name that a class, function, method or field brings in, or that its declaration gives it. */
function nameOf(node: AnyNode, parent: AnyNode): string | null {
  switch (node.type) {
    case "ClassDeclaration":
    case "FunctionDeclaration": return node.id?.name ?? null;
    case "MethodDefinition":
    case "PropertyDefinition":
    case "Property": return isNamed(node.key) && isNaming(node) ? nameIn(node.key) : null;
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return parent.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : null;
    default: return null;
  }
}

/** Of the properties of an object only the functions have a name of their own. */
function isNaming(node: AnyNode): boolean {
  return node.type !== "Property" || isFunction(node.value);
}

type Named = Extract<AnyNode, { readonly type: "Identifier" | "PrivateIdentifier" }>;

function isNamed(node: AnyNode): node is Named {
  return node.type === "Identifier" || node.type === "PrivateIdentifier";
}

function nameIn(node: Named): string {
  return node.type === "PrivateIdentifier" ? `#${node.name}` : node.name;
}

/** Whether a node is evaluated later than what it stands in: a body of a function, or a field of an instance. */
function isLater(node: AnyNode, parent: AnyNode): boolean {
  return isFunction(node) || (parent.type === "PropertyDefinition" && !parent.static && node === parent.value);
}

export function isFunction(node: AnyNode): boolean {
  return node.type === "FunctionDeclaration" || node.type === "FunctionExpression"
    || node.type === "ArrowFunctionExpression";
}
