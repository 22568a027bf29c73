import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { digestOfScenario, type Recording, type Row } from "../../conformance/recordings/recording.js";
import {
  formatRecordings, readRecordings, recordingsFile, settledOn,
} from "../../conformance/recordings/recording-files.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { recordChapter, recordedChapters, scenariosOf } from "../../tools/recording/record-chapter.js";

const MOST_ROWS = 52;
const MOST_BYTES = 2_500_000;
const again = "npm run record records it again";

const all = recordedChapters.map(readRecordings);
const recordings = all.flatMap((each) => each.recordings);

/** In which order several threads ran is different each time. */
function isSettled({ lanes }: Recording): boolean {
  return lanes.filter(({ kind }) => kind === "thread").length < 2 && lanes.every(({ name }) => name !== "threads");
}

function lanesOfRow(row: Row): readonly number[] {
  switch (row.kind) {
    case "enter": return [row.from];
    case "arrow": case "reply": return [row.from, row.to];
    case "note": return [row.at];
    default: return [];
  }
}

describe("the recordings", () => {
  it("are of the scenarios as they are now, and of all that can be played", () => {
    const byId = new Map(recordings.map((each) => [each.scenario, each]));
    assert.equal(byId.size, recordings.length);
    for (const scenario of scenarios.filter(({ variantOf }) => variantOf === undefined)) {
      const recording = byId.get(scenario.id);
      if (recording === undefined) {
        // It is about what the subject that was recorded lacks or does not claim.
        const { lacks = [], claims = [] } = scenario;
        assert.ok(lacks.length > 0 || claims.some((each) => each.startsWith("shim")), `${scenario.id}: ${again}`);
      } else {
        assert.equal(recording.digest, digestOfScenario(scenario), `${scenario.id} has changed: ${again}`);
      }
      byId.delete(scenario.id);
    }
    assert.deepEqual([...byId.keys()], [], `there is no such scenario any more: ${again}`);
  });

  it("are short, and speak of lanes that are there", () => {
    for (const { scenario, lanes, rows, forbidden = [] } of recordings) {
      assert.ok(lanes.length >= 2 && lanes.length <= 4, scenario);
      const shown = rows.filter(({ kind }) => kind !== "leave").length;
      assert.ok(shown > 0 && shown <= MOST_ROWS, `${scenario}: ${shown} rows`);
      for (const lane of rows.flatMap(lanesOfRow)) assert.ok(lane in lanes, scenario);
      for (const row of rows) if ("text" in row) assert.match(row.text, /^[^\n]{1,120}$/, scenario);
      for (const { after, before } of forbidden) {
        assert.ok((after ?? 0) <= rows.length && (before ?? rows.length) <= rows.length, scenario);
      }
    }
    const bytes = recordedChapters.reduce((sum, chapter) => sum + statSync(recordingsFile(chapter)).size, 0);
    assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  });

  it("end no callback that has not begun", () => {
    for (const { scenario, rows } of recordings) {
      let open = 0;
      for (const row of rows) {
        if (row.kind === "enter") open++;
        if (row.kind === "leave") open--;
        if (row.kind === "gap") open = row.open;
        assert.ok(open >= 0, scenario);
      }
    }
  });

  it("point out something in almost every run", () => {
    const plain = recordings.filter(({ rows, forbidden }) =>
      forbidden === undefined && !rows.some((row) => "expected" in row));
    assert.ok(plain.length < recordings.length / 20, plain.map(({ scenario }) => scenario).join(", "));
  });

  for (const chapter of ["04-timed-calls.md", "08-listening-and-connecting.md"]) {
    it(`come out the same when ${chapter} is recorded again`, async function () {
      this.timeout(60_000);
      const former = readRecordings(chapter);
      const now = await recordChapter(chapter);
      assert.deepEqual(now.recordings.filter(isSettled), former.recordings.filter(isSettled), again);
      assert.equal(former.recordings.length, scenariosOf(chapter).length);
      assert.equal(formatRecordings(JSON.parse(formatRecordings(former)) as typeof former), formatRecordings(former));
    });
  }

  it("stay as they were when only the order of the same events is another", () => {
    const former = recordings.find(({ scenario }) => scenario === "thread.pool.concurrent") as Recording;
    const turned = { ...former, rows: [...former.rows].reverse() };
    assert.equal(settledOn(former, turned), former);
    assert.equal(settledOn({ ...former, digest: "" }, turned), turned);
    assert.notEqual(settledOn(former, { ...turned, rows: turned.rows.slice(1) }), former);
  });
});
