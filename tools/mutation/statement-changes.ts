import type { AnyNode, Statement } from "acorn";
import type { Change, OperatorName, Removal } from "./change.js";
import { isComparison } from "./expression-changes.js";
import { isPure } from "./purity.js";
import { isFunction, type Place } from "./syntax.js";

/** What is tried in place of a statement, of a branch, of a condition, or of all that a callback does. */
export function statementChanges({ node, parent }: Place, source: string): readonly Change[] {
  switch (node.type) {
    case "IfStatement": return [
      ...negated(node.test, source),
      ...(leaves(node.consequent) ? [replaced("forced", node.test, "true")] : []),
      emptied(node.consequent, `if (${textOf(node.test, source)})`, source),
      ...(node.alternate == null || node.alternate.type === "IfStatement" ? []
        : [emptied(node.alternate, "else", source)]),
    ];
    case "ConditionalExpression":
    case "WhileStatement":
    case "DoWhileStatement": return negated(node.test, source);
    case "ForOfStatement": return [emptied(node.body, `for (… of ${textOf(node.right, source)})`, source)];
    case "SwitchCase": {
      const label = node.test == null ? "default:" : `case ${textOf(node.test, source)}:`;
      return within("emptied", node.consequent, label, source);
    }
    case "CatchClause": return within("emptied", node.body.body, "catch", source);
    case "ExpressionStatement": return isSuperCall(node) ? [] : removed(node, parent, source);
    case "ReturnStatement": return isEndOfFunction(node, parent) ? [] : removed(node, parent, source);
    case "ThrowStatement": return removed(node, parent, source);
    case "ArrowFunctionExpression": return isDeed(node.body) ? [replaced("removed", node.body, "undefined")] : [];
    default: return [];
  }
}

function textOf(node: AnyNode, source: string): string {
  return source.slice(node.start, node.end);
}

function span({ start, end }: AnyNode): { readonly start: number; readonly end: number } {
  return { start, end };
}

function replaced(operator: OperatorName, node: AnyNode, text: string): Change {
  return { kind: "replacement", operator, ...span(node), text, isPure: isPure(node) };
}

/** A comparison has an opposite of its own, and so has what is negated already. */
function negated(test: AnyNode, source: string): readonly Change[] {
  const isNegated = test.type === "UnaryExpression" && test.operator === "!";
  return isComparison(test) || isNegated ? [] : [replaced("negated", test, `!(${textOf(test, source)})`)];
}

function emptied(branch: Statement, head: string, source: string): Change {
  return { kind: "removal", operator: "emptied", ...span(branch), shown: `${head} ${textOf(branch, source)}` };
}

function within(
  operator: OperatorName, statements: readonly Statement[], head: string, source: string,
): readonly Change[] {
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) return [];
  const shown = `${head} ${source.slice(first.start, last.end)}`;
  return [{ kind: "removal", operator, start: first.start, end: last.end, shown }];
}

/** Whether a branch ends what it is in. */
function leaves(branch: Statement): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement";
}

/** A statement that is all of a branch is emptied as that branch; a constructor that keeps nothing proves nothing. */
function removed(node: Statement, parent: Place | null, source: string): readonly Change[] {
  if (isBranch(parent) || isKeeping(node, parent)) return [];
  return [{ kind: "removal", operator: "removed", ...span(node), ...assignment(node, source) }];
}

function assignment(node: Statement, source: string): Pick<Removal, "assigns"> {
  if (node.type !== "ExpressionStatement" || node.expression.type !== "AssignmentExpression") return {};
  const { operator, left, right } = node.expression;
  if (operator !== "=" || !isPure(left) || !isPure(right)) return {};
  return { assigns: [textOf(left, source), textOf(right, source)] };
}

function isBranch(parent: Place | null): boolean {
  switch (parent?.node.type) {
    case "IfStatement":
    case "ForOfStatement":
    case "CatchClause": return true;
    case "SwitchCase": return parent.node.consequent.length === 1;
    case "BlockStatement": return parent.node.body.length === 1 && isBranch(parent.parent);
    default: return false;
  }
}

/** Whether a constructor keeps one of its parameters. */
function isKeeping(node: AnyNode, parent: Place | null): boolean {
  const method = parent?.parent?.parent?.node;
  return method?.type === "MethodDefinition" && method.kind === "constructor" && node.type === "ExpressionStatement"
    && node.expression.type === "AssignmentExpression" && node.expression.right.type === "Identifier";
}

/** Whether a function ends there anyway. */
function isEndOfFunction(node: AnyNode, parent: Place | null): boolean {
  if (parent?.node.type !== "BlockStatement" || parent.node.body.at(-1) !== node) return false;
  return parent.parent !== null && isFunction(parent.parent.node);
}

function isSuperCall({ expression }: Extract<AnyNode, { readonly type: "ExpressionStatement" }>): boolean {
  return expression.type === "CallExpression" && expression.callee.type === "Super";
}

/** Whether the body of a function is a call or an assignment. */
function isDeed(body: AnyNode): boolean {
  if (body.type === "UnaryExpression") return body.operator === "void";
  const inner = body.type === "ChainExpression" ? body.expression : body;
  return inner.type === "CallExpression" || inner.type === "AssignmentExpression";
}
