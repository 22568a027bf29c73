import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";
import { compare } from "../../conformance/versions/compare.js";
import { currentText } from "../../conformance/versions/standard-text.js";
import { publishedText, publishedVersions } from "../../conformance/versions/read-text.js";
import { edition } from "../../spec/edition.js";
import { snapshotFile, snapshotList } from "../../tools/spec/snapshot-file.js";
import { readSpec, specDirectory } from "../../tools/spec/spec.js";

const read = (name: string): string => readFileSync(new URL(name, specDirectory), "utf8");
const published = publishedVersions();

describe("the versions that were published", () => {
  it("are listed, each with its file, from the oldest to the newest", () => {
    const files = readdirSync(new URL("versions/", specDirectory)).sort();
    assert.deepEqual(files, [...published.map(({ version }) => `${version}.json`), "index.json"].sort());
    const days = published.map(({ date }) => date);
    assert.deepEqual(days, days.toSorted());
    assert.ok(days.every((day) => day <= edition.date));
    assert.equal(read("versions/index.json"), snapshotList(published));
  });

  for (const { version, date, requirements, sha256 } of published) {
    it(`are what they were: ${version}`, () => {
      const content = read(`versions/${version}.json`);
      assert.equal(createHash("sha256").update(content).digest("hex"), sha256);
      const text = publishedText(version);
      assert.deepEqual([text.version, text.date, text.requirements.length], [version, date, requirements]);
      assert.equal(snapshotFile(text), content);
    });
  }

  it("have no id that is not known any more", () => {
    const known = new Set(readSpec().lock.flatMap(({ id, aliases }) => [id, ...aliases]));
    const ids = published.flatMap(({ version }) => publishedText(version).requirements.map(({ id }) => id));
    assert.deepEqual(ids.filter((id) => !known.has(id)), []);
  });
});

describe("the list of changes", () => {
  const page = read("CHANGES.md");
  const texts = [...published.map(({ version }) => publishedText(version)), currentText()];
  const changed = texts.slice(1).flatMap((text, index) => {
    const former = texts[index];
    return former === undefined ? [] : compare(former, text).differences;
  });

  it("names every id that was added, removed, renamed or changed", () => {
    const named = new Set([...page.matchAll(/`([a-z0-9.-]+)`/g)].map(([, id]) => id));
    assert.deepEqual(changed.map(({ id }) => id).filter((id) => !named.has(id)), []);
  });

  it("quotes each changed sentence as it was and as it is", () => {
    const quotes = [...new MarkdownIt().render(page).matchAll(/<blockquote>\n<p>([^]*?)<\/p>\n<\/blockquote>/g)]
      .map(([, quote = ""]) => quote.replaceAll(/<\/?code>/g, "`").replaceAll("&quot;", '"').replaceAll("\n", " "));
    for (const each of changed) {
      if (each.kind !== "changed" || each.before.text === each.after.text) continue;
      assert.ok(quotes.includes(each.before.text), each.before.text);
      assert.ok(quotes.includes(each.after.text), each.after.text);
    }
  });
});
