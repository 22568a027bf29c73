import { once } from "node:events";
import type { HostFunctions } from "../host-functions.js";
import type { Program } from "./program.js";

const HOST = "127.0.0.1";

/** One datagram, from a socket to another. */
const datagram: Program = {
  uses: ["datagrams"],
  run: async ({ createSocket }) => {
    const receiver = createSocket("udp4").bind(0, HOST);
    await once(receiver, "listening");
    const sender = createSocket("udp4");
    const coming = once(receiver, "message") as Promise<[Uint8Array]>;
    sender.send("by itself", receiver.address().port, HOST);
    const [data] = await coming;
    sender.close();
    receiver.close();
    return { received: Buffer.from(data).toString("latin1") };
  },
};

/** The address of a name that every host has. */
const lookup: Program = {
  uses: ["names"],
  run: ({ lookup: find }) => new Promise((resolve, reject) => {
    find("localhost", (error, address) => {
      if (error === null) resolve({ found: typeof address === "string" });
      else reject(error);
    });
  }),
};

type Call = (host: HostFunctions) => unknown;

/** Calls that no host can do anything with. */
const calls: Readonly<Record<string, Call>> = {
  "setTimeout with a text": ({ setTimeout }) => setTimeout("text" as never, 1),
  "setTimeout with nothing": ({ setTimeout }) => setTimeout(undefined as never),
  "setInterval with null": ({ setInterval }) => setInterval(null as never, 1),
  "setImmediate with an object": ({ setImmediate }) => setImmediate({} as never),
  "connect to the port 70000": ({ connect }) => connect(70_000, HOST),
  "connect to nothing": ({ connect }) => (connect as () => unknown)(),
  "listen at the port -1": ({ createServer }) => createServer().listen(-1),
  "listen with a host that is a number": ({ createServer }) => createServer().listen({ port: "none" as never }),
};

/** What calls throw that are wrong at once. */
const badArguments: Program = {
  uses: [],
  run: (host) => Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, outcomeOf(() => call(host))])),
};

function outcomeOf(call: () => unknown): string {
  try {
    call();
    return "nothing";
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    return `${name} ${code ?? "without a code"}: ${message}`;
  }
}

export const otherPrograms = { datagram, lookup, "bad-arguments": badArguments };
