import type { AnyNode } from "acorn";
import { childrenOf } from "./syntax.js";

/** Whether an expression can be evaluated once more without anybody noticing. A call named `isThis` only looks. */
export function isPure(node: AnyNode): boolean {
  switch (node.type) {
    case "CallExpression": return isQuestion(node.callee) && childrenOf(node).every(isPure);
    case "UnaryExpression": return node.operator !== "delete" && isPure(node.argument);
    case "NewExpression":
    case "AssignmentExpression":
    case "UpdateExpression":
    case "AwaitExpression":
    case "YieldExpression":
    case "TaggedTemplateExpression":
    case "ImportExpression": return false;
    case "ArrowFunctionExpression":
    case "FunctionExpression": return true;
    default: return childrenOf(node).every(isPure);
  }
}

function isQuestion(callee: AnyNode): boolean {
  const name = callee.type === "MemberExpression" ? callee.property : callee;
  return (name.type === "Identifier" || name.type === "PrivateIdentifier") && /^is[A-Z]/.test(name.name);
}
