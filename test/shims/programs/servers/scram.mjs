// The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), for one user.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096;

export class ScramServer {
  #password;
  #salt = randomBytes(16);
  #nonce = randomBytes(18).toString("base64");
  #clientFirst;
  #serverFirst;

  constructor(password) {
    this.#password = password;
  }

  get started() {
    return this.#clientFirst !== undefined;
  }

  /** Answers the client's first message with nonce, salt and the number of iterations. */
  first(bytes) {
    this.#clientFirst = bytes.toString("latin1").replace(/^[a-z][^,]*,[^,]*,/, "");
    const nonce = /r=([^,]*)/.exec(this.#clientFirst)[1] + this.#nonce;
    this.#serverFirst = `r=${nonce},s=${this.#salt.toString("base64")},i=${ITERATIONS}`;
    return Buffer.from(this.#serverFirst);
  }

  /** Answers the client's proof with the server's, or not at all if it proves nothing. */
  final(bytes) {
    const [, unproved, proof] = /^(.*),p=(.*)$/.exec(bytes.toString("latin1"));
    const salted = pbkdf2Sync(this.#password, this.#salt, ITERATIONS, 32, "sha256");
    const storedKey = createHash("sha256").update(hmac(salted, "Client Key")).digest();
    const transcript = `${this.#clientFirst},${this.#serverFirst},${unproved}`;
    const signature = hmac(storedKey, transcript);
    const clientKey = Buffer.from(proof, "base64").map((byte, index) => byte ^ signature[index]);
    if (!createHash("sha256").update(clientKey).digest().equals(storedKey)) return undefined;
    return Buffer.from(`v=${hmac(hmac(salted, "Server Key"), transcript).toString("base64")}`);
  }
}

function hmac(key, data) {
  return createHmac("sha256", key).update(data).digest();
}
