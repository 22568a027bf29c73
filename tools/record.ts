import { existsSync, writeFileSync } from "node:fs";
import {
  formatRecordings, readRecordings, recordingsFile, settledOn,
} from "../conformance/recordings/recording-files.js";
import type { Recordings } from "../conformance/recordings/recording.js";
import { recordChapter, recordedChapters } from "./recording/record-chapter.js";

const usage = `record: plays the scenarios on the simulated reactor, and keeps what a drawing of each run shows

Usage
  npm run record -- [CHAPTER ...]

CHAPTER is the file name of a chapter, such as 04-timed-calls: without one, all chapters are recorded. The recordings
are written into conformance/recordings/. A run of several threads is kept as it was, if only the order of their events
is another.

Exit codes
  0  the recordings are written
  1  a scenario was not passed
  2  the command line is wrong
`;

/** Records the chapters that are named. Returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const wanted = args.map((each) => each.endsWith(".md") ? each : `${each}.md`);
  const unknown = wanted.filter((each) => !recordedChapters.includes(each));
  if (args.includes("--help") || unknown.length > 0) {
    console.error(unknown.length > 0 && !args.includes("--help") ? `there is no chapter ${unknown.join(", ")}` : usage);
    return args.includes("--help") ? 0 : 2;
  }
  for (const chapter of wanted.length === 0 ? recordedChapters : wanted) {
    const file = recordingsFile(chapter);
    let now: Recordings;
    try {
      now = await recordChapter(chapter);
    } catch (error) {
      console.error(String(Object(error)["message"]));
      return 1;
    }
    const former = existsSync(file) ? readRecordings(chapter).recordings : [];
    const byId = new Map(former.map((each) => [each.scenario, each]));
    const recordings = now.recordings.map((each) => settledOn(byId.get(each.scenario), each));
    const text = formatRecordings({ ...now, recordings });
    writeFileSync(file, text);
    const size = `${recordings.length} scenarios, ${Math.ceil(text.length / 1000)} kB`;
    console.log(`${chapter.replace(/\.md$/, ".json")}  ${size}`);
  }
  return 0;
}

// A thread that a scenario left may keep the process alive.
process.exit(await main(process.argv.slice(2)));
