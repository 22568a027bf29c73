import type { AnyNode } from "acorn";
import type { Change, OperatorName } from "./change.js";
import { isPure } from "./purity.js";
import type { Place } from "./syntax.js";

const comparisons: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "===": ["!=="], "!==": ["==="],
};

const arithmetic: Readonly<Record<string, string>> = {
  "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "**": "*", "<<": ">>", ">>": "<<", "&": "|", "|": "&",
  "+=": "-=", "-=": "+=", "++": "--", "--": "++",
};

/** Whether a condition is changed as a comparison already, so that its negation would be the same change again. */
export function isComparison(node: AnyNode): boolean {
  return node.type === "BinaryExpression" && node.operator in comparisons;
}

/** The expressions that are tried in place of an expression. */
export function expressionChanges({ node, parent }: Place, source: string): readonly Change[] {
  const to = (operator: OperatorName, ...texts: readonly string[]): readonly Change[] => texts.map((text) =>
    ({ kind: "replacement", operator, start: node.start, end: node.end, text, isPure: isPure(node) }));
  switch (node.type) {
    case "BinaryExpression": return [
      ...to("comparison", ...(comparisons[node.operator] ?? []).map((other) => withOperator(node, other, source))),
      ...to("arithmetic", ...othersOf(node.operator).map((other) => withOperator(node, other, source))),
    ];
    case "AssignmentExpression":
      return to("arithmetic", ...othersOf(node.operator).map((other) => withOperator(node, other, source)));
    case "UpdateExpression": {
      const operand = textOf(node.argument, source);
      const counted = (other: string): string => node.prefix ? other + operand : operand + other;
      return to("arithmetic", ...othersOf(node.operator).map(counted));
    }
    case "LogicalExpression": return to("logical", textOf(node.left, source), textOf(node.right, source));
    case "UnaryExpression": {
      if (node.operator === "!") return to("negated", textOf(node.argument, source));
      const value = node.operator === "-" ? numberIn(node.argument) : null;
      return value === null ? [] : to("constant", String(1 - value), String(-1 - value));
    }
    case "Literal": {
      if (parent !== null && isKey(node, parent.node)) return [];
      if (typeof node.value === "boolean") return to("boolean", String(!node.value));
      if (numberIn(node) === null || isMinus(parent?.node)) return [];
      return to("constant", ...node.value === 0 ? ["1"] : [`${node.raw} - 1`, `${node.raw} + 1`]);
    }
    case "ChainExpression":
      return to("chain", ...optionsIn(node.expression).map((at) => withoutOption(at, node, source)));
    default: return [];
  }
}

function textOf(node: AnyNode, source: string): string {
  return source.slice(node.start, node.end);
}

function othersOf(operator: string): readonly string[] {
  const other = arithmetic[operator];
  return other === undefined ? [] : [other];
}

type Infix = Extract<AnyNode, { readonly type: "BinaryExpression" | "AssignmentExpression" }>;

/** The operands may be in brackets that are part of neither. */
function withOperator({ start, end, left, right, operator }: Infix, other: string, source: string): string {
  const between = source.slice(left.end, right.start).replace(operator, () => other);
  return source.slice(start, left.end) + between + source.slice(right.start, end);
}

function numberIn(node: AnyNode): number | null {
  return node.type === "Literal" && typeof node.value === "number" ? node.value : null;
}

function isMinus(node: AnyNode | undefined): boolean {
  return node?.type === "UnaryExpression" && node.operator === "-";
}

function isKey(node: AnyNode, parent: AnyNode): boolean {
  return (parent.type === "Property" || parent.type === "PropertyDefinition" || parent.type === "MethodDefinition")
    && parent.key === node;
}

/** Where the links of a chain end that are followed by `?.`. */
function optionsIn(link: AnyNode): readonly number[] {
  if (link.type === "MemberExpression") return [...optionsIn(link.object), ...(link.optional ? [link.object.end] : [])];
  if (link.type === "CallExpression") return [...optionsIn(link.callee), ...(link.optional ? [link.callee.end] : [])];
  return [];
}

function withoutOption(at: number, { start, end }: AnyNode, source: string): string {
  const rest = source.slice(at, end);
  return source.slice(start, at) + rest.replace(/\?\.(?=[([])/, "").replace(/^(\s*)\?\./, "$1.");
}
