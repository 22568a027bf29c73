import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A server that a test has for itself. */
export interface RealServer {
  /** What a program has to be told of it. */
  readonly url: string;
  /** Ends it, and removes what it kept. */
  close(): Promise<void>;
}

/** Where Debian keeps the servers of PostgreSQL, a directory for each version. */
const POSTGRESQL = "/usr/lib/postgresql";

/** The one who owns nothing: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** One kind of server, where it is installed. */
export interface RealServerKind {
  /** The first of its programs that is not installed, or null. */
  readonly lacks: string | null;
  start(): Promise<RealServer>;
}

/** On a free port of loopback. */
export const redisServer: RealServerKind = { lacks: missing("redis-server"), start: startRedis };

/** On a UNIX socket, with the password `secret` of the user `tester`. */
export const postgresServer: RealServerKind = { lacks: missing("initdb", "postgres"), start: startPostgres };

async function startRedis(): Promise<RealServer> {
  const directory = mkdtempSync(join(tmpdir(), "reactor-standard-redis-"));
  const port = await freePort();
  const child = spawn(find("redis-server"), ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", directory]);
  await said(child, /Ready to accept connections/);
  return { url: `redis://127.0.0.1:${port}`, close: () => end(child, "SIGTERM", directory) };
}

async function startPostgres(): Promise<RealServer> {
  const directory = mkdtempSync(join(tmpdir(), "reactor-standard-pg-"));
  const [data, password] = [join(directory, "data"), join(directory, "password")];
  writeFileSync(password, "secret\n");
  chmodSync(directory, 0o755);
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : null;
  if (user !== null) for (const path of [directory, password]) chownSync(path, user.uid, user.gid);
  const made = spawnSync(find("initdb"), ["-D", data, "-U", "tester", `--pwfile=${password}`, "--auth=scram-sha-256",
    "--no-sync", "--encoding=UTF8", "--locale=C"], { ...user, cwd: directory, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr.trim()}`);
  const settings = ["listen_addresses=", `unix_socket_directories=${directory}`, "fsync=off"];
  const child = spawn(find("postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
    ...user, cwd: directory,
  });
  await said(child, /ready to accept connections/);
  return { url: `postgres://tester:secret@/postgres?host=${directory}`, close: () => end(child, "SIGINT", directory) };
}

function missing(...programs: readonly string[]): string | null {
  return programs.find((program) => candidates(program).length === 0) ?? null;
}

function find(program: string): string {
  const [path] = candidates(program);
  if (path === undefined) throw new Error(`${program} is not installed`);
  return path;
}

/** Where the program is: the newest version first. */
function candidates(program: string): readonly string[] {
  const versions = existsSync(POSTGRESQL) ? readdirSync(POSTGRESQL).sort().reverse() : [];
  const directories = [
    ...versions.map((version) => join(POSTGRESQL, version, "bin")), ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  return directories.map((directory) => join(directory, program)).filter((path) => existsSync(path));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until the server has said so, on either of its outputs. */
function said(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const take = (data: string): void => {
      text += data;
      if (pattern.test(text)) resolve();
    };
    for (const output of [child.stdout, child.stderr]) output?.setEncoding("utf8").on("data", take);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the server ended with ${String(code)}: ${text}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals, directory: string): Promise<void> {
  return new Promise((resolve) => {
    child.on("close", () => {
      rmSync(directory, { recursive: true, force: true });
      resolve();
    });
    child.kill(signal);
  });
}
