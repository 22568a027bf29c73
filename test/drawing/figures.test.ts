import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { figures } from "../../tools/drawing/figures.js";
import { inlined, svgFile } from "../../tools/drawing/svg.js";
import { readSpec, specDirectory } from "../../tools/spec/spec.js";

const { chapters } = readSpec();

describe("the figures of the chapters", () => {
  it("are all of the files of their directory", () => {
    const files = readdirSync(new URL("figures/", specDirectory));
    assert.deepEqual(files.toSorted(), Object.keys(figures).map((name) => `${name}.svg`).toSorted());
  });

  for (const [name, draw] of Object.entries(figures)) {
    describe(name, () => {
      const drawing = draw();
      const file = readFileSync(new URL(`figures/${name}.svg`, specDirectory), "utf8");

      it("is shown once, with all that it says as the text alternative", () => {
        const shown = chapters.flatMap((chapter) => chapter.figures)
          .filter(({ source }) => source === `figures/${name}.svg`);
        assert.deepEqual(shown.map(({ alternative }) => alternative.replace(/\s+/g, " ")), [drawing.alternative]);
      });

      it("is one well-formed image, with a title and a description", () => {
        assert.equal(XMLValidator.validate(file), true);
        const { svg } = new XMLParser({ ignoreAttributes: false }).parse(file) as {
          readonly svg: Readonly<Record<string, unknown>>;
        };
        assert.deepEqual([svg["@_role"], svg["title"], svg["desc"]], ["img", drawing.title, drawing.alternative]);
      });

      it("has one colour, that of the text around it, and by itself that of the reader's scheme", () => {
        const colours = [...file.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
        assert.deepEqual([...new Set(colours)].sort(), ["currentColor", "none"]);
        assert.match(file, /<style>svg\{color:#[0-9a-f]{6}\}@media\(prefers-color-scheme:dark\)/);
        assert.doesNotMatch(inlined(file), /<style/);
      });

      it("needs nothing else, and can stand in a page beside others", () => {
        const rest = file.replace("http://www.w3.org/2000/svg", "");
        assert.doesNotMatch(rest, / (?:id|class|style|href|on\w+)=|https?:|url\(/);
      });

      it("lies within its frame, on a telephone too", () => {
        assert.ok(drawing.width <= 372);
        for (const [, x, y] of file.matchAll(/ c?x="([\d.-]+)" c?y="([\d.-]+)"/g)) {
          assert.ok(Number(x) >= 0 && Number(x) <= drawing.width && Number(y) >= 0 && Number(y) <= drawing.height);
        }
        for (const [, d = ""] of file.matchAll(/ d="([^"l]*)"/g)) {
          for (const [, command, values = ""] of d.matchAll(/([MHVQC])([^MHVQC]*)/g)) {
            values.trim().split(/\s+/).map(Number).forEach((value, index) => {
              const most = command === "V" || (command !== "H" && index % 2 === 1) ? drawing.height : drawing.width;
              assert.ok(value >= 0 && value <= most, d);
            });
          }
        }
      });

      it("is drawn the same each time", () => assert.equal(svgFile(draw()), file));
    });
  }
});
