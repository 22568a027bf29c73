import { auditTests } from "./audit.js";
import { chromium, launch } from "./chromium.js";
import { pageTests } from "./each-page.js";
import { filterTests } from "./filters.js";
import { keyboardTests } from "./keyboard.js";
import { placeTests } from "./places.js";
import { searchTests } from "./search.js";
import { Tabs, type Setting } from "./setting.js";
import { Site } from "./site.js";
import { tableTests } from "./tables.js";
import { themeTests } from "./themes.js";

describe("the site, in a browser", () => {
  if (chromium === null) {
    it("was not opened: chromium is not installed, and CHROMIUM names no other");
    return;
  }
  const path = chromium;
  let setting: Setting | null = null;
  const given = (): Setting => {
    if (setting === null) throw new Error("the browser was not started");
    return setting;
  };

  before(async () => {
    const site = new Site();
    const browser = await launch(path);
    setting = { site, browser, tabs: new Tabs(browser, site) };
  });

  after(async () => {
    await setting?.browser.close();
    setting?.site.remove();
  });

  pageTests(given);
  keyboardTests(given);
  searchTests(given);
  filterTests(given);
  placeTests(given);
  themeTests(given);
  tableTests(given);
  auditTests(given);
});
