import assert from "node:assert/strict";
import { baseStyle } from "../../tools/site/base-style.js";
import { codeStyle } from "../../tools/site/standard/code-style.js";

/** Colours of texts, which can stand on the page and on panels. */
const texts = /^--(?:text|quiet|link|must|should|may|pass|fail|deviation|inconclusive|error|skip|code-\w+)$/;

describe("the colours of the pages", () => {
  const style = baseStyle + codeStyle;
  const light = coloursIn(style, /:root \{([^}]*)\}/g);
  const dark = coloursIn(style, /\[data-theme="dark"\] \{([^}]*)\}/g);

  for (const [name, colours] of [["light", light], ["dark", dark]] as const) {
    it(`can be read on ${name} pages`, () => {
      const own = [...colours].filter(([variable]) => texts.test(variable));
      assert.ok(own.length >= 16, `${own.length} colours`);
      for (const [variable, colour] of own) {
        for (const ground of ["--page", "--panel"]) {
          const ratio = contrast(colour, colours.get(ground) ?? "");
          assert.ok(ratio >= 4.5, `${variable} on ${ground}: ${ratio.toFixed(2)}`);
        }
      }
      for (const ground of ["--added", "--removed", "--marked"]) {
        const ratio = contrast(colours.get("--text") ?? "", colours.get(ground) ?? "");
        assert.ok(ratio >= 4.5, `--text on ${ground}: ${ratio.toFixed(2)}`);
      }
    });
  }

  it("are given for dark pages wherever they are for light ones", () => {
    assert.deepEqual([...dark.keys()].toSorted(), [...light.keys()].toSorted());
  });
});

function coloursIn(style: string, rule: RegExp): ReadonlyMap<string, string> {
  const declarations = [...style.matchAll(rule)].map(([, body = ""]) => body).join(";");
  return new Map([...declarations.matchAll(/(--[\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) =>
    [name, colour] as const));
}

/** As WCAG 2 has it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((index) => parseInt(colour.slice(index, index + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
