import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import type { Setting } from "./setting.js";
import { open } from "./tab.js";

/** The tables that are filtered and sorted, on each page that has one. */
export function tableTests(given: () => Setting): void {
  describe("a table", () => {
    for (const name of ["coverage.html", "matrix.html"]) {
      it(`of ${name} is filtered by words and by columns, sorted, and shared by its address`, async () => {
        const { browser, tabs } = given();
        const { page, problems } = await tabs.get(name);
        const id = await page.$eval("table[data-filterable][id]", (table) => table.id);
        const form = await page.evaluate((table) => {
          const forms = [...document.querySelectorAll(".table-filters")];
          const after = document.getElementById(table);
          const index = forms.findLastIndex((each) =>
            after !== null && (each.compareDocumentPosition(after) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
          forms[index]?.setAttribute("data-tried", "");
          return index;
        }, id);
        assert.ok(form >= 0);
        const all = await rows(page, id);
        assert.ok(all.length > 20, `${all.length} rows`);
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await page.keyboard.press("/");
        assert.equal(await page.evaluate(() => document.activeElement?.matches(".table-filters input")), true);
        await page.type("[data-tried] input", "tls.");
        const some = await rows(page, id);
        assert.ok(some.length > 0 && some.length < all.length && some.every((row) => row.includes("tls.")));
        const seen = await page.$$eval(`table[id="${id}"] tbody tr`, (every) =>
          every.filter((row) => row.cells.length > 1 && row.checkVisibility()).length);
        assert.equal(seen, some.length);
        assert.match(await page.$eval("[data-tried] .count", ({ textContent }) => textContent ?? ""),
          new RegExp(`^${some.length} of ${all.length} `));
        const { page: shared } = await open(browser, page.url());
        assert.deepEqual(await rows(shared, id), some);
        await shared.close();
        await page.bringToFront();
        await page.click("[data-tried] button");
        await page.waitForFunction((count) =>
          document.querySelector("[data-tried] .count")?.textContent?.startsWith(count), {}, `All ${all.length}`);

        const { value, text } = await page.$eval("[data-tried] select", ({ options: [, second] }) =>
          ({ value: second?.value ?? "", text: second?.text ?? "" }));
        await page.select("[data-tried] select", value);
        assert.equal((await rows(page, id)).length, Number(/\((\d+)\)$/.exec(text)?.[1]));
        await page.select("[data-tried] select", "");

        await page.focus(`table[id="${id}"] button.sort`);
        await page.keyboard.press("Enter");
        assert.equal(await page.$eval(`table[id="${id}"] [aria-sort]`, (th) => th.ariaSort), "ascending");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Enter");
        assert.deepEqual(await rows(page, id), all);
        assert.deepEqual(problems, []);
      });
    }
  });
}

/** The text of each row that is shown. */
function rows(page: Page, table: string): Promise<readonly string[]> {
  return page.$$eval(`table[id="${table}"] tbody:not([hidden]) tr:not([hidden])`, (all) =>
    all.filter(({ cells }) => cells.length > 1).map(({ textContent }) => textContent ?? ""));
}
