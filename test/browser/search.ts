import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import type { Setting } from "./setting.js";
import { until } from "./tab.js";

/** The search of the standard's page. */
export function searchTests(given: () => Setting): void {
  describe("the search", () => {
    let page: Page;

    beforeEach(async () => {
      ({ page } = await given().tabs.get("spec.html"));
    });

    afterEach(() => page.keyboard.press("Escape"));

    async function find(query: string): Promise<readonly string[]> {
      await page.keyboard.press("/");
      await page.keyboard.press("Backspace"); // What was searched before is selected.
      await page.keyboard.type(query);
      return page.$$eval("#search-results .name", (names) => names.map(({ textContent }) => textContent ?? ""));
    }

    const chosen = (): Promise<string | null> => page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-activedescendant") ?? "";
      return document.getElementById(id)?.querySelector(".name")?.textContent ?? null;
    });

    it("finds a requirement by a part of its id, by beginnings of words, and by several words", async () => {
      assert.equal((await find("equal-deadline"))[0], "timer.order.equal-deadline");
      await page.keyboard.press("Escape");
      assert.ok((await find("order deadl schedul")).includes("timer.order.equal-deadline"));
      await page.keyboard.press("Escape");
      assert.deepEqual(await find("xyzzy"), []);
      assert.equal(await page.$eval("dialog .found", ({ textContent }) => textContent), "Nothing is found.");
    });

    it("has what is called so before what only says so", async () => {
      const byId = await find("half-close");
      const named = byId.map((name) => name.replaceAll(/[^a-z]/gi, "").toLowerCase().includes("halfclose"));
      assert.ok(named[0] === true && named.lastIndexOf(true) < named.indexOf(false), byId.join(", "));
      await page.keyboard.press("Escape");
      assert.equal((await find("held up"))[0], "held up");
    });

    it("marks the words, and says how many places it has found", async () => {
      const names = await find("watermark");
      const marks = await page.$$eval("#search-results mark", (all) => all.map(({ textContent }) => textContent));
      assert.ok(marks.length >= names.length && marks.every((mark) => mark?.toLowerCase() === "watermark"));
      const status = await page.$eval('dialog [role="status"]', ({ textContent }) => textContent);
      assert.match(status ?? "", /^\d+ places are found/);
    });

    it("is used by the keyboard alone, and leads to what was chosen", async () => {
      const names = await find("watermarks");
      assert.ok(names.length > 2);
      assert.equal(await chosen(), names[0]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      assert.equal(await chosen(), names[1]);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.equal(await chosen(), names.at(Math.min(names.length, 50) - 1));
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await until(page, "the place that was chosen", () => {
        const place = document.activeElement;
        const top = place?.getBoundingClientRect().top ?? -1;
        return place !== null && place.id !== "" && location.hash === `#${place.id}` && top >= 0 && top < 300;
      });
      assert.equal(await page.$eval("dialog.search", (dialog) => dialog.open), false);
    });

    it("closes by Escape, and leaves the keyboard where it was", async () => {
      await page.focus("#contents a");
      await find("core");
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate(() => document.activeElement?.matches("#contents a")), true);
    });

    it("leaves the key to whoever types", async () => {
      await page.focus('#filters input[name="q"]');
      await page.keyboard.press("/");
      assert.equal(await page.$eval('#filters input[name="q"]', ({ value }) => value), "/");
      assert.equal(await page.$eval("dialog.search", (dialog) => dialog.open), false);
      await page.keyboard.press("Backspace");
    });
  });
}
