import assert from "node:assert/strict";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Recording, Row } from "../../conformance/recordings/recording.js";
import { readRecordings } from "../../conformance/recordings/recording-files.js";
import { sequenceFigure } from "../../tools/drawing/sequence.js";
import { sequenceSteps } from "../../tools/drawing/sequence-words.js";
import { recordedChapters } from "../../tools/recording/record-chapter.js";

const recordings = recordedChapters.flatMap((chapter) => readRecordings(chapter).recordings);
const figures = recordings.map((each) => [each, sequenceFigure(each, "some 1.0")] as const);

interface Parsed {
  readonly "@viewBox": string;
  readonly text: readonly { readonly "@x": string; readonly "@y": string }[];
}

function recorded(id: string): Recording {
  const found = recordings.find(({ scenario }) => scenario === id);
  assert.ok(found, id);
  return found;
}

function figureOf(id: string): string {
  return sequenceFigure(recorded(id), "some 1.0");
}

describe("the drawings of runs", () => {
  it("are sound markup, with a title, a description and nothing that a policy forbids", () => {
    for (const [{ scenario }, figure] of figures) {
      assert.equal(XMLValidator.validate(figure), true, scenario);
      assert.match(figure, /<svg viewBox="0 0 340 \d+" role="img"><title>A run of [^<]+<\/title><desc>[^<]+<\/desc>/);
      assert.doesNotMatch(figure, / (style|id|on\w+|href)=|="[^"]*(undefined|NaN)/, scenario);
    }
  });

  it("are small: 3 kB as a rule, and 10 kB at most", () => {
    const sizes = figures.map(([, figure]) => Buffer.byteLength(figure)).sort((a, b) => a - b);
    assert.ok((sizes[Math.floor(sizes.length / 2)] ?? 0) < 3000);
    assert.ok((sizes.at(-1) ?? 0) < 10_000);
  });

  it("keep within their height, and their texts apart", () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@" });
    for (const [{ scenario }, figure] of figures) {
      const { svg } = (parser.parse(figure) as { figure: { svg: Parsed } }).figure;
      const height = Number(svg["@viewBox"].split(" ")[3]);
      const ys = svg.text.map((text) => Number(text["@y"]));
      assert.ok(ys.every((y) => y > 0 && y <= height), scenario);
      const rows = [...new Set(ys)].sort((a, b) => a - b);
      for (const [index, y] of rows.entries()) {
        assert.ok(index === 0 || y - (rows[index - 1] ?? 0) >= 9, `${scenario}: two texts at ${y}`);
      }
    }
  });

  it("say all that they show in a list, too", () => {
    for (const recording of recordings) {
      const { rows, forbidden = [], scenario } = recording;
      const shown = rows.filter(({ kind }) => kind !== "leave").length + forbidden.length;
      assert.equal(sequenceSteps(recording).length, shown, scenario);
    }
    assert.deepEqual(sequenceSteps(recorded("transport.lose.flushes-while-peer-sends")), [
      "The program calls run.",
      "The reactor calls the first callback.",
      "The program calls listen.",
      "The reactor calls listening.",
      "The peer connects.",
      "The reactor calls factory.",
      "The reactor calls connectionMade.",
      "The reactor calls dataReceived, 64 KiB, from the peer.",
      "The program calls write, 5 MiB.",
      "The program calls loseConnection.",
      "3.9 ms pass.",
      "The reactor calls connectionLost, done.",
      "<b>The peer sees: 5 MiB, end.</b>",
    ]);
  });

  it("show how long the reactor waited, what was checked and where something was forbidden", () => {
    const row = (kind: Row["kind"], figure: string, pattern: RegExp): void => assert.match(figure, pattern, kind);
    row("wait", figureOf("connect.timeout.over"), /class="pause">251 ms pass<\/text>/);
    row("arrow", figureOf("transport.abort.discards"), /class="expected">[^<]*reset<\/text>/);
    const forbidden = figureOf("listen.close");
    assert.match(forbidden, /<rect class="never"[^>]*>.*class="never"[^>]*>never: factory</);
  });

  it("escape what a scenario names", () => {
    const named: Recording = {
      scenario: "a", digest: "", lanes: [{ kind: "program", name: "program" }, { kind: "peer", name: "<&>" }],
      rows: [{ kind: "arrow", text: '"<b>&"', from: 0, to: 1, expected: true }, { kind: "note", text: "<i>", at: 1 }],
      forbidden: [{ text: "</svg>", after: null, before: null }],
    };
    const figure = sequenceFigure(named, "<named> 1.0");
    assert.equal(XMLValidator.validate(figure), true);
    assert.doesNotMatch(figure, /<i>|"<b>&/);
  });
});
