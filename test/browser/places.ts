import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import type { Setting } from "./setting.js";
import { until } from "./tab.js";

/** Where one is on the page of the standard, and how one gets and cites a place. */
export function placeTests(given: () => Setting): void {
  describe("a place", () => {
    let page: Page;

    beforeEach(async () => {
      ({ page } = await given().tabs.get("spec.html"));
    });

    after(() => page.evaluate(() => history.replaceState(null, "", location.pathname)));

    it("is marked in the contents, which scroll without the text", async () => {
      await page.evaluate(() => document.getElementById("agent-protocol")?.scrollIntoView());
      await until(page, "the mark", () => document.querySelector('#contents [aria-current="location"]')
        ?.closest("ul.chapters > li")?.querySelector("a")?.hash === "#agent-protocol");
      const { inSight, top } = await page.evaluate(() => {
        const mark = document.querySelector('#contents [aria-current="location"]')?.getBoundingClientRect();
        const side = document.getElementById("side")?.getBoundingClientRect();
        return {
          inSight: mark !== undefined && side !== undefined && mark.top >= side.top && mark.bottom <= side.bottom,
          top: document.getElementById("agent-protocol")?.getBoundingClientRect().top ?? -1,
        };
      });
      assert.ok(inSight, "the mark is out of sight");
      assert.ok(top >= 0 && top < 200, `the text was moved to ${top}`);
      assert.equal(await page.$$eval('#contents [aria-current="location"]', ({ length }) => length), 1);
    });

    it("is opened where it is in something closed", async () => {
      const id = await page.evaluate(() => {
        const details = document.querySelector("article.requirement details.cite");
        const inside = details?.querySelector("pre");
        if (inside) inside.id = "inside-of-details";
        return details?.closest("article")?.id ?? null;
      });
      assert.notEqual(id, null);
      await page.evaluate(() => {
        location.hash = "#inside-of-details";
      });
      await until(page, "the place", () => document.getElementById("inside-of-details")?.checkVisibility() === true);
    });

    it("is found by a former id", async () => {
      await page.evaluate(() => {
        const former = document.createElement("span");
        former.id = "timer.order.by-deadline";
        document.getElementById("timer.order.deadline")?.prepend(former);
        location.hash = "#timer.order.by-deadline";
      });
      await until(page, "the requirement", () => {
        const top = document.getElementById("timer.order.deadline")?.getBoundingClientRect().top ?? -1;
        return top >= 0 && top < 200 && document.querySelector(".target")?.id === "timer.order.deadline";
      });
      await until(page, "a word of it", () => [...document.querySelectorAll('body > [role="status"]')]
        .some(({ textContent }) => textContent === "timer.order.by-deadline is a former id of timer.order.deadline."));
    });

    it("has a permalink that is copied by the keyboard, without the filters, and says so", async () => {
      await page.evaluate(() => history.replaceState(null, "", "?level=must"));
      const copied = await copies(page, '[id="timer.order.equal-deadline"] [data-copy="link"]');
      const address = new URL(page.url());
      address.search = "";
      address.hash = "timer.order.equal-deadline";
      assert.equal(copied, address.href);
      await until(page, "a word of it", () => [...document.querySelectorAll('body > [role="status"]')]
        .some(({ textContent }) => textContent === "The permalink is copied."));
    });

    it("is cited in each form, as it is shown", async () => {
      const cite = '[id="timer.order.equal-deadline"] details.cite';
      await page.focus(`${cite} summary`);
      await page.keyboard.press("Enter");
      await page.waitForSelector(`${cite} [data-copy="citation"]`);
      const shown = await page.$$eval(`${cite} [data-cite]`, (codes) => codes.map(({ textContent }) => textContent));
      assert.ok(shown.length >= 4);
      for (const [index, text] of shown.entries()) {
        assert.equal(await copies(page, `${cite} figure:nth-of-type(${index + 1}) [data-copy="citation"]`), text);
      }
    });
  });
}

/** What is copied when a button is pressed by the keyboard. */
async function copies(page: Page, selector: string): Promise<string> {
  await page.evaluate(() => {
    const kept = window as unknown as { copied?: string };
    delete kept.copied;
    navigator.clipboard.writeText = (text) => {
      kept.copied = text;
      return Promise.resolve();
    };
  });
  await page.focus(selector);
  await page.keyboard.press("Enter");
  return page.evaluate(() => (window as unknown as { copied?: string }).copied ?? "");
}
