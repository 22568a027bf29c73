import assert from "node:assert/strict";
import { expressionChanges } from "../../tools/mutation/expression-changes.js";
import { isPure } from "../../tools/mutation/purity.js";
import { statementChanges } from "../../tools/mutation/statement-changes.js";
import { placesOf } from "../../tools/mutation/syntax.js";

/** Every text that a text is changed to. */
function changed(text: string): readonly string[] {
  return placesOf(text).flatMap((place) => [...expressionChanges(place, text), ...statementChanges(place, text)])
    .map((change) => text.slice(0, change.start) + (change.kind === "removal" ? "" : change.text)
      + text.slice(change.end));
}

function changes(text: string, ...expected: readonly string[]): void {
  assert.deepEqual([...changed(text)].sort(), [...expected].sort());
}

describe("the changes that make mutants", () => {
  it("compare otherwise, next to the bound and against it", () => {
    changes("let x = a < b;", "let x = a <= b;", "let x = a >= b;");
    changes("let x = a >= b;", "let x = a > b;", "let x = a < b;");
    changes("let x = a === b;", "let x = a !== b;");
  });

  it("keep the brackets around operands", () => {
    changes("let x = (a + b) * c;", "let x = (a + b) / c;", "let x = (a - b) * c;");
    changes("let x = (a < (b)) === c;",
      "let x = (a < (b)) !== c;", "let x = (a <= (b)) === c;", "let x = (a >= (b)) === c;");
  });

  it("leave one operand of two out", () => {
    changes("let x = a && b;", "let x = a;", "let x = b;");
    changes("let x = a || b;", "let x = a;", "let x = b;");
    changes("let x = a ?? b;", "let x = a;", "let x = b;");
  });

  it("move numbers by one, and turn booleans", () => {
    changes("let x = 0;", "let x = 1;");
    changes("let x = 7;", "let x = 7 - 1;", "let x = 7 + 1;");
    changes("let x = -1;", "let x = 0;", "let x = -2;");
    changes("let x = true;", "let x = false;");
    changes("let x = { 1: a };");
  });

  it("count the other way", () => {
    changes("x++;", "x--;", "");
    changes("x += y;", "x -= y;", "");
    changes("let x = a >> b;", "let x = a << b;");
  });

  it("turn a condition, empty its branches, and leave early where that is done at times", () => {
    changes("if (a) b();", "if (!(a)) b();", "if (a) ");
    changes("if (a) b(); else c();", "if (!(a)) b(); else c();", "if (a)  else c();", "if (a) b(); else ");
    changes("if (!a) { throw b; }", "if (a) { throw b; }", "if (true) { throw b; }", "if (!a) ");
    changes("let x = a ? b : c;", "let x = !(a) ? b : c;");
    changes("while (a) b();", "while (!(a)) b();", "while (a) ");
    changes("for (const a of b) c();", "for (const a of b) ");
    changes("try { a(); } catch { b(); }", "try {  } catch { b(); }", "try { a(); } catch {  }");
    changes("switch (a) { case b: c(); d(); }",
      "switch (a) { case b:  }", "switch (a) { case b:  d(); }", "switch (a) { case b: c();  }");
  });

  it("leave statements out, but not what a branch is emptied of already, or what ends a function anyway", () => {
    changes("f(); g = h;", " g = h;", "f(); ");
    changes("function f() { if (a) { b(); return; } return c; }",
      "function f() { if (!(a)) { b(); return; } return c; }", "function f() { if (true) { b(); return; } return c; }",
      "function f() { if (a)  return c; }", "function f() { if (a) {  return; } return c; }",
      "function f() { if (a) { b();  } return c; }");
    changes("class A extends B { constructor(c) { super(); this.c = c; } }");
    changes("f(() => g());", "f(() => undefined);", "");
  });

  it("follow a chain where it would end", () => {
    changes("let x = a?.b.c;", "let x = a.b.c;");
    changes("let x = a?.[0](b);", "let x = a[0](b);", "let x = a?.[1](b);");
    changes("let x = a.b?.().c?.d;", "let x = a.b().c?.d;", "let x = a.b?.().c.d;");
  });

  it("are looked at beforehand only where nobody notices", () => {
    const isPureText = (text: string): boolean => {
      const place = placesOf(`(${text});`).find(({ parent }) => parent?.node.type === "ExpressionStatement");
      assert.ok(place);
      return isPure(place.node);
    };
    for (const text of ["a < b.c[0]", "a.isThis(b) && !c", "() => f()"]) assert.ok(isPureText(text), text);
    for (const text of ["a < f()", "a.isThis(f())", "(a = b)", "a++", "new A()", "island(a)"]) {
      assert.ok(!isPureText(text), text);
    }
  });
});
