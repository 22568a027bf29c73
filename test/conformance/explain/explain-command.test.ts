import assert from "node:assert/strict";
import { explanation, type Explanation } from "../../../conformance/explain/explanation.js";
import { explanationText } from "../../../conformance/explain/explanation-text.js";
import { keptResults } from "../../../conformance/results/kept-results.js";
import { requirements } from "../../../spec/requirements.js";
import { run } from "../command-line.js";

function explained(id: string): string {
  const requirement = requirements.find((each) => each.id === id);
  assert.ok(requirement, id);
  return explanationText(explanation(requirement, keptResults()), false);
}

describe("the command explain", () => {
  it("tells what is given, done and expected, who proves it, who keeps it, and how to see it", async () => {
    const { code, stdout, stderr } = await run("explain", "transport.lose.flushes");
    assert.deepEqual([code, stderr], [0, ""]);
    for (const part of [
      /^transport\.lose\.flushes {2}MUST, profile tcp, since 0\.1\.0\n\n {2}/,
      /\nChecked by\n {2}transport\.lose\.flushes: .*\n/,
      /\n {4}Given {2}The protocol "server": /,
      /\n {4}When {3}In the first callback of the run the program listens as "server"/,
      /\n {4}Then {3}[A-Z]/,
      /\nProved by a reactor that\n {2}\w/,
      /\nWho keeps it\n {2}keeps: reference-node 0\.1\.0, /,
      /\n {2}by runs of the kit (on|from) 20\d\d-\d\d-\d\d/,
      /\nSee for yourself\n {2}reactor-standard test SUBJECT transport\.lose\.flushes\n {2}reactor-standard prove /,
      /\nRead it at\n {2}\S+#transport\.lose\.flushes\n$/,
    ]) assert.match(stdout, part);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 100, line);
  });

  it("prints the same as data", async () => {
    const { code, stdout } = await run("explain", "--json", "timer.once");
    assert.equal(code, 0);
    const { schemaVersion, ...data } = JSON.parse(stdout) as Explanation & { readonly schemaVersion: number };
    assert.equal(schemaVersion, 1);
    const requirement = requirements.find(({ id }) => id === "timer.once");
    assert.deepEqual(data, requirement === undefined ? null : explanation(requirement, keptResults()));
  });

  it("says what kind of thing breaks it, and why nobody checks what is not checked", () => {
    assert.match(explained("shim.install.other"), /\nProved by a shim that\n/);
    const ofAgents = explained("agent.lines");
    assert.match(ofAgents, /\nChecked by\n {2}the check of an agent, .*\n\nProved by an agent that\n {2}greets\n/);
    const untested = requirements.filter(({ test }) => test.kind === "none");
    assert.ok(untested.length > 0);
    for (const { id } of untested) assert.match(explained(id), /\nChecked by\n {2}no scenario: \w/);
  });

  it("tells of scenarios over another kind of connections by their titles alone", () => {
    const text = explained("unix.stream.listening");
    assert.match(text, /\n {2}unix\.stream\.listening\/listen\.close: over a UNIX socket: /);
    assert.doesNotMatch(text, /\n {4}Given/);
  });
});
