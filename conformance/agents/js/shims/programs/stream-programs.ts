import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";
import { bytesOf, digestOf, digestOfBytes } from "../../../../language/data.js";
import type { HostFunctions } from "../host-functions.js";
import type { Program } from "./program.js";

const HOST = "127.0.0.1";
const PIECES = 1 << 20;
const CHUNK = 64 * 1024;
/** What a writer is held up before, where its reader reads nothing. */
const FLOOD = 64 << 20;
/** For so many turns of the host in which nothing is taken, a writer is held up. */
const STILL = 2000;

/** A server at a free port, which serves each connection so. */
async function served(
  { createServer }: HostFunctions, serve: (socket: Socket) => void, options = {},
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(options, serve);
  server.listen(0, HOST);
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}

/** All that comes, up to the end of it. */
async function readAll(socket: Socket): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  socket.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  await once(socket, "end");
  return chunks;
}

const textOf = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString("latin1");

/** A client says something, a server says it back, and both close. */
const echo: Program = {
  uses: ["streams"],
  run: async (host) => {
    const { server, port } = await served(host, (socket) => socket.pipe(socket));
    const client = host.connect(port, HOST);
    const closing = once(client, "close");
    await once(client, "connect");
    client.end("to and fro");
    const received = textOf(await readAll(client));
    const [hadError] = await closing as [boolean];
    await closed(server);
    return { received, hadError };
  },
};

/** A client sends 1 MiB in pieces of many sizes. */
const pieces: Program = {
  uses: ["streams"],
  run: async (host) => {
    const data = { generate: PIECES, seed: 3 };
    let reading: Promise<Uint8Array[]> | null = null;
    const { server, port } = await served(host, (socket) => {
      reading = readAll(socket);
      socket.end();
    });
    const client = host.connect(port, HOST);
    client.resume();
    const bytes = bytesOf(data);
    const closing = once(client, "close");
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 1) % 50_021) {
      client.write(bytes.subarray(at, at + size));
    }
    client.end();
    await closing;
    const received = digestOfBytes(...await (reading ?? []));
    await closed(server);
    return { sent: { ...digestOf(data) }, received };
  },
};

/** A client writes, and waits for `drain`, to a server that reads nothing. */
const flood: Program = {
  uses: ["streams"],
  run: async (host, { turn }) => {
    let held: Socket | null = null;
    const { server, port } = await served(host, (socket) => {
      held = socket.pause();
      socket.on("error", () => undefined);
    });
    const client = host.connect(port, HOST);
    client.on("error", () => undefined);
    await once(client, "connect");
    const chunk = new Uint8Array(CHUNK);
    let written = 0;
    let still = 0;
    let mayWrite = true;
    client.on("drain", () => {
      mayWrite = true;
    });
    for (; written < FLOOD && still < STILL; still++) {
      while (mayWrite && written < FLOOD) {
        mayWrite = client.write(chunk);
        written += CHUNK;
        still = 0;
      }
      await turn();
    }
    client.destroy();
    (held as Socket | null)?.destroy();
    await closed(server);
    return { heldUp: written < FLOOD };
  },
};

/** A client ends its sending, and is answered after that. */
const halfClose: Program = {
  uses: ["streams"],
  run: async (host) => {
    let question = "";
    const { server, port } = await served(host, (socket) => {
      void readAll(socket).then((chunks) => {
        question = textOf(chunks);
        socket.end("answer");
      });
    }, { allowHalfOpen: true });
    const client = host.connect(port, HOST);
    client.end("question");
    const answer = textOf(await readAll(client));
    await closed(server);
    return { question, answer };
  },
};

/** A client connects to a port at which nobody listens any more. */
const refused: Program = {
  uses: ["streams"],
  run: async (host) => {
    const { server, port } = await served(host, () => undefined);
    await closed(server);
    const client = host.connect(port, HOST);
    const [error] = await once(client, "error").catch((failed: unknown) => [failed]) as [NodeJS.ErrnoException];
    const { code, errno, syscall, message } = error;
    const { address, port: to } = error as NodeJS.ErrnoException & Readonly<Record<"address" | "port", unknown>>;
    return {
      type: error.name, code: code ?? null, errno: errno ?? null, syscall: syscall ?? null,
      message: message.replace(String(port), "PORT"), address: address ?? null, itsPort: to === port,
    };
  },
};

/** Leaves a server that listens. */
const leaveAlive: Program = {
  uses: ["streams"],
  run: async (host, { atEnd }) => {
    const { server } = await served(host, () => undefined);
    atEnd(() => server.close());
    return { listening: server.listening };
  },
};

export const streamPrograms = {
  echo, pieces, flood, "half-close": halfClose, refused, "leave-alive": leaveAlive,
};
