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
      const { site, tabs } = given();
      for (const name of site.pages) {
        const { page } = await tabs.take(name);
        await page.evaluate(axe);
        await openSome(page);
        await keepKinds(page);
        for (const scheme of ["light", "dark"]) {
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          assert.deepEqual(await audit(page, {}), [], `${name}, ${scheme}`);
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
      await keepKinds(page);
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
 * Removes each element that is just as another, in what is just as what is around the other: of the same tags, with the
 * same attributes, of which those count by their values that say what an element is or how it looks; with all that is
 * in it, but for what gives another its name. What is left has something of every kind that the page has: for all of
 * it, axe-core takes a minute.
 */
async function keepKinds(page: Page): Promise<void> {
  await page.evaluate(() => {
    const telling = /^(?:class|role|type|tabindex|open|hidden|fill|stroke|data-level|aria-(?:current|hidden|sort))$/;
    const names = "title, desc, caption, legend, summary, figcaption";
    const kinds = new Map<string, number>();
    const keeps = (element: Element, around: number): boolean => {
      const attributes = [...element.attributes]
        .map(({ name, value }) => (telling.test(name) ? `${name}=${value}` : name)).sort().join(" ");
      const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== "");
      const look = `${around} ${element.tagName} ${attributes} ${hasText ? "text" : ""}`;
      const isNew = !kinds.has(look);
      if (isNew) kinds.set(look, kinds.size);
      const inside = [...element.children].filter((child) => {
        const kept = keeps(child, kinds.get(look) ?? -1);
        if (!kept && child.closest(names) === null) child.remove();
        return kept;
      });
      return isNew || inside.length > 0;
    };
    for (const child of document.body.children) keeps(child, -1);
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
