import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import type { Setting } from "./setting.js";
import { open, until } from "./tab.js";

/** The filters of the standard's page. */
export function filterTests(given: () => Setting): void {
  describe("the filters", () => {
    let page: Page;

    beforeEach(async () => {
      ({ page } = await given().tabs.get("spec.html"));
      await page.evaluate(() => {
        for (const details of document.querySelectorAll<HTMLDetailsElement>("#filters details")) details.open = true;
      });
    });

    afterEach(async () => {
      await page.click('#filters [type="reset"]');
      await until(page, "all requirements", () => document.querySelector("main.filtered") === null);
    });

    /** What the filters leave. To ask the browser what can be seen would have it lay out all of the page. */
    const left = (on: Page = page): Promise<readonly { id: string; level?: string; profile?: string }[]> =>
      on.$$eval("article.requirement", (all) => all.filter(({ hidden }) => !hidden)
        .map(({ id, dataset: { level = "", profile = "" } }) => ({ id, level, profile })));

    it("leave the requirements of the levels and profiles that are ticked, and count them", async () => {
      const all = await left();
      await page.click('#filters [name="level"][value="should"]');
      await page.click('#filters [name="level"][value="may"]');
      const some = await left();
      assert.deepEqual(some.map(({ id }) => id),
        all.filter(({ level }) => level === "should" || level === "may").map(({ id }) => id));
      assert.ok(some.length > 0 && some.length < all.length);
      assert.equal(await page.evaluate(() => scrollY), 0);
      const seen = await page.$$eval("article.requirement", (articles) =>
        articles.filter((article) => article.checkVisibility()).length);
      assert.equal(seen, some.length);
      const count = await page.$eval("#count", ({ textContent }) => textContent);
      assert.match(count ?? "", new RegExp(`^${some.length} of ${all.length} requirements`));
      await page.click('#filters [name="profile"][value="tls"]');
      const ofTls = some.filter(({ profile }) => profile === "tls");
      assert.deepEqual(await left(), ofTls);
    });

    it("leave the requirements in which words stand", async () => {
      await page.type('#filters [name="q"]', "watermark");
      const some = await left();
      assert.ok(some.length > 1 && some.some(({ id }) => id.startsWith("flow.watermarks")), JSON.stringify(some));
    });

    it("leave the requirements with a verdict of a reactor", async () => {
      const verdicts = await page.$$eval("article.requirement", (articles) =>
        articles.map(({ id, dataset }) => ({ id, each: dataset["verdicts"]?.split(" ") ?? [] })));
      const holders = new Map<string, readonly string[]>();
      for (const { id, each } of verdicts) for (const one of each) holders.set(one, [...holders.get(one) ?? [], id]);
      holders.delete("");
      const [rarest, ids] = [...holders].sort(([, one], [, other]) => one.length - other.length)[0] ?? ["", []];
      const [reactor = "", verdict = ""] = rarest.split(":");
      await page.select('#filters [name="reactor"]', reactor);
      await page.select('#filters [name="verdict"]', verdict);
      assert.ok(ids.length > 0 && ids.length < verdicts.length);
      assert.deepEqual((await left()).map(({ id }) => id), ids);
    });

    it("collapse the chapters that have nothing left, and are quiet about them in the contents", async () => {
      await page.click('#filters [name="profile"][value="tls"]');
      const chapters = await page.$$eval("section.chapter", (all) => all.map((chapter) => ({
        id: chapter.id, height: chapter.getBoundingClientRect().height,
        title: chapter.querySelector("h2")?.checkVisibility(),
        quiet: document.querySelector(`#contents a[href="#${chapter.id}"]`)?.matches(".without"),
        some: chapter.querySelector("article.requirement:not([hidden])") !== null,
      })));
      assert.ok(chapters.some(({ some }) => some) && chapters.some(({ some }) => !some));
      for (const { id, height, title, quiet, some } of chapters) {
        assert.equal(title, true, id);
        assert.equal(quiet, !some, id);
        assert.ok(some || height < 150, `${id} is ${height} pixels high`);
      }
    });

    it("are kept in the address, so that a view can be shared", async () => {
      await page.click('#filters [name="level"][value="should"]');
      await page.type('#filters [name="q"]', "reactor");
      const { browser } = given();
      const { page: shared, problems } = await open(browser, page.url());
      assert.match(new URL(page.url()).search, /^\?q=reactor&level=should$/);
      assert.deepEqual(await left(shared), await left());
      assert.deepEqual(problems, []);
      await shared.close();
      await page.bringToFront();
    });

    it("are cleared at once, in the address, too", async () => {
      const all = await left();
      await page.click('#filters [name="level"][value="may"]');
      await page.click('#filters [type="reset"]');
      await until(page, "all requirements", () => document.querySelector("main.filtered") === null);
      assert.deepEqual(await left(), all);
      assert.equal(new URL(page.url()).search, "");
    });

    it("show a requirement that is led to, whatever they leave out", async () => {
      await page.click('#filters [name="level"][value="may"]');
      await page.evaluate(() => {
        location.hash = "#timer.order.equal-deadline";
      });
      await until(page, "the requirement", () =>
        document.getElementById("timer.order.equal-deadline")?.checkVisibility() === true);
    });
  });
}
