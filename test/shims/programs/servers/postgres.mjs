// As much of a PostgreSQL server as a client of one needs: protocol 3 with SCRAM-SHA-256, simple and extended queries,
// and the answers to a few statements. It has no tables.
import { createServer } from "node:net";
import { FrontendMessages, message, text, words } from "./postgres-messages.mjs";
import { ScramServer } from "./scram.mjs";
import { describe, evaluate, StatementError } from "./statements.mjs";

/** Listens on a port of loopback, and says at which URL. */
export function servePostgres() {
  const sessions = new Set();
  const server = createServer((socket) => {
    const session = new Session(socket, "secret", sessions);
    sessions.add(session);
    socket.on("close", () => sessions.delete(session));
    socket.on("error", () => undefined);
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => resolve({
      url: `postgres://tester:secret@127.0.0.1:${server.address().port}/tests`,
      close: () => new Promise((closed) => server.close(closed)),
      resetAll: () => { for (const session of sessions) session.socket.resetAndDestroy(); },
    }));
  });
}

class Session {
  #scram;
  #status = "I";
  #statements = new Map();
  #portal;
  #skipping = false;
  channels = new Set();

  constructor(socket, password, sessions) {
    Object.assign(this, { socket, sessions });
    this.#scram = new ScramServer(password);
    const messages = new FrontendMessages((type, body) => this.#take(type, body));
    socket.on("data", (data) => messages.take(data));
  }

  #take(type, body) {
    if (this.#skipping && type !== "S" && type !== "X") return;
    switch (type) {
      case "start": this.#send("R", words(10), text("SCRAM-SHA-256"), text("")); break;
      case "p": this.#authenticate(body); break;
      case "Q": this.#attempt(() => this.#execute(evaluate(body.string(), []), true)); this.#ready(); break;
      case "P": this.#parse(body); break;
      case "B": this.#attempt(() => this.#bind(body)); break;
      case "D": this.#attempt(() => this.#describe(body)); break;
      case "E": this.#attempt(() => this.#execute(this.#portal, false)); break;
      case "C": this.#send("3"); break;
      case "H": break;
      case "S": this.#skipping = false; this.#ready(); break;
      case "X": this.socket.end(); break;
      default: throw new Error(`a message of type ${type}`);
    }
  }

  #authenticate(body) {
    if (!this.#scram.started) {
      body.string();
      this.#send("R", words(11), this.#scram.first(body.rest(4)));
      return;
    }
    const final = this.#scram.final(body.rest());
    if (final === undefined) {
      this.#fail(new StatementError("28P01", 'password authentication failed for user "tester"'), "FATAL");
      this.socket.end();
      return;
    }
    this.#send("R", words(12), final);
    this.#send("R", words(0));
    for (const [name, value] of [["server_version", "15.18"], ["client_encoding", "UTF8"], ["DateStyle", "ISO, MDY"]]) {
      this.#send("S", text(name), text(value));
    }
    this.#send("K", words(1, 2));
    this.#ready();
  }

  #parse(body) {
    this.#statements.set(body.string(), body.string());
    this.#send("1");
  }

  #bind(body) {
    body.string();
    const statement = this.#statements.get(body.string());
    this.#send("2");
    this.#portal = () => evaluate(statement, parameters);
    const parameters = body.parameters();
    this.#portal.fields = describe(statement);
  }

  #describe(body) {
    if (body.rest()[0] === 0x53) throw new StatementError("0A000", "only portals are described");
    if (this.#portal.fields.length === 0) this.#send("n");
    else this.#sendFields(this.#portal.fields);
  }

  #execute(statement, simple) {
    const outcome = typeof statement === "function" ? statement() : statement;
    for (const notice of outcome.notices) this.#send("N", ...diagnosis("NOTICE", "00000", notice));
    if (simple && outcome.fields.length > 0) this.#sendFields(outcome.fields);
    for (const row of outcome.rows) this.#sendRow(row);
    if (outcome.status !== undefined) this.#status = outcome.status;
    if (outcome.listen !== undefined) this.channels.add(outcome.listen);
    this.#send("C", text(outcome.tag));
    if (outcome.notify !== undefined) for (const session of this.sessions) session.notify(...outcome.notify);
  }

  notify(channel, payload) {
    if (this.channels.has(channel)) this.#send("A", words(1), text(channel), text(payload));
  }

  #attempt(act) {
    try {
      act();
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      this.#fail(error, "ERROR");
    }
  }

  #fail(error, severity) {
    this.#skipping = true;
    if (this.#status === "T") this.#status = "E";
    this.#send("E", ...diagnosis(severity, error.code, error.message));
  }

  #ready() {
    this.#skipping = false;
    this.#send("Z", Buffer.from(this.#status));
  }

  #sendFields(fields) {
    const each = fields.flatMap(({ name, type }) => [
      text(name), words(0), Buffer.from([0, 0]), words(type), Buffer.from([255, 255]), words(-1), Buffer.from([0, 0]),
    ]);
    this.#send("T", Buffer.from([0, fields.length]), ...each);
  }

  #sendRow(row) {
    const values = row.flatMap((value) => {
      const bytes = Buffer.from(String(value));
      return value === null ? [words(-1)] : [words(bytes.length), bytes];
    });
    this.#send("D", Buffer.from([0, row.length]), ...values);
  }

  #send(type, ...parts) {
    this.socket.write(message(type, parts));
  }
}

function diagnosis(severity, code, says) {
  return [["S", severity], ["V", severity], ["C", code], ["M", says]]
    .flatMap(([field, value]) => [Buffer.from(field), text(value)]).concat(Buffer.from([0]));
}
