import assert from "node:assert/strict";
import { Script } from "node:vm";
import { clientScript } from "../../tools/site/client-script.js";

describe("the scripts of the pages", () => {
  for (const name of ["early-theme", "every-page", "standard-page"]) {
    it(`stand in a page as one text each: ${name}`, () => {
      const text = clientScript(name);
      // A script without imports and exports, which would be no syntax here.
      assert.doesNotThrow(() => new Script(text));
      assert.doesNotMatch(text, /<\/script|<!--/i);
    });
  }

  it("have each module once, after those that it imports", () => {
    const modules = [...clientScript("standard-page").matchAll(/^const \$(\w+) = /gm)].map(([, name]) => name);
    assert.equal(new Set(modules).size, modules.length);
    assert.ok(modules.indexOf("elements") < modules.indexOf("entries"));
    assert.ok(modules.indexOf("entries") < modules.indexOf("search_dialog"));
    assert.equal(modules.at(-1), "standard_page");
  });

  it("are not made of a module that is not there", () => {
    assert.throws(() => clientScript("no-such-script"), { code: "ENOENT" });
  });
});
