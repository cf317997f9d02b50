import { describe, expect, test } from '@jest/globals';
import { FairQueue } from './fair-queue.ts';

const queueOf = (...jobs: string[]) => {
  const queue = new FairQueue<{ name: string; of: string[] }>();
  // « ana1/form »: the first job of Ana, on a form.
  for (const name of jobs) queue.add({ name, of: name.replace(/\d/g, '').split('/') });
  return queue;
};

/** The order in which jobs begin, with that many threads of equal speed. */
function orderOf(queue: ReturnType<typeof queueOf>, threads: number): string[] {
  const order: string[] = [];
  const running: { name: string; of: string[] }[] = [];
  for (;;) {
    while (running.length < threads) {
      const job = queue.next();
      if (job === undefined) break;
      order.push(job.name);
      running.push(job);
    }
    const over = running.shift();
    if (over === undefined) return order;
    queue.end(over);
  }
}

describe('a fair queue', () => {
  test('keeps the order of one person', () => {
    expect(orderOf(queueOf('ana1', 'ana2', 'ana3'), 2)).toEqual(['ana1', 'ana2', 'ana3']);
  });
  test('never gives two threads to one person', () => {
    const queue = queueOf('ana1', 'ana2', 'bob1');
    expect([queue.next()?.name, queue.next()?.name, queue.next()]).toEqual(['ana1', 'bob1', undefined]);
  });
  test('serves a person who came later before the rest of the one who came first', () => {
    expect(orderOf(queueOf('ana1', 'ana2', 'bob1', 'bob2', 'cid1'), 1)).toEqual([
      'ana1',
      'bob1',
      'cid1',
      'ana2',
      'bob2',
    ]);
  });
  test('never gives two threads to one circuit either', () => {
    const queue = queueOf('ana1/trap', 'bob1/trap', 'cid1/form');
    expect([queue.next()?.name, queue.next()?.name, queue.next()]).toEqual(['ana1/trap', 'cid1/form', undefined]);
  });
  test('knows how many wait on an account, and empties', () => {
    const queue = queueOf('ana1', 'ana2', 'bob1');
    queue.next();
    expect([queue.waiting('ana'), queue.waiting('bob')]).toEqual([1, 1]);
    expect(queue.clear()).toHaveLength(2);
    expect(queue.next()).toBeUndefined();
  });
});
