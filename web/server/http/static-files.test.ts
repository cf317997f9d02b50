import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { securityHeaders } from './security.ts';
import { staticFiles } from './static-files.ts';

const PAGE = '<!doctype html><title>Harmonie</title>';
const SCRIPT = 'export const answer = 42;\n'.repeat(100);
const folder = mkdtempSync(path.join(tmpdir(), 'screens-'));
mkdirSync(path.join(folder, 'assets'));
writeFileSync(path.join(folder, 'index.html'), PAGE);
writeFileSync(path.join(folder, 'favicon.svg'), '<svg/>');
writeFileSync(path.join(folder, 'assets/first-Cu1.js'), SCRIPT);
writeFileSync(path.join(folder, 'assets/first-Cu1.js.br'), brotliCompressSync(SCRIPT));
writeFileSync(path.join(folder, 'assets/first-Cu1.js.gz'), gzipSync(SCRIPT));
writeFileSync(path.join(folder, 'assets/plain-Xy2.woff2'), 'font');
writeFileSync(path.join(path.dirname(folder), `${path.basename(folder)}.secret`), 'secret');
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(`${folder}.secret`);
});

const app = express().set('etag', false).use(securityHeaders('http://localhost:3000')).use(staticFiles(folder));
const get = (address: string, encodings: string) => supertest(app).get(address).set('Accept-Encoding', encodings);

describe('a compressed file', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['*', 'br'],
  ])('leaves as the browser takes it best: %s', async (accepted, encoding) => {
    const { headers, text } = await get('/assets/first-Cu1.js', accepted);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('Accept-Encoding');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(text).toBe(SCRIPT);
  });

  test('is as it was to whoever takes none', async () => {
    const { headers, text } = await get('/assets/first-Cu1.js', 'identity');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('Accept-Encoding');
    expect(text).toBe(SCRIPT);
  });
});

test('a file whose name carries its hash is kept for ever, and never asked for again', async () => {
  const { headers } = await get('/assets/first-Cu1.js', 'br');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers.etag).toBeUndefined();
});

test('a policy stands on what is shown by itself, not on what a page takes in', async () => {
  const policyOf = async (address: string) => (await get(address, 'br')).headers['content-security-policy'];
  for (const address of ['/', '/favicon.svg']) expect(await policyOf(address)).toContain("script-src 'self'");
  for (const address of ['/assets/first-Cu1.js', '/assets/plain-Xy2.woff2'])
    expect(await policyOf(address)).toBeUndefined();
});

describe('the page itself', () => {
  test('is asked for each time, and sent again only once it changed', async () => {
    const { headers, text } = await get('/', 'identity');
    expect(text).toBe(PAGE);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await get('/', 'identity').set('If-None-Match', String(headers.etag));
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    const other = await get('/', 'identity').set('If-None-Match', '"another"');
    expect([other.status, other.text]).toEqual([200, PAGE]);
  });

  test('answers at every address that is not a file’s', async () => {
    expect((await get('/requests/0190', 'identity')).text).toBe(PAGE);
    expect((await get('/sign-in?back=%2F', 'identity')).text).toBe(PAGE);
  });
});

test('nothing else is served: no file that is not there, none out of the folder, nothing of the API', async () => {
  const secret = `${path.basename(folder)}.secret`;
  for (const address of [
    '/assets/gone-Aa0.js',
    '/robots.txt',
    '/api/health',
    `/..%2F${secret}`,
    '/%00.js',
    '/%E0%A4.js',
  ])
    expect([address, (await get(address, 'br')).status]).toEqual([address, 404]);
});
