import assert from "node:assert/strict";
import type { Setting } from "./setting.js";
import { open } from "./tab.js";

/** The links of a page, and the places on it that links can lead to. */
interface Anchors {
  readonly hrefs: readonly string[];
  readonly ids: readonly string[];
}

/** What holds of every page. */
export function pageTests(given: () => Setting): void {
  describe("each page", () => {
    it("is opened without a word on the console, and loads nothing", async () => {
      const { site, tabs } = given();
      for (const name of site.pages) assert.deepEqual((await tabs.get(name)).problems, [], name);
    });

    it("has no id twice, and links that lead somewhere, also from page to page", async () => {
      const { site, tabs } = given();
      const anchors = new Map<string, Anchors>();
      for (const name of site.pages) {
        const { page } = await tabs.get(name);
        const found = await page.evaluate(() => ({
          hrefs: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href") ?? ""),
          ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
        }));
        anchors.set(name, found);
        assert.equal(new Set(found.ids).size, found.ids.length, `${name} has an id twice`);
      }
      const places = new Map([...anchors].map(([name, { ids }]) => [name, new Set(ids)]));
      const leadsOn = (href: string, from: string): boolean => {
        if (/^https?:\/\/[^/]+\.[^/]+/.test(href)) return true;
        const { pathname, hash } = new URL(href, `http://site/${from}`);
        const name = pathname.slice(1);
        if (hash === "") return site.files.includes(name);
        return places.get(name)?.has(decodeURIComponent(hash.slice(1))) === true;
      };
      const dead = [...anchors].flatMap(([name, { hrefs }]) =>
        hrefs.filter((href) => !leadsOn(href, name)).map((href) => `${name}: ${href}`));
      assert.deepEqual([...new Set(dead)], []);
    });

    it("does not scroll sideways, from the width of a small phone to that of a desk", async () => {
      const { site, tabs } = given();
      for (const name of site.pages) {
        const { page } = await tabs.get(name);
        for (const width of [320, 390, 768, 1280]) {
          await page.setViewport({ width, height: 900 });
          const wider = await page.evaluate(() => {
            const excess = document.documentElement.scrollWidth - innerWidth;
            const culprit = excess <= 0 ? undefined : [...document.querySelectorAll("main *, header *, footer *")]
              .find((each) => each.getBoundingClientRect().right > innerWidth + 1
                && each.closest(".table, pre, [data-scrolls], .figure") === null);
            return excess <= 0 ? null : `${excess} pixels: ${culprit?.outerHTML.slice(0, 200) ?? "?"}`;
          });
          assert.equal(wider, null, `${name} at ${width} pixels`);
        }
        await page.setViewport({ width: 1280, height: 900 });
      }
    });

    it("says all that it has to say without scripts, and shows nothing that only a script could use", async () => {
      const { browser, site, tabs } = given();
      for (const name of site.pages) {
        const { page } = await open(browser, site.url(name), { javascript: false });
        const useless = await page.evaluate(() => [...document.querySelectorAll("button, input, select")]
          .filter((each) => !each.matches("[popovertarget], [type=radio], [hidden], [hidden] *"))
          .filter((each) => each.checkVisibility())
          .map(({ outerHTML }) => outerHTML));
        assert.deepEqual(useless, [], name);
        const words = (): number => document.querySelector("main")?.textContent?.length ?? 0;
        const without = await page.evaluate(words);
        assert.ok(without > 500, `${name} has a text of ${without} characters`);
        const [theirs, scripted] = [without, await (await tabs.get(name)).page.evaluate(words)];
        assert.ok(theirs > 0.95 * scripted, `${name} says ${theirs} of ${scripted} characters without scripts`);
        await page.close();
      }
    });

    it("is printed as text alone, and as a PDF", async () => {
      const { browser, site, tabs } = given();
      for (const name of site.pages) {
        // A PDF of all requirements takes some seconds: a filtered view and a short page stand for all pages.
        const filtered = name === "spec.html";
        const { page } = filtered ? await open(browser, `${site.url(name)}?q=deadline`) : await tabs.get(name);
        await page.emulateMediaType("print");
        try {
          const shown = await page.evaluate(() => [...document.querySelectorAll(".bar, button, input, select, #side")]
            .filter((each) => !each.matches("th .sort") && each.checkVisibility())
            .map(({ outerHTML }) => outerHTML.slice(0, 100)));
          assert.deepEqual(shown, [], name);
          if (filtered || name === "redline.html") {
            const pdf = Buffer.from(await page.pdf({ format: "A4", pageRanges: "1-2", timeout: 60_000 }));
            assert.equal(pdf.subarray(0, 5).toString("latin1"), "%PDF-");
            assert.ok(pdf.length > 5000, `the PDF of ${name} has ${pdf.length} bytes`);
          }
        } finally {
          await page.emulateMediaType("screen");
          if (filtered) await page.close();
        }
      }
    });
  });
}
