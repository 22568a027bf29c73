/** What is due at a time: `order` tells equal deadlines apart, `place` is the heap's own. */
export interface Due {
  /** In ms on the clock of the heap's owner. */
  deadline: number;
  order: number;
  /** The index in the heap, or -1 when it is not in it. */
  place: number;
}

/** Whether `a` is due before `b`: by deadline, then in scheduling order (`timer.order.equal-deadline`). */
export function isBefore(a: Due, b: Due): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.order < b.order);
}

/** A binary heap by (deadline, order), from which any entry can be taken. */
export class DeadlineHeap<Entry extends Due> {
  readonly #entries: Entry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  first(): Entry | undefined {
    return this.#entries[0];
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    this.#rise(entry, this.#entries.length - 1);
  }

  remove(entry: Entry): void {
    const place = entry.place;
    entry.place = -1;
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#settle(last, place);
  }

  /** Puts an entry, whose deadline or order has changed, where it belongs. */
  moved(entry: Entry): void {
    this.#settle(entry, entry.place);
  }

  /** How many entries are before `limit`, counted up to `most`. */
  countBefore(limit: Due, most: number): number {
    const places = [0];
    let count = 0;
    for (let place = places.pop(); place !== undefined && count < most; place = places.pop()) {
      const entry = this.#entries[place];
      if (entry === undefined || !isBefore(entry, limit)) continue;
      count += 1;
      places.push(2 * place + 1, 2 * place + 2);
    }
    return count;
  }

  /** Takes everything out. */
  clear(): void {
    for (const entry of this.#entries) entry.place = -1;
    this.#entries.length = 0;
  }

  #settle(entry: Entry, place: number): void {
    const parent = this.#entries[(place - 1) >> 1];
    if (place > 0 && parent !== undefined && isBefore(entry, parent)) this.#rise(entry, place);
    else this.#sink(entry, place);
  }

  #rise(entry: Entry, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#entries[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(entry, place);
  }

  #sink(entry: Entry, from: number): void {
    let place = from;
    for (;;) {
      const below = this.#earlierChild(place);
      if (below === undefined || !isBefore(below, entry)) break;
      const next = below.place;
      this.#put(below, place);
      place = next;
    }
    this.#put(entry, place);
  }

  #earlierChild(place: number): Entry | undefined {
    const left = this.#entries[2 * place + 1];
    const right = this.#entries[2 * place + 2];
    return left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
  }

  #put(entry: Entry, place: number): void {
    this.#entries[place] = entry;
    entry.place = place;
  }
}
