import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Why the files of the suite cannot be had: one line that says what to do. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

/** A source package of nodejs that apt knows. */
export interface SourceVersion {
  /** As Debian names it: 20.19.2+dfsg-1. */
  readonly debian: string;
  /** As Node does: 20.19.2. */
  readonly node: string;
}

const suites = ["bookworm", "trixie", "forky", "sid"];
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const wanted = ["test/parallel", "test/common", "test/fixtures"];

/** The source packages in what `apt-cache showsrc` writes. */
export function versionsIn(records: string): readonly SourceVersion[] {
  const found = [...records.matchAll(/^Version: ((?:\d+:)?(\d+\.\d+\.\d+)\S*)$/gm)];
  return found.flatMap(([, debian, node]) => debian === undefined || node === undefined ? [] : [{ debian, node }]);
}

/** That whose version differs least: first by the major number, then the minor one, then the patch. */
export function nearest(running: string, versions: readonly SourceVersion[]): SourceVersion | null {
  const distance = ({ node }: SourceVersion): readonly number[] => {
    const [other, own] = [node, running].map((text) => text.replace(/^v/, "").split(".").map(Number));
    return [0, 1, 2].map((place) => Math.abs((other?.[place] ?? 0) - (own?.[place] ?? 0)));
  };
  const isNearer = (one: readonly number[], other: readonly number[]): boolean => {
    const place = one.findIndex((value, index) => value !== other[index]);
    return place >= 0 && (one[place] ?? 0) < (other[place] ?? 0);
  };
  return versions.reduce<SourceVersion | null>((best, version) =>
    best === null || isNearer(distance(version), distance(best)) ? version : best, null);
}

/**
 * The folder with Node's test files, `test` in it; brought by apt if the cache has none for the Node that runs. Nothing
 * of the machine is changed: apt works in folders of the cache.
 * @throws SourceError if it cannot be brought.
 */
export function suiteSource(cache: string, running: string, tell: (progress: string | null) => void): string {
  const ready = join(cache, `for-${running}`);
  const present = existsSync(ready) ? readdirSync(ready).find((name) => /^node-v/.test(name)) : undefined;
  if (present !== undefined) return join(ready, present);
  const apt = new Apt(join(cache, "apt"));
  tell("apt reads which versions there are");
  apt.run("apt-get", ["update"]);
  const version = nearest(running, versionsIn(apt.run("apt-cache", ["showsrc", "--only-source", "nodejs"])));
  if (version === null) throw new SourceError("apt names no source package of nodejs: is deb.debian.org a mirror?");
  tell(`apt brings nodejs ${version.debian}`);
  const making = join(cache, "making");
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  // Only what Node's own authors wrote is needed, and the index that apt has verified tells its digest.
  apt.run("apt-get", ["source", "--download-only", "--tar-only", `nodejs=${version.debian}`], making);
  const archive = readdirSync(making).find((name) => /\.orig\.tar\.\w+$/.test(name));
  if (archive === undefined) throw new SourceError(`apt brought no source of nodejs ${version.debian}`);
  tell("tar unpacks the test files");
  run("tar", ["--extract", "--file", archive, "--wildcards", ...wanted.map((part) => `*/${part}/*`)], making, "");
  for (const name of readdirSync(making)) {
    if (!name.startsWith("node-v")) rmSync(join(making, name));
    // The cache is in a package whose files are ES modules; Node's are not.
    else writeFileSync(join(making, name, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  }
  rmSync(ready, { recursive: true, force: true });
  renameSync(making, ready);
  return suiteSource(cache, running, tell);
}

/** An apt that knows of source packages alone, with all that it keeps in one folder. */
class Apt {
  readonly #options: readonly string[];

  constructor(folder: string) {
    const sources = join(folder, "sources.list");
    const status = join(folder, "status");
    mkdirSync(join(folder, "lists", "partial"), { recursive: true });
    mkdirSync(join(folder, "archives", "partial"), { recursive: true });
    const lines = suites.map((suite) => `deb-src [signed-by=${KEYRING}] http://deb.debian.org/debian ${suite} main\n`);
    writeFileSync(sources, lines.join(""));
    writeFileSync(status, "");
    const settings = {
      "Dir::Etc::sourcelist": sources, "Dir::Etc::sourceparts": "-", "Dir::State::lists": join(folder, "lists"),
      "Dir::State::status": status, "Dir::Cache": folder, "Acquire::Languages": "none", "APT::Sandbox::User": "root",
      "APT::Update::Error-Mode": "any",
    };
    this.#options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  }

  run(command: string, args: readonly string[], cwd?: string): string {
    const hint = "does deb.debian.org answer, and is debian-archive-keyring up to date?";
    return run(command, [...this.#options, "-qq", ...args], cwd, hint);
  }
}

function run(command: string, args: readonly string[], cwd: string | undefined, hint: string): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd, encoding: "utf8", maxBuffer: 2 ** 26, env: { ...process.env, LC_ALL: "C" },
  });
  if (error !== undefined) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new SourceError(isMissing
      ? `${command} is missing: the files come from Debian's source package, which takes apt and tar`
      : `${command} cannot be started: ${error.message}`);
  }
  if (status === 0) return stdout;
  const lines = stderr.trim().split("\n");
  const said = lines.find((line) => /^(E:|Err:|tar:)/.test(line)) ?? lines.at(-1) ?? "";
  throw new SourceError([`${command} failed`, said, hint].filter((part) => part !== "").join(": "));
}
