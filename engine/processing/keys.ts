import type { Key } from './protocol.ts';

/** First key of the one partition: clients read the partition in the upper bits. */
const FIRST = 2_251_799_813_685_249;

/** Hands out keys that only grow. Below 2^53, so counting is exact; everywhere else keys are text. */
export class KeyGenerator {
  next = FIRST;

  key(): Key {
    return String(this.next++);
  }

  /** Reserves keys in a row and answers the first. */
  keys(count: number): Key {
    const first = this.next;
    this.next += Math.max(1, count);
    return String(first);
  }
}
