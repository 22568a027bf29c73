import assert from "node:assert/strict";
import { elementsOf, misplaced, readMarkup, textOf } from "./markup.js";

describe("the reader of pages", () => {
  it("reads elements, their attributes and their text", () => {
    const root = readMarkup('<!DOCTYPE html><p class="a" hidden>1 &lt; <b>2</b><br>\n3</p><script>a < b</script>');
    const [, paragraph, bold] = elementsOf(root);
    assert.deepEqual([...paragraph?.attributes ?? []], [["class", "a"], ["hidden", ""]]);
    assert.equal(bold?.tag, "b");
    assert.equal(paragraph === undefined ? "" : textOf(paragraph), "1 < 2 3");
  });

  for (const [source, problem] of [
    ["<p><b>text</p></b>", /closes <b>/],
    ["<p>text", /<p> is not closed/],
    ["a < b", /stray "<"/],
    ["a &copy b", /unknown entity/],
    ['<p id="a" id="b"></p>', /stands twice/],
  ] as const) {
    it(`refuses ${source}`, () => assert.throws(() => readMarkup(source), problem));
  }

  for (const [source, problem] of [
    ["<p><ul><li>text</li></ul></p>", "<ul> in <p>"],
    ["<ul><p>text</p></ul>", "<p> in <ul>"],
    ["<ul>text</ul>", '"text" in <ul>'],
    ['<a href="#a"><b><a href="#b">text</a></b></a>', "<a> in a link or button"],
    ["<div><summary>text</summary></div>", "<summary> outside <details>"],
    ["<table><tr><td>text</td></tr></table>", "<tr> in <table>"],
    ["<h2><div>text</div></h2>", "<div> in <h2>"],
  ] as const) {
    it(`finds ${problem} misplaced`, () => assert.deepEqual(misplaced(readMarkup(source)), [problem]));
  }

  it("finds nothing where all is well", () => {
    const source = "<details><summary>a</summary><ul><li><p><a>b</a></p></li></ul></details>";
    assert.deepEqual(misplaced(readMarkup(source)), []);
  });
});
