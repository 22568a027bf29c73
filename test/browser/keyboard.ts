import assert from "node:assert/strict";
import type { Setting } from "./setting.js";

/** What has the keyboard, and how that is seen. */
interface Focus {
  readonly what: string;
  readonly inSight: boolean;
  readonly outline: string;
}

/** The pages without a mouse. */
export function keyboardTests(given: () => Setting): void {
  describe("the keyboard", () => {
    it("comes first to a link past the bar, and always shows where it is", async () => {
      const { site, tabs } = given();
      for (const name of site.pages) {
        const { page } = await tabs.get(name);
        await page.evaluate(() => {
          scrollTo(0, 0);
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
          getSelection()?.collapse(document.body, 0); // The next element is the first of the page.
        });
        for (let step = 0; step < 20; step += 1) {
          await page.keyboard.press("Tab");
          const { what, inSight, outline } = await page.evaluate((): Focus => {
            const focused = document.activeElement ?? document.body;
            const { top, left, bottom, width } = focused.getBoundingClientRect();
            return {
              what: focused.outerHTML.slice(0, 100), outline: getComputedStyle(focused).outlineStyle,
              inSight: bottom > 0 && top < innerHeight && left >= 0 && width > 0,
            };
          });
          if (step === 0) assert.match(what, /class="skip" href="#main"/, name);
          assert.ok(inSight, `${name}: ${what} has the keyboard and is out of sight`);
          assert.notEqual(outline, "none", `${name}: ${what} does not show that it has the keyboard`);
        }
      }
    });

    it("gets past the bar by the first link", async () => {
      const { tabs } = given();
      const { page } = await tabs.get("coverage.html");
      await page.focus("a.skip");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
      await page.evaluate(() => history.replaceState(null, "", location.pathname));
    });
  });
}
