import { expect, test } from '@jest/globals';
import type { NextFunction, Request, Response } from 'express';
import { verificationLimit } from './verification-limit.ts';

const response = { setHeader() {}, getHeader() {}, headersSent: false } as unknown as Response;

/** An application that is asked, by its limits alone: what became of each question. */
function aLimit() {
  const limits = verificationLimit();
  return async (method: string, ip: string, path: string): Promise<string> => {
    for (const limit of limits) {
      const request = { method, ip, path, headers: {}, app: { get: () => false } } as unknown as Request;
      const fault = await new Promise<unknown>((resolve) => {
        void limit(request, response, resolve as NextFunction);
      });
      if (fault) return (fault as { code: string }).code;
    }
    return 'looked up';
  };
}

/** How many of them are looked up. */
async function lookedUp(count: number, ask: (index: number) => Promise<string>): Promise<number> {
  const answers = [];
  for (let index = 0; index < count; index++) answers.push(await ask(index));
  const { length } = answers.filter((answer) => answer === 'looked up');
  expect(answers.filter((answer) => answer === 'too-many-requests')).toHaveLength(count - length);
  return length;
}

test('of ten thousand references guessed from one address, sixty are looked up in a minute', async () => {
  const ask = aLimit();
  expect(await lookedUp(10_000, (index) => ask('GET', '192.0.2.1', `/${index}`))).toBe(60);
  expect(await ask('GET', '192.0.2.2', '/1')).toBe('looked up');
  // What tells how to check without the portal is never refused.
  expect(await ask('GET', '192.0.2.1', '/authority')).toBe('looked up');
});

test('a network that has a thousand addresses of its own (IPv6) is one', async () => {
  const ask = aLimit();
  expect(await lookedUp(1_000, (index) => ask('GET', `2001:db8::${index.toString(16)}`, '/1'))).toBe(60);
});

test('of files, forty', async () => {
  const ask = aLimit();
  expect(await lookedUp(100, () => ask('POST', '192.0.2.1', '/'))).toBe(40);
});
