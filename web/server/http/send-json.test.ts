import { describe, expect, test } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { sendJson } from './send-json.ts';

const LISTS: Readonly<Record<string, object>> = {
  short: { total: 1 },
  usual: { items: Array.from({ length: 100 }, (_, n) => ({ number: `2026-${n}`, title: 'Temps partiel, à 80 %' })) },
  long: { items: Array.from({ length: 5_000 }, (_, n) => ({ number: `2026-${n}`, title: 'Temps partiel, à 80 %' })) },
};
const app = express()
  .set('etag', false)
  .get('/:list', (request, response) => sendJson(request, response, LISTS[String(request.params.list)]));

/** What is read of an answer, whichever way it came. */
const get = async (list: string, encodings: string) => {
  const { headers, body } = await supertest(app)
    .get(`/${list}`)
    .set('Accept-Encoding', encodings)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  return { headers, read: JSON.parse(String(body)) };
};

describe('an answer', () => {
  test.each([
    ['usual', 'br, gzip', 'br'],
    ['usual', 'gzip, deflate, br, zstd', 'br'],
    ['usual', 'gzip, deflate', 'gzip'],
    ['usual', 'gzip, br;q=0', 'gzip'],
    ['usual', 'identity', undefined],
    ['short', 'br, gzip', undefined],
    ['long', 'br', 'br'],
    ['long', 'gzip', 'gzip'],
  ])('that is %s leaves as the caller takes it best: %s', async (list, accepted, encoding) => {
    const { headers, read } = await get(list, accepted);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(read).toEqual(LISTS[list]);
  });

  test('to a question about its head alone is its head', async () => {
    const { headers, text } = await supertest(app).head('/usual').set('Accept-Encoding', 'br');
    expect([headers['content-type'], text ?? '']).toEqual(['application/json; charset=utf-8', '']);
  });
});
