import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { styleOf } from "../../conformance/report/style.js";
import { comparisonText } from "../../conformance/command/comparison-text.js";
import { compare } from "../../conformance/versions/compare.js";
import { comparisonMarkdown } from "../../conformance/versions/comparison-markdown.js";
import { markWords, type Mark } from "../../conformance/versions/mark-words.js";
import { grouped } from "../../conformance/versions/order.js";
import { fewestNames, retests } from "../../conformance/versions/retest.js";
import {
  currentText, type StandardText, type VersionedRequirement,
} from "../../conformance/versions/standard-text.js";
import { summary } from "../../conformance/versions/summary.js";
import { levels } from "../../spec/requirement.js";
import { refuses, run, runHere } from "./command-line.js";

function rule(id: string, fields: Partial<VersionedRequirement> = {}): VersionedRequirement {
  return {
    id, aliases: [], level: "must", profile: "core", text: `It MUST ${id}.`, intent: "Useful.", prior: null,
    chapter: "01-a.md", since: "1.0.0", test: { kind: "scenario" }, ...fields,
  };
}

function text(version: string, ...requirements: readonly VersionedRequirement[]): StandardText {
  return { version, date: "2026-11-26", requirements };
}

const shown = (marks: readonly Mark[]): string => marks.map(({ kind, text: words }) =>
  kind === "same" ? words : kind === "removed" ? `[-${words}-]` : `{+${words}+}`).join("");

describe("the words that differ between two texts", () => {
  const words = fc.oneof(
    fc.array(fc.constantFrom("a", "b", "`c d`", ".", ",", " ", "  ", "\n", "it's", "e.g", "MUST"), { maxLength: 24 })
      .map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 40 }),
  );
  const without = (marks: readonly Mark[], kind: Mark["kind"]): string =>
    marks.filter((mark) => mark.kind !== kind).map((mark) => mark.text).join("");

  it("give both texts back", () => {
    fc.assert(fc.property(words, words, (before, after) => {
      const marks = markWords(before, after);
      assert.equal(without(marks, "added"), before);
      assert.equal(without(marks, "removed"), after);
    }), { numRuns: 300 });
  });

  it("are all of them in texts too long to be a requirement's", () => {
    const [before, after] = ["a ".repeat(3000), "b a ".repeat(3000)];
    const kinds = markWords(before, after).filter(({ text }) => text.trim() !== "").map(({ kind }) => kind);
    assert.deepEqual(kinds, ["removed", "added"]);
  });

  it("are none in a text and itself, and come in no more pieces than there are changes", () => {
    fc.assert(fc.property(words, words, (before, after) => {
      assert.deepEqual(markWords(before, before), before === "" ? [] : [{ kind: "same", text: before }]);
      const marks = markWords(before, after);
      assert.ok(marks.every((mark) => mark.text !== ""));
      marks.slice(1).forEach((mark, index) => {
        const former = marks[index];
        assert.ok(former !== undefined && mark.kind !== former.kind);
        assert.ok(mark.kind !== "removed" || former.kind === "same");
      });
    }));
  });

  it("keep as much as can be kept, in whole words", () => {
    assert.equal(shown(markWords("A call MUST be ordered.", "A timed call MUST NOT be ordered.")),
      "A {+timed +}call MUST {+NOT +}be ordered.");
    assert.equal(shown(markWords("calls `a b` then", "called `a c` then")), "[-calls `a b`-]{+called `a c`+} then");
    assert.equal(shown(markWords("`a` and `b` MUST", "`a`, `b` and `c` MUST")), "`a`{+, `b`+} and [-`b`-]{+`c`+} MUST");
    assert.equal(shown(markWords("It ends, then.", "It ends.")), "It ends[-, then-].");
  });
});

describe("the comparison of two versions", () => {
  it("puts levels first, the stricter ones before the laxer, and each requirement where it weighs most", () => {
    const before = text("1.0.0", rule("a.lax"), rule("a.strict", { level: "should" }), rule("a.text"), rule("a.gone"),
      rule("a.old"), rule("a.scope"), rule("a.note"), rule("a.same"), rule("a.eaten"));
    const after = text("2.0.0", rule("a.note", { intent: "More useful.", text: before.requirements[6]?.text ?? "" }),
      rule("a.lax", { level: "may", text: "It MAY." }), rule("a.strict"), rule("a.new"),
      rule("a.text", { text: "It MUST NOT.", aliases: ["a.eaten"] }),
      rule("a.renamed", { aliases: ["a.old"], text: "It MUST a.old." }), rule("a.scope", { profile: "tcp" }),
      rule("a.same"));
    const comparison = compare(before, after);
    assert.deepEqual(grouped(comparison).map(({ name, differences }) => [name, differences.map(({ id }) => id)]), [
      ["stricter", ["a.strict"]], ["laxer", ["a.lax"]], ["text", ["a.text"]], ["scope", ["a.scope"]],
      ["added", ["a.new"]], ["removed", ["a.gone", "a.eaten"]], ["renamed", ["a.renamed"]], ["notes", ["a.note"]],
    ]);
    assert.deepEqual(comparison.differences.flatMap((each) => each.kind === "removed" ? [[each.id, each.into]] : []),
      [["a.gone", null], ["a.eaten", "a.text"]]);
    assert.equal(summary(comparison), "1 with a stricter level, 1 with a laxer level, 1 with another sentence, "
      + "1 of another profile, binding or way of testing, 1 added, 2 removed, 1 renamed, 1 with other notes alone");
    assert.deepEqual(retests(comparison, after.requirements).map(({ profile, requirements, whole, command }) =>
      [profile, requirements.map(({ id, why }) => `${id}: ${why}`), whole, command]), [
      ["core", ["a.strict: was a SHOULD", "a.new: new", "a.text: another sentence"], false,
        "reactor-standard test SUBJECT a.strict a.new a.text"],
      ["tcp", ["a.scope: was of the profile core"], true, "reactor-standard test SUBJECT --profile tcp"],
    ]);
    const page = comparisonText(comparison, retests(comparison, after.requirements), styleOf(false));
    assert.match(page, / {2}a\.lax {2}MAY, profile core\n {4}level: MUST became MAY, which is laxer\n/);
    assert.match(page, / {2}a\.eaten {2}MUST, profile core, now part of a\.text\n/);
    assert.match(page, / {2}a\.renamed {2}MUST, profile core\n {4}formerly a\.old\n/);
    const markup = new MarkdownIt().render(comparisonMarkdown(comparison, retests(comparison, after.requirements)));
    assert.match(markup, /<h2>Stricter levels<\/h2>\n<ul>\n<li>\n?(?:<p>)?<code>a\.strict<\/code> \(MUST, /);
    assert.match(markup, /<blockquote>\n<p>It MUST a\.text\.<\/p>\n<\/blockquote>\n<p>is now<\/p>\n<blockquote>/);
  });

  it("asks for no new test of what is laxer, optional, gone, renamed or only better explained", () => {
    const before = text("1", rule("a.a"), rule("a.b", { level: "may" }), rule("a.c"), rule("a.d"), rule("a.e"));
    const after = text("2", rule("a.a", { level: "should" }), rule("a.b", { level: "may", text: "It MAY." }),
      rule("a.f", { aliases: ["a.d"], text: "It MUST a.d." }), rule("a.e", { prior: "Seen." }),
      rule("a.g", { level: "may" }));
    assert.deepEqual(retests(compare(before, after), after.requirements), []);
  });

  const versions = fc.uniqueArray(fc.record({
    id: fc.constantFrom("a.a", "a.b", "a.c", "b.a", "b.b", "b.c.d"),
    level: fc.constantFrom(...levels),
    text: fc.constantFrom("One.", "Two.", "One or two."),
    prior: fc.constantFrom(null, "Seen."),
  }), { selector: ({ id }) => id }).map((rules) => text("1", ...rules.map(({ id, ...fields }) => rule(id, fields))));

  it("is empty for a version and itself, and accounts for every id, in both directions", () => {
    fc.assert(fc.property(versions, versions, (before, after) => {
      assert.deepEqual(compare(before, before).differences, []);
      const there = compare(before, after).differences;
      const back = compare(after, before).differences;
      const idsOf = (differences: typeof there, kind: string): readonly string[] =>
        differences.filter((each) => each.kind === kind).map(({ id }) => id).toSorted();
      assert.deepEqual(idsOf(there, "added"), idsOf(back, "removed"));
      assert.deepEqual(idsOf(there, "changed"), idsOf(back, "changed"));
      const untouched = before.requirements.map(({ id }) => id).filter((id) => !idsOf(there, "removed").includes(id));
      assert.deepEqual([...untouched, ...idsOf(there, "added")].toSorted(),
        after.requirements.map(({ id }) => id).toSorted());
    }));
  });

  it("finds a renamed requirement in both directions", () => {
    const before = text("1", rule("a.old", { text: "It MUST." }));
    const after = text("2", rule("a.new", { text: "It MUST.", aliases: ["a.old"] }));
    for (const [one, other, from] of [[before, after, "a.old"], [after, before, "a.new"]] as const) {
      const [difference, ...more] = compare(one, other).differences;
      assert.ok(difference?.kind === "changed" && more.length === 0);
      assert.deepEqual(difference.changes.map((each) => each.kind === "renamed" && each.from), [from]);
    }
  });

  it("names what is to be tested by few areas, and by none that has anything else", () => {
    const all = ["a.b", "a.c", "d.e.f", "d.e.g", "d.h", "i.j", "i.j.k"];
    assert.deepEqual(fewestNames(new Set(["a.b", "a.c", "d.e.f", "d.e.g", "i.j.k"]), all), ["a", "d.e", "i.j.k"]);
    fc.assert(fc.property(fc.subarray(currentText().requirements.map(({ id }) => id)), (chosen) => {
      const ids = currentText().requirements.map(({ id }) => id);
      const names = fewestNames(new Set(chosen), ids);
      const selected = ids.filter((id) => names.some((name) => id === name || id.startsWith(`${name}.`)));
      const below = (id: string): boolean => chosen.some((each) => id.startsWith(`${each}.`));
      assert.deepEqual(selected.filter((id) => !below(id) || chosen.includes(id)), chosen);
    }), { numRuns: 20 });
  });
});

describe("the command diff", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(join(tmpdir(), "reactor-standard-versions-"))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: unknown): string => {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
    return join(folder, name);
  };

  it("compares the versions that are shipped", async () => {
    const { code, stdout, stderr } = await run("diff", "0.1.0-draft.1", "0.1.0-draft.2");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^The Reactor Standard, 0\.1\.0-draft\.1 \(2026-11-22\) to 0\.1\.0-draft\.2 \(/);
    assert.match(stdout, /\n {2}profile\.absent {2}MUST, profile core\n/);
    assert.match(stdout, /\n {2}udp: 53 requirements, which is all of it\n {4}reactor-.* SUBJECT --profile udp\n/);
  });

  it("ends with 1 for differences only where that is asked", async () => {
    const same = await runHere("diff", "current", "--exit-code");
    assert.equal(same.code, 0);
    assert.match(same.stdout, /\nno difference\n/);
    assert.equal((await runHere("diff", "0.1.0-draft.1", "--exit-code")).code, 1);
    assert.equal((await runHere("diff", "0.1.0-draft.1", "--profile", "shim", "--exit-code")).code, 1);
    const shims = await runHere("diff", "0.1.0-draft.1", "0.1.0-draft.2", "--profile", "shim", "--exit-code");
    assert.match(shims.stdout, /\nno difference\n/);
    assert.equal(shims.code, 0);
  });

  it("reads files of others, which may say more, or less where it can", async () => {
    const old = file("old.json", {
      version: "0.0.1", date: "2026-01-01", title: "Spec",
      requirements: [{ id: "a.b", level: "should", profile: "tcp", text: "It SHOULD.", binding: null, link: "#a.b" }],
    });
    const young = file("new.json", text("0.0.2", rule("a.b", { profile: "tcp", text: "It MUST." })));
    const { stdout } = await runHere("diff", old, young, "--json");
    const { differences, retest } = JSON.parse(stdout) as {
      readonly differences: readonly { readonly changes: readonly { readonly kind: string }[] }[];
      readonly retest: readonly { readonly command: string }[];
    };
    const kinds = differences.flatMap(({ changes }) => changes.map(({ kind }) => kind));
    assert.deepEqual(kinds, ["level", "text", "intent"]);
    assert.deepEqual(retest.map(({ command }) => command), ["reactor-standard test SUBJECT --profile tcp"]);
  });

  it("refuses what is no version of the standard", async () => {
    await refuses(2, /: OLD is missing: a version \(0\.1\.0-draft\.1, .*, current\) or a file\n$/, "diff");
    const says = async (message: RegExp, ...args: readonly string[]): Promise<void> => {
      const { code, stdout, stderr } = await runHere("diff", ...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    };
    await says(/: no version or file 0\.1\.0-draft\.0; did you mean 0\.1\.0-draft\.1\? \(versions: .*\)\n$/,
      "0.1.0-draft.0");
    await says(/: nowhere\.json: no such file\n$/, "nowhere.json");
    await says(/text\.json: not JSON: /, file("text.json", "It MUST."));
    await says(/list\.json: no version of the standard: an object is needed\n$/, file("list.json", []));
    await says(/level\.json: no version of the standard: requirements\[0\]\.level: one of must, should, may is /,
      file("level.json", text("1", rule("a.b", { level: "shall" as "must" }))));
    await says(/twice\.json: no version of the standard: it has a\.b twice\n$/,
      file("twice.json", text("1", rule("a.b"), rule("a.b"))));
    await says(/no profile tpc; did you mean tcp\?\n$/, "current", "--profile", "tpc");
    await says(/--json and --markdown exclude each other\n$/, "current", "--json", "--markdown");
    await says(/two versions are compared: c is too much\n$/, "a", "b", "c");
  });
});
