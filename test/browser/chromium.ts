import { spawnSync } from "node:child_process";
import puppeteer, { type Browser } from "puppeteer-core";

/** Chromium or Chrome as this machine has it, or null: `CHROMIUM` names another. */
export const chromium = [process.env["CHROMIUM"], "/usr/bin/chromium", "google-chrome", "chromium-browser"]
  .find((command): command is string =>
    command !== undefined && command !== "" && spawnSync(command, ["--version"]).status === 0) ?? null;

/** Starts a browser that loads nothing of its own accord. */
export function launch(executablePath: string): Promise<Browser> {
  return puppeteer.launch({
    executablePath,
    // Root, which continuous integration is, gets no sandbox; what is opened here was built here.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--hide-scrollbars"],
  });
}
