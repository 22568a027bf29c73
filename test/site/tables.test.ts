import assert from "node:assert/strict";
import { digestOf } from "../../conformance/report/canonical-json.js";
import { textDigest, type Result } from "../../conformance/results/result.js";
import { bindsReactors } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import { coverageOf, holesOf, isTested, percentOf } from "../../tools/site/coverage/coverage.js";
import { coveragePage } from "../../tools/site/coverage/page.js";
import { matrixPage } from "../../tools/site/matrix/page.js";
import { readResults } from "../../tools/site/results.js";
import { chips, dataVerdicts } from "../../tools/site/standard/chips.js";
import { readSpec } from "../../tools/spec/spec.js";
import { elementsOf, hasClass, misplaced, readMarkup, textOf, type Element } from "./markup.js";

const source = { spec: readSpec(), date: "2026-11-26" };
const kept = readResults();

/** A page's elements, of which each id is there once. */
function elementsIn(content: string): readonly Element[] {
  const root = readMarkup(content);
  assert.deepEqual(misplaced(root), []);
  const elements = elementsOf(root);
  const ids = idsOf(elements);
  assert.equal(new Set(ids).size, ids.length);
  return elements;
}

function idsOf(elements: readonly Element[]): readonly string[] {
  return elements.flatMap(({ attributes }) => attributes.get("id") ?? []);
}

function rowsIn(elements: readonly Element[]): readonly Element[] {
  return elements.filter(({ tag, attributes }) => tag === "tr" && attributes.has("id"));
}

/** The links of a row that lead to the page of the standard. */
function linksIn(row: Element): readonly string[] {
  return elementsOf(row).flatMap(({ attributes }) => attributes.get("href") ?? [])
    .filter((href) => href.startsWith("spec.html"));
}

describe("the page of reactors by requirement", () => {
  let elements: readonly Element[];
  let rows: readonly Element[];
  before(() => {
    elements = elementsIn(matrixPage(source, kept).content);
    rows = rowsIn(elements);
  });

  it("has a row for every requirement that speaks of what was judged, with a link to it", () => {
    const due = requirements.filter(bindsReactors).map(({ id }) => id);
    assert.deepEqual(rows.map(({ attributes }) => attributes.get("id")).sort(), due.sort());
    for (const row of rows) assert.deepEqual(linksIn(row), [`spec.html#${row.attributes.get("id")}`]);
  });

  it("shows divergences first", () => {
    const groups = rows.map((row) => elementsOf(row).find((each) => hasClass(each, "group"))
      ?.attributes.get("data-value"));
    assert.equal(groups[0], "divergent");
    const order = ["divergent", "kept-by-none", "kept-by-all", "not-judged"];
    const shimsFrom = groups.indexOf("divergent", groups.indexOf("not-judged"));
    for (const part of [groups.slice(0, shimsFrom), groups.slice(shimsFrom)]) {
      const places = part.map((group) => order.indexOf(group ?? ""));
      assert.deepEqual(places, [...places].sort((a, b) => a - b));
    }
  });

  it("leads from what is not kept to a reason that is there", () => {
    const ids = new Set(idsOf(elements));
    const cells = elements.filter((each) => each.tag === "td" && !hasClass(each, "number")
      && (hasClass(each, "deviates") || hasClass(each, "breaks")));
    assert.ok(cells.length > 0);
    for (const cell of cells) {
      const href = elementsOf(cell).find(({ tag }) => tag === "a")?.attributes.get("href") ?? "";
      assert.ok(ids.has(href.slice(1)), href);
      assert.match(textOf(cell), /^\S (deviates|breaks)$/);
    }
  });

  it("says of each subject of what version it was, when and where it was judged, and by what report", () => {
    const text = textOf(readMarkup(matrixPage(source, kept).content));
    for (const { subject, date, environment, report } of kept) {
      for (const fact of [subject.name, subject.version, date, environment.platform, report.slice(0, 12)]) {
        assert.ok(text.includes(fact), fact);
      }
    }
  });

  it("shows no verdict on another wording than the requirement has now", () => {
    const [first] = requirements;
    const [one] = kept;
    assert.ok(first !== undefined && one !== undefined);
    const { digest: _, ...rest } = { ...one, requirements: one.requirements.map((each) =>
      each.id === first.id ? { ...each, text: textDigest({ text: "An older one." }) } : each) };
    const older: Result = { ...rest, digest: digestOf(rest) };
    const row = rowsIn(elementsIn(matrixPage(source, [older]).content))
      .find(({ attributes }) => attributes.get("id") === first.id);
    assert.ok(row !== undefined);
    assert.match(textOf(row), /~ stale$/);
    assert.match(dataVerdicts(first, [older]), /:stale$/);
  });
});

describe("the chips of a requirement", () => {
  it("name every subject that it speaks of once, and the day of the runs", () => {
    for (const requirement of requirements) {
      const words = dataVerdicts(requirement, kept);
      const shown = chips(requirement, kept);
      readMarkup(shown);
      assert.ok(shown.includes(`href="coverage.html#${requirement.id}"`));
      assert.equal(words === "", !bindsReactors(requirement), requirement.id);
      if (words === "") continue;
      assert.ok(shown.includes(`href="matrix.html#${requirement.id}"`));
      assert.match(shown, /<time>\d{4}-\d\d-\d\d<\/time>/);
      assert.equal(new Set(words.split(" ").map((each) => each.split(":")[0])).size, words.split(" ").length);
    }
  });
});

describe("the results in the repository", () => {
  it("are of the requirements as they are, and each breaks none that is not listed", () => {
    const texts = new Map(requirements.map((each) => [each.id, textDigest(each)]));
    for (const { subject, requirements: judged, summary } of kept) {
      assert.deepEqual([summary.fail, summary.error], [0, 0], subject.name);
      const stale = judged.filter(({ id, text }) => texts.get(id) !== text).map(({ id }) => id);
      assert.deepEqual(stale, [], `${subject.name} has to be judged again: npm run matrix -- NAME`);
    }
  });
});

describe("the page of the coverage", () => {
  const covered = coverageOf(requirements);
  let elements: readonly Element[];
  before(() => void (elements = elementsIn(coveragePage(source).content)));

  it("has a row for every requirement, with a link to it", () => {
    const rows = rowsIn(elements);
    assert.deepEqual(rows.map(({ attributes }) => attributes.get("id")), requirements.map(({ id }) => id));
    for (const row of rows) assert.deepEqual(linksIn(row), [`spec.html#${row.attributes.get("id")}`]);
  });

  it("counts what is tested, and never rounds up", () => {
    assert.deepEqual(covered.filter((each) => !isTested(each)).map(({ requirement: { test } }) => test.kind),
      requirements.filter(({ test }) => test.kind === "none").map(() => "none"));
    assert.equal(percentOf({ all: 577, tested: 576 }), 99);
    assert.equal(percentOf({ all: 3, tested: 3 }), 100);
    assert.equal(percentOf({ all: 0, tested: 0 }), null);
  });

  it("shows the holes first, the untested ones with their reasons", () => {
    const holes = elements.find(({ attributes }) => attributes.get("id") === "holes");
    assert.ok(holes !== undefined);
    const { untested, unproven, once, oneFault } = holesOf(covered);
    const text = textOf(holes);
    for (const { requirement: { id } } of untested) assert.ok(text.includes(`${id}: `), id);
    for (const [own, words] of [
      [untested, "without a scenario"], [unproven, "without a faulty reactor"], [once, "with one scenario only"],
      [oneFault, "with one faulty reactor only"],
    ] as const) assert.ok(text.includes(`${own.length} ${words}`), words);
    const order = idsOf(elements).filter((id) => ["holes", "chapters", "requirements"].includes(id));
    assert.deepEqual(order, ["holes", "chapters", "requirements"]);
  });
});
