import type { Browser } from "puppeteer-core";
import type { Site } from "./site.js";
import { open, type Tab } from "./tab.js";

/** What the tests have in common: one browser, the site built once, and each page opened once. */
export interface Setting {
  readonly browser: Browser;
  readonly site: Site;
  readonly tabs: Tabs;
}

/** Each page in a tab, as it is first seen at a desk. A test that changes what is seen there puts it back. */
export class Tabs {
  readonly #open = new Map<string, Promise<Tab>>();
  readonly #browser: Browser;
  readonly #site: Site;

  constructor(browser: Browser, site: Site) {
    this.#browser = browser;
    this.#site = site;
  }

  /** The page, in front of all others: what lies behind is not drawn. */
  async get(name: string): Promise<Tab> {
    const tab = this.#open.get(name) ?? open(this.#browser, this.#site.url(name));
    this.#open.set(name, tab);
    const { page, problems } = await tab;
    await page.bringToFront();
    return { page, problems };
  }

  /** The page, for a test that takes it apart and closes it. */
  async take(name: string): Promise<Tab> {
    const tab = await this.get(name);
    this.#open.delete(name);
    return tab;
  }
}
