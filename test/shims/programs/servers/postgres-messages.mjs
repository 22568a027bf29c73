// The messages of PostgreSQL's protocol 3: a type, a length, and fields.

/** Cuts what a client sends into messages. The first one, of start-up, has no type. */
export class FrontendMessages {
  #input = Buffer.alloc(0);
  #started = false;
  #each;

  constructor(each) {
    this.#each = each;
  }

  take(data) {
    this.#input = Buffer.concat([this.#input, data]);
    for (;;) {
      const typeLength = this.#started ? 1 : 0;
      if (this.#input.length < typeLength + 4) return;
      const end = typeLength + this.#input.readInt32BE(typeLength);
      if (this.#input.length < end) return;
      const type = this.#started ? this.#input.toString("latin1", 0, 1) : "start";
      const body = new Body(this.#input.subarray(typeLength + 4, end));
      this.#input = this.#input.subarray(end);
      this.#started = true;
      this.#each(type, body);
    }
  }
}

class Body {
  #bytes;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  string() {
    const end = this.#bytes.indexOf(0, this.#at);
    const value = this.#bytes.toString("utf8", this.#at, end);
    this.#at = end + 1;
    return value;
  }

  rest(skipped = 0) {
    return this.#bytes.subarray(this.#at + skipped);
  }

  /** The parameters of a Bind, all in the form of text. */
  parameters() {
    const formats = this.#short();
    this.#at += 2 * formats;
    return Array.from({ length: this.#short() }, () => {
      const length = this.#bytes.readInt32BE(this.#at);
      this.#at += 4;
      if (length < 0) return null;
      this.#at += length;
      return this.#bytes.toString("utf8", this.#at - length, this.#at);
    });
  }

  #short() {
    this.#at += 2;
    return this.#bytes.readInt16BE(this.#at - 2);
  }
}

export function message(type, parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  return Buffer.concat([Buffer.from(type), words(length), ...parts]);
}

/** A string that ends with a zero. */
export function text(value) {
  return Buffer.from(`${value}\0`);
}

/** Whole numbers of four bytes. */
export function words(...values) {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeInt32BE(value, 4 * index));
  return bytes;
}
