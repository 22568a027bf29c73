import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { marked, occurs, scenario, when } from "../../conformance/language/build.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { agentAt, playAmong, type Said } from "./hostile/play-among.js";

const AGENT = fileURLToPath(new URL("hostile/canned-agent.js", import.meta.url));
const TIMEOUT_SCALE = 3;

/** What the kit says of each misbehaviour of the canned agent. */
const says: Readonly<Record<string, RegExp>> = {
  "hello": /^the agent breaks agent\.unasked: it answered hello, and was not asked to$/,
  "refused": /^the agent breaks agent\.unasked: it refused end, and was not asked for it$/,
  "ended": /^the agent breaks agent\.unasked: it reported end, and was not asked to$/,
  "peer": /^the agent breaks agent\.peers: it reported what the peer nobody saw, and plays no peers$/,
  "unknown-event": /^the agent breaks agent\.form: its event "surprise" is of no kind that there is$/,
  "inherited-event": /^the agent breaks agent\.form: its event "constructor" is of no kind that there is$/,
  "nameless-mark": /^the agent breaks agent\.form: its event mark has no name$/,
  "wrong-type": /^the agent breaks agent\.form: its event enter has as cb no text: 7$/,
  "wrong-error": /^the agent breaks agent\.form: its event ran has as error no object of its form, for it has as code no /,
  "deep": /^the agent breaks agent\.form: its event return has as value no value of at most 16 levels: a list of 1$/,
  "untimed": /^the agent breaks agent\.time: its event mark has no number as t$/,
  "repeated-seq": /^the agent breaks agent\.seq: its event \d+ came where \d+ was due$/,
  "backward-seq": /^the agent breaks agent\.seq: its event -1 came where \d+ was due$/,
  "no-seq": /^the agent breaks agent\.seq: its event mark has no number as seq$/,
  "list": /^the agent breaks agent\.lines: it wrote a line that is no event: "\[/,
  "half-line": /^the subject's process is gone: it exited with code 0, in the middle of a line$/,
  "flood-of-garbage": /^the agent breaks agent\.line-length: it wrote a line of more than 1048576 bytes$/,
  "flood-of-lines": /^the agent breaks agent\.lines: it wrote a line that is no event: "garbage"$/,
  "flood-of-events": /^waited for the mark "done" through 200000 events$/,
  "flood-of-bytes": /^waited for the mark "done" through 67108864 bytes of events$/,
  "afterthought": /^the agent breaks agent\.quiet: it wrote the event mark outside of a scenario$/,
  "second-hello": /^the agent breaks agent\.unasked: it answered hello, and was not asked to$/,
  "ended-twice": /^the agent breaks agent\.quiet: it wrote the event ended outside of a scenario$/,
};

function canned(name: string): Scenario {
  return scenario({
    id: `agent.hostile/${name}`, title: name, phases: [{}], ends: [when(marked("done"))],
    expect: [occurs("it is done", marked("done"))],
  });
}

describe("a hostile agent", () => {
  const names = [...Object.keys(says), "exit"];
  let hostile: readonly Said[];
  let innocent: readonly Said[];
  let memory: number;

  before(async () => {
    const { maxRSS } = process.resourceUsage();
    const others = [canned("none"), null, null];
    const played = await playAmong(agentAt(AGENT), names.map(canned), others, TIMEOUT_SCALE);
    memory = process.resourceUsage().maxRSS - maxRSS;
    hostile = played.scenarios;
    innocent = played.others;
  });

  for (const [index, [name, expected]] of Object.entries(says).entries()) {
    it(`costs its scenario, and is told what it did: ${name}`, () => {
      assert.match(hostile[index]?.message ?? "", expected);
    });
  }

  it("that exits behind a scenario costs nothing", () => {
    assert.deepEqual([hostile.at(-1)?.outcome, hostile.at(-1)?.findings], ["completed", []]);
  });

  it("costs no other scenario anything", () => {
    for (const { outcome, message, findings } of innocent) {
      assert.deepEqual([outcome, message, findings], ["completed", null, []]);
    }
    assert.equal(innocent.length, Math.ceil(names.length / 3));
  });

  it("does not fill the kit's memory", () => {
    assert.ok(memory < 600_000, `it grew by ${memory} KiB`);
  });
});
