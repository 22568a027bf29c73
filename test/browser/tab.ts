import type { Browser, Page } from "puppeteer-core";

/** How a page is opened. */
export interface View {
  /** CSS pixels; 1280 if not said. */
  readonly width?: number;
  readonly javascript?: boolean;
  readonly scheme?: "light" | "dark";
}

/** A page that is open, and what went wrong on it. */
export interface Tab {
  readonly page: Page;
  /** What the console, the policy of the page and the network said, in the order in which they did. */
  readonly problems: string[];
}

/** Opens a page in a tab of its own. */
export async function open(browser: Browser, url: string, view: View = {}): Promise<Tab> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    problems.push(`thrown: ${String(error)}`);
  });
  page.on("request", (request) => {
    if (!request.isNavigationRequest()) problems.push(`loads ${request.url().slice(0, 200)}`);
  });
  await page.setViewport({ width: view.width ?? 1280, height: 900 });
  await page.setJavaScriptEnabled(view.javascript ?? true);
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: view.scheme ?? "light" },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto(url);
  return { page, problems };
}

/** Waits until something on the page is so; what is waited for is said if it never comes. */
export async function until(page: Page, what: string, isSo: () => boolean): Promise<void> {
  try {
    await page.waitForFunction(isSo, { timeout: 20_000, polling: "raf" });
  } catch (error) {
    throw new Error(`never came: ${what}`, { cause: error });
  }
}
