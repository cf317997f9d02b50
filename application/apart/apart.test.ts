import { afterEach, expect, test } from '@jest/globals';
import { type Apart, type Limits, openApart, TooMuch } from './apart.ts';

type Shout = Apart<string, { louder: string; threadId: number }>;
let shout: Shout;
afterEach(() => shout.close());

const LIMITS: Limits = { threads: 1, processorMs: 300, megabytes: 64, waiting: 2 };
const open = (limits: Partial<Limits> = {}): Shout => {
  shout = openApart(new URL('./testing/shout.thread.ts', import.meta.url), { ...LIMITS, ...limits });
  return shout;
};

test('jobs are done one after the other in the same thread, and what fails in one fails it alone', async () => {
  const { run } = open();
  const first = await run(['claire'], 'bonjour');
  await expect(run(['claire'], '')).rejects.toThrow('nothing to say');
  expect(await run(['claire'], 'au revoir')).toEqual({ louder: 'AU REVOIR', threadId: first.threadId });
});

test('a job that never ends is given up, and the next one is done in another thread', async () => {
  const { run } = open();
  const { threadId } = await run(['jeanne'], 'bonjour');
  const endless = run(['claire'], 'forever');
  const next = run(['claire'], 'bonsoir');
  await expect(endless).rejects.toEqual(new TooMuch('time'));
  expect((await next).threadId).not.toBe(threadId);
});

test('nobody has more jobs waiting than they may, others are still taken', async () => {
  const { run } = open();
  const taken = ['un', 'deux', 'trois'].map((words) => run(['claire'], words));
  await expect(run(['claire'], 'quatre')).rejects.toEqual(new TooMuch('queue'));
  expect((await run(['paul'], 'un')).louder).toBe('UN');
  expect((await Promise.all(taken)).map(({ louder }) => louder)).toEqual(['UN', 'DEUX', 'TROIS']);
});

test('a thread that nobody gives work to ends, and later work is given another', async () => {
  const { run } = open({ idleMs: 1 });
  const { threadId } = await run(['claire'], 'bonjour');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await run(['claire'], 'encore')).threadId).not.toBe(threadId);
});
