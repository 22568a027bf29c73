import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import type { Setting } from "./setting.js";
import { open } from "./tab.js";

/** The choice of light or dark. */
export function themeTests(given: () => Setting): void {
  describe("the theme", () => {
    const isDark = (page: Page): Promise<boolean> => page.evaluate(() => {
      const parts = /\d+/g[Symbol.match](getComputedStyle(document.body).backgroundColor) ?? [];
      return parts.reduce((sum, part) => sum + Number(part), 0) < 3 * 128;
    });

    it("is that of the system, also without scripts", async () => {
      const { browser, site } = given();
      for (const scheme of ["light", "dark"] as const) {
        const { page } = await open(browser, site.url("coverage.html"), { scheme, javascript: false });
        assert.equal(await isDark(page), scheme === "dark");
        await page.close();
      }
    });

    it("is the one that was chosen, on every page, from the first frame on", async () => {
      const { browser, site } = given();
      const { page } = await open(browser, site.url("coverage.html"), { scheme: "light" });
      await page.select(".theme select", "dark");
      assert.equal(await isDark(page), true);
      await page.goto(site.url("redline.html"));
      // Another process of the browser may not have been told yet of what was stored.
      for (let again = 0; again < 20 && !await isDark(page); again++) await page.reload();
      assert.equal(await isDark(page), true);
      assert.equal(await page.$eval(".theme select", ({ value }) => value), "dark");
      // What decides stands in the head, before anything that could be drawn.
      const early = await page.$$eval("head > script:not([type])", (scripts) => scripts.length);
      assert.equal(early, 1);
      await page.select(".theme select", "system");
      assert.equal(await isDark(page), false);
      await page.close();
    });
  });
}
