import assert from "node:assert/strict";
import { hostGroups, hostPlaces } from "../../spec/host-groups.js";
import type { HostGroup } from "../../spec/reactor.js";
import { requirements } from "../../spec/requirements.js";
import { layerCalls, placesOf, shimLayers, shimLayersWords } from "../../tools/drawing/shim-layers.js";
import { svgFile } from "../../tools/drawing/svg.js";

describe("the figure of the layers of a shim", () => {
  const texts = [...svgFile(shimLayers()).matchAll(/<text[^>]*>(.*?)<\/text>/g)]
    .map(([, content = ""]) => content.replaceAll("&apos;", "'"));

  it("shows every group of the interface, with all that belongs to it", () => {
    const all: [HostGroup] extends [(typeof hostGroups)[number]] ? true : false = true;
    assert.ok(all);
    for (const [index, group] of hostGroups.entries()) {
      assert.equal(texts.filter((each) => each === group).length, 1, group);
      const next = hostGroups[index + 1];
      const [from, to] = [texts.indexOf(group), next === undefined ? undefined : texts.indexOf(next)];
      assert.ok(texts.slice(from + 1, to).join(" ").startsWith(placesOf(group).join(", ")), group);
    }
    assert.deepEqual([...new Set(hostPlaces.map(([, group]) => group))].toSorted(), hostGroups.toSorted());
  });

  it("shows who calls whom, by requirements that exist", () => {
    const arrows = [...svgFile(shimLayers()).matchAll(/<polygon/g)];
    assert.equal(arrows.length, layerCalls.length);
    const ids = new Set(requirements.map(({ id }) => id));
    for (const { says, by } of layerCalls) {
      assert.equal(texts.filter((each) => each === says).length, 1, says);
      assert.ok(by === null || ids.has(by), String(by));
    }
  });

  it("says the same in its text alternative", () => {
    const words = shimLayersWords();
    for (const { says } of layerCalls) assert.ok(words.includes(says), says);
    for (const group of hostGroups) assert.ok(words.includes(`${group} (${placesOf(group).join(", ")})`), group);
  });

  it("fits a telephone", () => assert.ok(shimLayers().width <= 372));
});
