import assert from "node:assert/strict";
import { reactorModule } from "../../tools/spec/generated.js";
import { plainText } from "../../tools/spec/inline.js";
import { parseChapter } from "../../tools/spec/parse.js";
import { places, rule } from "./chapters.js";

describe("the parser of chapters", () => {
  it("reads a requirement with its notes", () => {
    const [requirement] = parseChapter("04-timed-calls.md", [
      "# Timed calls {#timed-calls}",
      "",
      'r[timer.a]{level=should profile=core binding=typescript since=0.2.0 test=none reason="Only timing shows it."}',
      "A [timed call] SHOULD be `called[0]`",
      "as [timer.b] [says][timer.c], see [the bug](https://example.org).",
      "",
      "> [!INTENT]",
      "> One.",
      ">",
      "> Two.",
      "",
      "> [!PRIOR]",
      "> asyncio: [a bug](https://example.org/1).",
    ].join("\n")).requirements;
    assert.ok(requirement !== undefined);
    const { sentence, ...rest } = requirement;
    assert.equal(
      plainText(sentence.inline),
      "A timed call SHOULD be `called[0]` as timer.b says, see the bug (https://example.org).",
    );
    assert.deepEqual(rest, {
      file: "04-timed-calls.md",
      line: 3,
      id: "timer.a",
      level: "should",
      profile: "core",
      binding: "typescript",
      since: "0.2.0",
      test: { kind: "none", reason: "Only timing shows it." },
      intent: "One. Two.",
      prior: "asyncio: a bug (https://example.org/1).",
    });
  });

  const header = (attributes: string) => `r[a.b]{${attributes}}\nIt MUST.`;
  const faults: readonly (readonly [string, string])[] = [
    ["r[a.b] level=must\nIt MUST.", "01.md:1 requirement-syntax"],
    ["r[a.b]{level=must profile=core} It MUST.", "01.md:1 requirement-syntax"],
    ["r[a.b]{level=must profile=core}\n\nIt MUST.", "01.md:1 requirement-syntax"],
    ["- r[a.b]{level=must profile=core}\n  It MUST.", "01.md:1 requirement-syntax"],
    [header("profile=core"), "01.md:1 requirement-attribute"],
    [header("level=must"), "01.md:1 requirement-attribute"],
    [header("level=must profile=nonesuch"), "01.md:1 requirement-attribute"],
    [header("level=must level=must profile=core"), "01.md:1 requirement-attribute"],
    [header("level=must profile=core binding=python"), "01.md:1 requirement-attribute"],
    [header("level=must profile=core test=some"), "01.md:1 requirement-attribute"],
    [header("level=must profile=core reason=x"), "01.md:1 requirement-attribute"],
    [header("level=must profile=core colour=red"), "01.md:1 requirement-attribute"],
    ["> [!INTENT]\n> It is useful.", "01.md:1 note-syntax"],
    [`${rule("a.b", "It MUST.")}\nProse.\n\n> [!PRIOR]\n> It did not.`, "01.md:9 note-syntax"],
    [`${rule("a.b", "It MUST.")}\n> [!INTENT]\n> Again.`, "01.md:7 note-syntax"],
    ["r[a.b]{level=must profile=core}\nIt MUST.\n\n> [!INTENT]", "01.md:4 note-syntax"],
    ["> [!WARNING]\n> Mind the gap.", "01.md:1 note-syntax"],
  ];
  for (const [source, found] of faults) {
    it(`finds the fault in ${JSON.stringify(source)}`, () => {
      assert.deepEqual(places(parseChapter("01.md", source).problems), [found]);
    });
  }

  it("joins interface blocks byte for byte, in order", () => {
    const first = parseChapter("01-a.md", "# A {#a}\n\n```ts interface\ninterface A {\n  a: 1;\n}\n```\n");
    const second = parseChapter("02-b.md", "# B {#b}\n");
    const third = parseChapter("03-c.md", "```ts interface\ntype C = 1;\n```\n\n```ts interface\ntype D = 2;\n```\n");
    assert.equal(reactorModule([first, second, third]).split("\n").slice(1).join("\n"), [
      "", "// 01-a.md", "", "interface A {", "  a: 1;", "}", "", "// 03-c.md", "", "type C = 1;", "", "type D = 2;", "",
    ].join("\n"));
  });
});
