import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "puppeteer-core";
import type { Setting } from "./setting.js";
import { open } from "./tab.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds against the pages, as a reader first sees them, and with some of what is closed opened. */
export function auditTests(given: () => Setting): void {
  describe("the audit of accessibility", () => {
    it("finds nothing against any page", async function () {
      this.timeout(180_000);
      const { browser, site } = given();
      for (const name of site.pages) {
        const { page } = await open(browser, site.url(name));
        await page.evaluate(axe);
        await openSome(page);
        assert.deepEqual(await auditParts(page), [], name);
        await keepColours(page);
        for (const scheme of ["light", "dark"]) {
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          const found = await audit(page, { runOnly: ["color-contrast", "link-in-text-block"] });
          assert.deepEqual(found, [], `${name}, ${scheme}`);
        }
        await page.close();
      }
    });

    it("finds nothing against the search and the filters in use, at a desk and on a phone", async () => {
      const { browser, site } = given();
      const { page } = await open(browser, `${site.url("spec.html")}?level=should`);
      await page.evaluate(axe);
      await page.evaluate(() => {
        document.querySelector("main")?.replaceChildren(...document.querySelectorAll(".title, #timed-calls"));
        for (const details of document.querySelectorAll<HTMLDetailsElement>("#side details")) details.open = true;
      });
      assert.deepEqual(await audit(page, {}), [], "the filters");
      await page.keyboard.press("/");
      await page.keyboard.type("deadline");
      for (const scheme of ["light", "dark"]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        assert.deepEqual(await audit(page, {}), [], `the search, ${scheme}`);
      }
      await page.keyboard.press("Escape");
      await page.setViewport({ width: 390, height: 900 });
      await page.click(".open-contents");
      assert.deepEqual(await audit(page, {}), [], "the contents on a phone");
      await page.close();
    });
  });
}

/** Opens what is closed in the first requirement of each part, and empties what stays closed: nobody sees it. */
async function openSome(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const part of document.querySelectorAll("main > *")) {
      const first = part.querySelector("article.requirement, details");
      for (const details of first?.querySelectorAll("details") ?? []) details.open = true;
      if (first instanceof HTMLDetailsElement) first.open = true;
    }
    for (const details of document.querySelectorAll("main details:not([open])")) {
      details.replaceChildren(...details.querySelectorAll(":scope > summary"));
    }
  });
}

/**
 * Audits a page part by part in all but its colours: for twice the page, axe-core takes more than twice the time. The
 * parts are the children of the main element, each below the first, which has the title.
 */
async function auditParts(page: Page): Promise<readonly string[]> {
  const parts = await page.evaluate(() => {
    const main = document.querySelector("main") ?? document.body;
    const kept = window as unknown as { parts: Element[]; side: Element | null };
    kept.parts = [...main.children];
    kept.side = document.getElementById("side");
    return kept.parts.length;
  });
  const found: string[] = [];
  for (let part = 0; part < parts; part += 1) {
    await page.evaluate((index) => {
      const { parts: all, side } = window as unknown as { parts: Element[]; side: Element | null };
      const [title, part] = [all.slice(0, 1), index === 0 ? [] : all.slice(index, index + 1)];
      document.querySelector("main")?.replaceChildren(...title, ...part);
      if (index > 0) side?.remove();
    }, part);
    found.push(...await audit(page, { rules: { "color-contrast": { enabled: false } } }));
  }
  await page.evaluate(() => {
    const { parts: all, side } = window as unknown as { parts: Element[]; side: Element | null };
    const main = document.querySelector("main");
    main?.replaceChildren(...all);
    if (side !== null) main?.before(side);
  });
  return found;
}

/**
 * Removes each element that looks just like another, and stands in what looks just like what is around the other, in
 * light and in dark colours, with all that is in it: what is left has every pair of colours that the page has.
 */
async function keepColours(page: Page): Promise<void> {
  await page.evaluate(() => {
    const looks = new Map<Element, string>();
    const root = document.documentElement;
    for (const theme of ["light", "dark"]) {
      root.dataset["theme"] = theme;
      for (const each of document.body.querySelectorAll("*")) {
        const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, fill } = getComputedStyle(each);
        looks.set(each, [
          looks.get(each), color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, fill,
        ].join(" "));
      }
    }
    delete root.dataset["theme"];
    const seen = new Set<string>();
    const isNew = (element: Element, around: string): boolean => {
      const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== "");
      const look = `${around} > ${looks.get(element) ?? ""} ${hasText ? "with" : "without"} text`;
      const own = !seen.has(look);
      seen.add(look);
      const inside = [...element.children].filter((child) => {
        const kept = isNew(child, look);
        if (!kept) child.remove();
        return kept;
      });
      return own || inside.length > 0;
    };
    for (const child of document.body.children) isNew(child, "");
  });
}

/** What axe-core finds against what is on a page. */
function audit(page: Page, options: RunOptions): Promise<readonly string[]> {
  return page.evaluate(async (given) => {
    const { axe: loaded } = window as unknown as { axe: { run(on: Document, how: RunOptions): Promise<AxeResults> } };
    const { violations } = await loaded.run(document, { ...given, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 250)).join(" and ")}`);
  }, options);
}
