/** A type of the scenario language, as its TypeScript source declares it. */
export type TypeNode =
  | { readonly kind: "object"; readonly members: readonly Member[]; readonly index: TypeNode | null }
  | { readonly kind: "union" | "intersection"; readonly of: readonly TypeNode[] }
  | { readonly kind: "array"; readonly of: TypeNode }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string; readonly arguments: readonly TypeNode[] }
  | { readonly kind: "indexed"; readonly of: TypeNode; readonly member: string };

export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: TypeNode;
  readonly doc: string | null;
}

export interface Declaration {
  readonly name: string;
  readonly type: TypeNode;
  readonly doc: string | null;
}

interface Token {
  readonly text: string;
  /** The doc comment right before it. */
  readonly doc: string | null;
}

const TOKEN = /\s+|\/\/[^\n]*|(\/\*[^]*?\*\/)|("(?:[^"\\]|\\.)*"|[A-Za-z_$][\w$]*|\d+|[^\s])/y;

/**
 * The exported types and interfaces of a module that declares data: literals, objects, unions, intersections, arrays
 * and names. Whatever else the module has is passed over.
 * @throws SyntaxError at a type of another form.
 */
export function declarationsOf(source: string): Declaration[] {
  const tokens = tokensOf(source);
  const declarations: Declaration[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [first, second, name] = [tokens[at], tokens[at + 1]?.text, tokens[at + 2]?.text ?? ""];
    if (first?.text !== "export" || (second !== "type" && second !== "interface") || name === "{") continue;
    const parser = new Parser(tokens, at + 3);
    const type = second === "type" ? parser.alias() : parser.type();
    declarations.push({ name, type, doc: first.doc });
    at = parser.at - 1;
  }
  return declarations;
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let doc: string | null = null;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
    const [, comment, text] = match;
    if (comment !== undefined) doc = wordsOf(comment);
    if (text === undefined) continue;
    tokens.push({ text, doc });
    doc = null;
  }
  return tokens;
}

/** A doc comment on one line, without its stars. */
function wordsOf(comment: string): string | null {
  if (!comment.startsWith("/**")) return null;
  return comment.slice(3, -2).split("\n").map((line) => line.trim().replace(/^\* ?/, "")).join(" ").trim();
}

class Parser {
  at: number;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[], at: number) {
    this.#tokens = tokens;
    this.at = at;
  }

  alias(): TypeNode {
    this.#expect("=");
    const type = this.type();
    this.#expect(";");
    return type;
  }

  type(): TypeNode {
    return this.#several("|", "union", () => this.#several("&", "intersection", () => this.#postfix()));
  }

  #several(sign: string, kind: "union" | "intersection", one: () => TypeNode): TypeNode {
    this.#skip(sign);
    const of = [one()];
    while (this.#skip(sign)) of.push(one());
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { kind, of };
  }

  #postfix(): TypeNode {
    let type = this.#primary();
    while (this.#skip("[")) {
      if (this.#skip("]")) {
        type = { kind: "array", of: type };
      } else {
        type = { kind: "indexed", of: type, member: JSON.parse(this.#next()) as string };
        this.#expect("]");
      }
    }
    return type;
  }

  #primary(): TypeNode {
    if (this.#skip("readonly")) return this.#postfix();
    if (this.#skip("(")) {
      const type = this.type();
      this.#expect(")");
      return type;
    }
    if (this.#skip("{")) return this.#object();
    const text = this.#next();
    if (/^["\d]|^(true|false|null)$/.test(text)) return { kind: "literal", value: JSON.parse(text) as string };
    if (!/^[A-Za-z]/.test(text)) throw new SyntaxError(`no type begins with ${text}`);
    const given: TypeNode[] = [];
    if (this.#skip("<")) {
      do given.push(this.type()); while (this.#skip(","));
      this.#expect(">");
    }
    return { kind: "name", name: text, arguments: given };
  }

  #object(): TypeNode {
    const members: Member[] = [];
    let index: TypeNode | null = null;
    while (!this.#skip("}")) {
      const { doc } = this.#peek();
      this.#skip("readonly");
      if (this.#skip("[")) {
        while (!this.#skip("]")) this.#next();
        this.#expect(":");
        index = this.type();
      } else {
        const name = this.#next();
        const optional = this.#skip("?");
        this.#expect(":");
        members.push({ name, optional, type: this.type(), doc });
      }
      if (!this.#skip(";")) this.#skip(",");
    }
    return { kind: "object", members, index };
  }

  #peek(): Token {
    return this.#tokens[this.at] ?? { text: "", doc: null };
  }

  #next(): string {
    return this.#tokens[this.at++]?.text ?? "";
  }

  #skip(text: string): boolean {
    if (this.#peek().text !== text) return false;
    this.at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw new SyntaxError(`${text} was expected, and ${this.#peek().text} found`);
  }
}
