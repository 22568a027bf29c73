// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 20-shims.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "shim.load", aliases: [], level: "must", profile: "shim",
    text: "Loading a shim MUST leave every property of the realm as it is.",
    intent: "A library imports another for one of its types, and the whole program is on other timers. Installing is a decision of the application's, made in one place that can be found.",
    prior: null,
    chapter: "20-shims.md", anchor: "shim.load", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "shim.install.covers", aliases: [], level: "must", profile: "shim",
    text: "While a shim is installed, a call of the host's interface in a group that it covers MUST be carried.",
    intent: "What is silently left to the host reaches the real network, in a test that was to reach none. A part that cannot be covered is one that is not declared.",
    prior: "With Node 18 requests by `fetch` passed nock by, and reached the real servers: nock/nock#2336 (https://github.com/nock/nock/issues/2336).",
    chapter: "20-shims.md", anchor: "shim.install.covers", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "shim.uninstall.restores", aliases: [], level: "must", profile: "shim",
    text: "When the last install of a shim is undone, every property of the realm over which no other patch lies MUST have the value that it had before the first.",
    intent: "A test that leaves a patch behind changes the next test. There is no half of a way back: what was replaced is put back, and what was added is gone.",
    prior: null,
    chapter: "20-shims.md", anchor: "shim.uninstall.restores", since: "0.1.0", test: {"kind":"scenario"},
  },
];
