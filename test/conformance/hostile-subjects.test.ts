import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Scenario } from "../../conformance/language/scenario.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { GRANDCHILD, groups, hostilities, type Group, type Hostility } from "./hostile/hostilities.js";
import { moduleAt, playAmong, type Among, type Said } from "./hostile/play-among.js";
import { triggering } from "./hostile/triggers.js";

const SUBJECT = fileURLToPath(new URL("hostile/subject.js", import.meta.url));
const REFERENCE = fileURLToPath(new URL("../../reference/node/index.js", import.meta.url));
const INNOCENT = ["timer.once", "connection.data.whole", "timer.order.deadline", "connect.one-outcome"];
/** A watchdog that ran out on a busy machine is no verdict: then a group is played again, with longer ones. */
const AGAIN = 5;

const named = (ids: readonly string[]): readonly Scenario[] => scenarios.filter(({ id }) => ids.includes(id));
const innocent = named(INNOCENT);

/** Of every kind of operation one or two, for a subject that replaces what an agent could use for them. */
const OF_ALL_KINDS = [
  ...INNOCENT, "timer.cancel", "lifecycle.hook.order", "connection.throw.data", "transport.write.order",
  "flow.read.pause", "datagram.send.order", "resolver.set",
];

describe("a hostile subject", () => {
  let expected: readonly Said[];
  const results = new Map<Group, Among>();

  before(async () => {
    const played = groups.map(async (group) => void results.set(group, await playGroup(group)));
    expected = (await playAmong(moduleAt(REFERENCE), innocent, [], AGAIN)).scenarios;
    await Promise.all(played);
  });

  for (const group of groups) {
    for (const [index, hostility] of group.hostilities.entries()) {
      it(`that ${hostility.name} costs its scenario, and the kit says what happened`, () => {
        const said = results.get(group)?.scenarios[index];
        assert.deepEqual([said?.outcome, wrongIn(said, hostility)], [hostility.outcome, null]);
      });
    }

    it(`that ${group.hostilities[0]?.name}, or the like, costs no other scenario anything`, () => {
      const asEver = group.hostilities.map((_, index) => expected[index % expected.length]);
      assert.deepEqual(results.get(group)?.others, asEver);
    });
  }

  it("that replaces what the language and the host have changes nothing of what is said of it", async () => {
    const replacing = fileURLToPath(new URL("hostile/replacing-subject.js", import.meta.url));
    const [own, other] = await Promise.all([REFERENCE, replacing].map((path) =>
      playAmong(moduleAt(path), named(OF_ALL_KINDS), [], AGAIN)));
    assert.deepEqual(other?.scenarios, own?.scenarios);
    assert.deepEqual(own?.scenarios.filter(({ findings }) => findings.length > 0), []);
  });

  it("leaves no process behind", function () {
    if (process.platform !== "linux") return this.skip();
    const lines = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(commandLine);
    assert.deepEqual(lines.filter((line) => line === GRANDCHILD.join("\0") || line.includes(SUBJECT)), []);
  });
});

async function playGroup({ hostilities: own, timeoutScale }: Group): Promise<Among> {
  const played = own.map((each) => triggering(hostilities, each));
  const result = await playAmong(moduleAt(SUBJECT), played, innocent, timeoutScale);
  const isBusy = own.some((each, index) => wrongIn(result.scenarios[index], each) !== null)
    || result.others.some(({ findings, message }) => findings.length > 0 || message !== null);
  return isBusy ? playAmong(moduleAt(SUBJECT), played, innocent, timeoutScale * AGAIN) : result;
}

/** Null if the kit says of the scenario what it should. */
function wrongIn(said: Said | undefined, { outcome, says }: Hostility): string | null {
  const text = outcome === "completed" ? said?.findings.join("\n") : said?.message;
  if (says === null) return text === "" ? null : String(text);
  return says.test(text ?? "") ? null : String(text);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replace(/\0$/, "");
  } catch {
    return "";
  }
}
