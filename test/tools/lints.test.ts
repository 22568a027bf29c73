import assert from "node:assert/strict";
import { deadLink } from "../../tools/spec/lints/dead-link.js";
import { duplicateId } from "../../tools/spec/lints/duplicate-id.js";
import { fence } from "../../tools/spec/lints/fence.js";
import { figure } from "../../tools/spec/lints/figure.js";
import { heading } from "../../tools/spec/lints/heading.js";
import { html } from "../../tools/spec/lints/html.js";
import { intent } from "../../tools/spec/lints/intent.js";
import { keyword } from "../../tools/spec/lints/keyword.js";
import { linkText } from "../../tools/spec/lints/link-text.js";
import { lowerCaseKeyword } from "../../tools/spec/lints/lower-case-keyword.js";
import { malformedId } from "../../tools/spec/lints/malformed-id.js";
import { sectionNumber } from "../../tools/spec/lints/section-number.js";
import { strayKeyword } from "../../tools/spec/lints/stray-keyword.js";
import { table } from "../../tools/spec/lints/table.js";
import { unknownId } from "../../tools/spec/lints/unknown-id.js";
import { unknownReference } from "../../tools/spec/lints/unknown-reference.js";
import { unknownTerm } from "../../tools/spec/lints/unknown-term.js";
import { untested } from "../../tools/spec/lints/untested.js";
import { unusedTerm } from "../../tools/spec/lints/unused-term.js";
import { userCodeMark } from "../../tools/spec/lints/user-code-mark.js";
import type { Problem } from "../../tools/spec/model.js";
import type { Spec } from "../../tools/spec/spec.js";
import { places, rule, specOf } from "./chapters.js";

/** What a lint accepts, and what it finds in what it does not accept. */
interface Case {
  readonly lint: (spec: Spec) => readonly Problem[];
  readonly good: readonly string[];
  readonly bad: readonly (readonly [source: string, found: readonly string[]])[];
}

const manyRules = Array.from({ length: 20 }, (_, index) => rule(`a.b${index}`, "It MUST.")).join("\n");
const untestedRule = (id: string, reason: string) =>
  rule(id, "It MUST.", `level=must profile=core test=none ${reason}`);

const cases: readonly Case[] = [
  {
    lint: duplicateId,
    good: [`# A {#a}\n\n${rule("a.b", "It MUST.")}\n${rule("a.c", "It MUST.")}`],
    bad: [
      [`${rule("a.b", "It MUST.")}\n${rule("a.b", "It MUST also.")}`, ["01.md:7 duplicate-id"]],
      ["# A {#a}\n\n## B {#a}\n", ["01.md:3 duplicate-id"]],
    ],
  },
  {
    lint: malformedId,
    good: [rule("a1.b-2.c", "It MUST.")],
    bad: ["alone", "A.b", "a..b", "a.b_c", "a-b.c", ""].map((id) => [rule(id, "It MUST."), ["01.md:1 malformed-id"]]),
  },
  {
    lint: heading,
    good: ["# A {#a}\n\n## B {#b}\n\n## C {#c}\n"],
    bad: [
      ["# A\n", ["01.md:1 heading"]],
      ["# A {#a}\n\n### B {#b}\n", ["01.md:3 heading"]],
      ["# A {#a}\n\n# B {#b}\n", ["01.md:3 heading"]],
      ["Prose.\n", ["01.md:1 heading"]],
    ],
  },
  {
    lint: keyword,
    good: [
      rule("a.b", "It MUST NOT."), rule("a.b", "It MUST\nNOT."), rule("a.b", "It is REQUIRED."),
      rule("a.b", "It is NOT RECOMMENDED.", "level=should profile=core"),
      rule("a.b", "It is OPTIONAL, `MUST` or not.", "level=may profile=core"),
    ],
    bad: [
      [rule("a.b", "It does."), ["01.md:1 keyword"]],
      [rule("a.b", "It MUST, and it SHOULD."), ["01.md:1 keyword"]],
      [rule("a.b", "It SHOULD."), ["01.md:1 keyword"]],
    ],
  },
  {
    lint: strayKeyword,
    good: ['The keywords "MUST" and “MAY”, and the code `SHOULD`.', rule("a.b", "It MUST.")],
    bad: [
      ["One line,\nthen it MUST.", ["01.md:2 stray-keyword"]],
      ["[A link\nthat MAY](https://example.org), then it MUST.", ["01.md:2 stray-keyword"]],
      ["# It MAY {#may}", ["01.md:1 stray-keyword"]],
      ["- an item\n- that MUST NOT", ["01.md:2 stray-keyword"]],
      ["| a |\n|---|\n| SHALL |", ["01.md:3 stray-keyword"]],
      [`${rule("a.b", "It MUST.")}> It SHOULD.`, ["01.md:6 stray-keyword"]],
      ["> [!NOTE]\n> It is REQUIRED.", ["01.md:2 stray-keyword"]],
    ],
  },
  {
    lint: lowerCaseKeyword,
    good: ["It should, it may.", "> He said that it must.", rule("a.b", "It MUST, since May, in `may` and mustard.")],
    bad: [
      [rule("a.b", "It MUST,\nif it may."), ["01.md:3 lower-case-keyword"]],
      ["It must\nand shall.", ["01.md:1 lower-case-keyword", "01.md:2 lower-case-keyword"]],
      ["> [!NOTE]\n> It must.", ["01.md:2 lower-case-keyword"]],
    ],
  },
  {
    lint: intent,
    good: [rule("a.b", "It MUST.")],
    bad: [
      ["r[a.b]{level=must profile=core}\nIt MUST.", ["01.md:1 intent"]],
      ["r[a.b]{level=must profile=core}\nIt MUST.\n\n> [!PRIOR]\n> It did not.", ["01.md:1 intent"]],
    ],
  },
  {
    lint: untested,
    good: [`${manyRules}\n${untestedRule("b.c", 'reason="Only timing shows it."')}`],
    bad: [
      [`${manyRules}\n${untestedRule("b.c", "")}`, ["01.md:121 untested"]],
      [untestedRule("b.c", 'reason="Only timing shows it."'), ["01.md:1 untested-share"]],
    ],
  },
  {
    lint: unknownReference,
    good: [`See [a.b], \`[a.c]\` and [a web page](https://example.org).\n\n${rule("a.b", "It MUST, as [a.b].")}`],
    bad: [
      ["See\n[a.b].", ["01.md:2 unknown-reference"]],
      [rule("a.b", "It MUST, see [a.c]."), ["01.md:2 unknown-reference"]],
    ],
  },
  {
    lint: unknownTerm,
    good: ["- **address family**: a kind.\n- **turn**: one.\n\nSome [turns], [Address\nfamilies], [rounds][turn]."],
    bad: [
      ["A [turn].", ["01.md:1 unknown-term"]],
      ["- **turn** is no definition\n\nA [turn].", ["01.md:3 unknown-term"]],
    ],
  },
  {
    lint: unusedTerm,
    good: ["- **turn**: one.\n\nA [turn]."],
    bad: [
      ["- **turn**: one.\n", ["01.md:1 unused-term"]],
      ["- **turn**: one.\n- **turn**: two.\n\nA [turn].", ["01.md:2 duplicate-term"]],
    ],
  },
  {
    lint: deadLink,
    good: ["# A {#a}\n\n[b](#a) [c](01.md) [d](01.md#a) [e](reactor.ts) [f](https://example.org/#x)"],
    bad: [
      ["[b](#a)", ["01.md:1 dead-link"]],
      ["[b](01.md#a)", ["01.md:1 dead-link"]],
      ["\n\n[b](09.md)", ["01.md:3 dead-link"]],
    ],
  },
  {
    lint: sectionNumber,
    good: ["[RFC 9293, section 3.5](https://example.org), two steps, this chapter", "In 3 steps."],
    bad: [["See section 4.2,\nchapter 3, Step 3 and § 2.", [1, 2, 2, 2].map((line) => `01.md:${line} section-number`)]],
  },
  {
    lint: fence,
    good: ["```text\nx\n```", "```ts interface\n```", "```ts example\n```", "```json\n{}\n```"],
    bad: [
      ["```\nx\n```", ["01.md:1 fence"]],
      ["a\n\n    indented\n", ["01.md:3 fence"]],
      ["```ts\n```", ["01.md:1 fence"]],
      ["```ts exmaple\n```", ["01.md:1 fence"]],
      ["> [!NOTE]\n> x\n> ```\n> y\n> ```", ["01.md:3 fence"]],
    ],
  },
  {
    lint: figure,
    good: ["![states](a.svg)", '<svg><title>states</title></svg>', 'A <img src="a.svg" alt="states">.'],
    bad: [
      ["![](a.svg)", ["01.md:1 figure"]],
      ["<svg><g/></svg>", ["01.md:1 figure"]],
      ['A\n<img src="a.svg">.', ["01.md:2 figure"]],
    ],
  },
  {
    lint: linkText,
    good: [
      "[a/b#1](https://github.com/a/b/pull/1#issuecomment-2) [c/d#3](https://gitlab.com/c/d/-/issues/3)",
      "[RFC 9293](https://www.rfc-editor.org/rfc/rfc9293#section-3.5), [PEP 492](https://peps.python.org/pep-0492/)",
      "[his bug](https://github.com/a/b/issues/1)",
    ],
    bad: [
      ["One,\n[a/b#1](https://github.com/a/c/issues/1)", ["01.md:2 link-text"]],
      ["[a/b#1](https://github.com/a/b/issues/11)", ["01.md:1 link-text"]],
      ["[PEP 3156](https://peps.python.org/pep-3153/)", ["01.md:1 link-text"]],
    ],
  },
  {
    lint: unknownId,
    good: [`${rule("a.b.c", "It MUST.")}\nBoth \`a.b\` and \`a.b.c\`, \`x.y\`, and \`a.d(e)\`.`],
    bad: [[`${rule("a.b.c", "It MUST.")}\nThere is no \`a.c\`.`, ["01.md:7 unknown-id"]]],
  },
  {
    lint: table,
    good: ["| a | b |\n|---|---|\n| | |"],
    bad: [["| | b |\n|---|---|\n| c | d |", ["01.md:1 table"]]],
  },
  {
    lint: html,
    good: ["<!-- lints -->\n\n<!-- end of lints -->\n\nA 1 < 2, `<b>`.", '<img src="a.svg" alt="states">'],
    bad: [["<!-- a note to myself -->", ["01.md:1 drawn-part", "01.md:1 drawn-part"]], ["It<br>is", ["01.md:1 html"]]],
  },
  {
    lint: userCodeMark,
    good: ["1. Call it. (calls user code)\n   1. Call that. (calls\n      user code)", "The mark `(calls user code)`."],
    bad: [
      ["1. Call it. (may call user code)", ["01.md:1 user-code-mark"]],
      ["It (calls user code).", ["01.md:1 user-code-mark"]],
    ],
  },
];

describe("the lints of the chapters", () => {
  for (const { lint, good, bad } of cases) {
    it(`${lint.name} accepts what is right`, () => {
      for (const source of good) assert.deepEqual(places(lint(specOf([source]))), [], source);
    });
    it(`${lint.name} finds what is wrong, at its line`, () => {
      for (const [source, found] of bad) assert.deepEqual(places(lint(specOf([source]))), found, source);
    });
  }
});
