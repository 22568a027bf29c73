// The few statements that the small PostgreSQL server knows, with the answers of the real one.

export class StatementError extends Error {
  constructor(code, says) {
    super(says);
    this.code = code;
  }
}

const INTEGER = 23;
const BIGINT = 20;
const TEXT = 25;

const statements = [
  [/^SELECT \$1::int \+ \$2::int AS sum$/, [["sum", INTEGER]], (_, [a, b]) => select([[Number(a) + Number(b)]])],
  [/^SELECT \$1::text AS echo$/, [["echo", TEXT]], (_, [value]) => select([[value]])],
  [/^SELECT '(\w*)' AS greeting$/, [["greeting", TEXT]], ([, greeting]) => select([[greeting]])],
  [/^SELECT n, n \* n AS square FROM generate_series\(1, (\d+)\) AS n$/, [["n", INTEGER], ["square", INTEGER]],
    ([, count]) => select(Array.from({ length: Number(count) }, (_, index) => [index + 1, (index + 1) ** 2]))],
  [/^SELECT count\(\*\) FROM generate_series\(1, (\d+)\)$/, [["count", BIGINT]], ([, count]) => select([[count]])],
  [/^SELECT 1 \/ 0$/, [["?column?", INTEGER]], () => {
    throw new StatementError("22012", "division by zero");
  }],
  [/^DO \$\$BEGIN RAISE NOTICE '(.*)'; END\$\$$/, [], ([, notice]) => did("DO", { notices: [notice] })],
  [/^BEGIN$/, [], () => did("BEGIN", { status: "T" })],
  [/^(COMMIT|ROLLBACK)$/, [], ([, word]) => did(word, { status: "I" })],
  [/^LISTEN (\w+)$/, [], ([, listen]) => did("LISTEN", { listen })],
  [/^NOTIFY (\w+), '(.*)'$/, [], ([, channel, payload]) => did("NOTIFY", { notify: [channel, payload] })],
];

/** What a statement comes to, with these parameters. */
export function evaluate(statement, parameters) {
  const [pattern, , act] = find(statement);
  return { fields: describe(statement), ...act(pattern.exec(statement), parameters) };
}

/** The fields of the rows of a statement: their names and the numbers of their types. */
export function describe(statement) {
  return find(statement)[1].map(([name, type]) => ({ name, type }));
}

function find(statement) {
  const known = statements.find(([pattern]) => pattern.test(statement));
  if (known === undefined) throw new StatementError("42601", `syntax error at or near "${statement.split(" ")[0]}"`);
  return known;
}

function select(rows) {
  return did(`SELECT ${rows.length}`, { rows });
}

function did(tag, more) {
  return { tag, rows: [], notices: [], ...more };
}
