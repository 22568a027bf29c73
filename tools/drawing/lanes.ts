/** A vertical line that lies beside rows, and is joined from some of them. */
export interface Lane {
  /** The rows that it joins, by their numbers from the top: two or more. */
  readonly rows: readonly number[];
}

/** A choice of columns, by lane. */
interface Placing {
  readonly columns: readonly number[];
  readonly crossings: number;
  readonly width: number;
}

/**
 * The column of each lane, 0 for the nearest to the rows: lanes in one column do not touch each other, and lines from
 * the rows to the lanes cross as few of them as can be. It tries every order, and so is made for few lanes.
 */
export function placeLanes(lanes: readonly Lane[]): readonly number[] {
  const best = orders(lanes.map((_, index) => index)).map((order) => placingOf(lanes, order))
    .reduce((one, other) => (isBetter(other, one) ? other : one));
  return best.columns;
}

function isBetter(one: Placing, other: Placing): boolean {
  return one.crossings === other.crossings ? one.width < other.width : one.crossings < other.crossings;
}

function orders(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => orders(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
}

/** The lanes are set down in an order: each in a column of its own, or in the last if it touches none there. */
function placingOf(lanes: readonly Lane[], order: readonly number[]): Placing {
  const columns = lanes.map(() => 0);
  let last: Lane[] = [];
  let column = 0;
  for (const index of order) {
    const lane = lanes[index];
    if (lane === undefined) continue;
    if (last.some((other) => touches(lane, other))) {
      column++;
      last = [];
    }
    last.push(lane);
    columns[index] = column;
  }
  return { columns, crossings: crossingsOf(lanes, columns), width: column + 1 };
}

function crossingsOf(lanes: readonly Lane[], columns: readonly number[]): number {
  return lanes.flatMap((lane, index) => lane.rows.flatMap((row) => lanes.filter((other, position) =>
    (columns[position] ?? 0) < (columns[index] ?? 0) && top(other) < row && row < bottom(other)))).length;
}

function touches(one: Lane, other: Lane): boolean {
  return top(one) <= bottom(other) && top(other) <= bottom(one);
}

function top({ rows }: Lane): number {
  return Math.min(...rows);
}

function bottom({ rows }: Lane): number {
  return Math.max(...rows);
}
