// As much of a Redis server as a client of one needs: RESP 2 and 3, strings that expire, transactions, channels.
import { createServer } from "node:net";

class ReplyError extends Error {}

/** Listens on a port of loopback, and says at which URL. */
export function serveRedis() {
  const store = new Store();
  const clients = new Set();
  const server = createServer((socket) => {
    const client = new Client(socket, store, clients);
    clients.add(client);
    socket.on("close", () => clients.delete(client));
    socket.on("error", () => undefined);
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => resolve({
      url: `redis://127.0.0.1:${server.address().port}`,
      close: () => new Promise((closed) => server.close(closed)),
      resetAll: () => { for (const client of clients) client.socket.resetAndDestroy(); },
    }));
  });
}

class Store {
  #values = new Map();
  #expiries = new Map();

  get(key) {
    return this.#values.get(key) ?? null;
  }

  set(key, value) {
    this.persist(key);
    this.#values.set(key, value);
    return "OK";
  }

  delete(...keys) {
    return keys.filter((key) => {
      this.persist(key);
      return this.#values.delete(key);
    }).length;
  }

  increment(key, by) {
    const value = Number(this.get(key) ?? 0);
    if (!Number.isSafeInteger(value)) throw new ReplyError("ERR value is not an integer or out of range");
    this.#values.set(key, String(value + by));
    return value + by;
  }

  expire(key, ms) {
    if (!this.#values.has(key)) return 0;
    this.persist(key);
    this.#expiries.set(key, setTimeout(() => this.delete(key), ms));
    return 1;
  }

  persist(key) {
    clearTimeout(this.#expiries.get(key));
    return Number(this.#expiries.delete(key));
  }

  expires(key) {
    if (!this.#values.has(key)) return -2;
    return this.#expiries.has(key) ? 1 : -1;
  }
}

class Client {
  #input = Buffer.alloc(0);
  #protocol = 2;
  #transaction;
  #channels = new Set();

  constructor(socket, store, clients) {
    Object.assign(this, { socket, store, clients });
    socket.on("data", (data) => {
      this.#input = Buffer.concat([this.#input, data]);
      for (let command = this.#next(); command !== undefined; command = this.#next()) this.#execute(command);
    });
  }

  /** Takes one whole command, an array of bulk strings, from what has arrived. */
  #next() {
    let at = 0;
    const line = () => {
      const end = this.#input.indexOf("\r\n", at);
      if (end < 0) return undefined;
      const text = this.#input.toString("latin1", at, end);
      at = end + 2;
      return text;
    };
    const count = line();
    if (count === undefined) return undefined;
    const words = [];
    for (let index = 0; index < Number(count.slice(1)); index++) {
      const header = line();
      if (header === undefined) return undefined;
      const length = Number(header.slice(1));
      if (this.#input.length < at + length + 2) return undefined;
      words.push(this.#input.toString("utf8", at, at + length));
      at += length + 2;
    }
    this.#input = this.#input.subarray(at);
    return words;
  }

  #execute([name, ...words]) {
    const command = name.toUpperCase();
    if (this.#transaction !== undefined && command !== "EXEC") {
      this.#transaction.push([name, ...words]);
      this.#write("QUEUED");
      return;
    }
    try {
      this.#answer(command, words);
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      this.#write(error);
    }
  }

  #answer(command, words) {
    if (command === "EXEC") {
      const commands = this.#transaction ?? [];
      this.#transaction = undefined;
      this.socket.write(`*${commands.length}\r\n`);
      for (const each of commands) this.#execute(each);
    } else if (command === "SUBSCRIBE" || command === "UNSUBSCRIBE") {
      for (const channel of words) {
        if (command === "SUBSCRIBE") this.#channels.add(channel);
        else this.#channels.delete(channel);
        this.#push([command.toLowerCase(), Buffer.from(channel), this.#channels.size]);
      }
    } else {
      this.#write(this.#reply(command, words));
    }
  }

  #reply(command, words) {
    const [key, value] = words;
    switch (command) {
      case "HELLO":
        this.#protocol = Number(key);
        return new Map([["server", "redis"], ["version", "7.0.15"], ["proto", this.#protocol], ["role", "master"]]);
      case "INFO": return Buffer.from("# Server\r\nredis_version:7.0.15\r\nloading:0\r\n");
      case "CLIENT": case "SELECT": return "OK";
      case "PING": return "PONG";
      case "QUIT": setImmediate(() => this.socket.end()); return "OK";
      case "GET": return bulk(this.store.get(key));
      case "SET": return this.store.set(key, value);
      case "MGET": return words.map((each) => bulk(this.store.get(each)));
      case "DEL": return this.store.delete(...words);
      case "INCR": return this.store.increment(key, 1);
      case "INCRBY": return this.store.increment(key, Number(value));
      case "EXPIRE": return this.store.expire(key, 1000 * Number(value));
      case "PEXPIRE": return this.store.expire(key, Number(value));
      case "PERSIST": return this.store.persist(key);
      case "TTL": return this.store.expires(key);
      case "MULTI": this.#transaction = []; return "OK";
      case "PUBLISH": return [...this.clients].filter((client) => client.deliver(key, value)).length;
      default: throw new ReplyError(`ERR unknown command '${command.toLowerCase()}'`);
    }
  }

  deliver(channel, message) {
    if (!this.#channels.has(channel)) return false;
    this.#push(["message", Buffer.from(channel), Buffer.from(message)]);
    return true;
  }

  #push(values) {
    const [kind, ...others] = values;
    const head = this.#protocol === 3 ? ">" : "*";
    this.socket.write(`${head}${values.length}\r\n`);
    for (const each of [Buffer.from(kind), ...others]) this.#write(each);
  }

  #write(value) {
    if (value === null) this.socket.write(this.#protocol === 3 ? "_\r\n" : "$-1\r\n");
    else if (value instanceof Error) this.socket.write(`-${value.message}\r\n`);
    else if (typeof value === "string") this.socket.write(`+${value}\r\n`);
    else if (typeof value === "number") this.socket.write(`:${value}\r\n`);
    else if (Buffer.isBuffer(value)) {
      this.socket.write(`$${value.length}\r\n`);
      this.socket.write(value);
      this.socket.write("\r\n");
    } else if (value instanceof Map) this.#writeMap(value);
    else {
      this.socket.write(`*${value.length}\r\n`);
      for (const each of value) this.#write(each);
    }
  }

  #writeMap(map) {
    this.socket.write(this.#protocol === 3 ? `%${map.size}\r\n` : `*${2 * map.size}\r\n`);
    for (const [key, value] of map) {
      this.#write(Buffer.from(key));
      this.#write(typeof value === "string" ? Buffer.from(value) : value);
    }
  }
}

function bulk(value) {
  return value === null ? null : Buffer.from(value);
}
