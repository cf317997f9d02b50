import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openObjectStore } from '../testing/object-store.ts';
import { archiveBucket } from './archive-places.ts';

const ACCOUNT = { region: 'fr-par', accessKeyId: 'harmonie', secretAccessKey: 'a secret of its own' };
const NOW = new Date('2026-11-29T10:00:00.000Z');
const NAME = '2026-TJ-VALMONT-A-000001.zip';

let store: Awaited<ReturnType<typeof openObjectStore>>;
let kept: Map<string, Uint8Array>;
/** What this store does otherwise than it should. */
let fault: 'none' | 'other bytes' | 'no room' | 'away once it has it';

beforeAll(async () => {
  store = await openObjectStore(ACCOUNT, NOW, ({ method, path, body, signed, given }) => {
    const known = kept.get(path);
    if (method === 'GET') {
      if (fault === 'away once it has it') return [503, {}, '<Error><Code>SlowDown</Code></Error>'];
      return known ? [200, {}, known] : [404, {}, '<Error><Code>NoSuchKey</Code></Error>'];
    }
    if (fault === 'no room') return [507, {}, '<Error><Code>QuotaExceeded</Code></Error>'];
    if (!signed.includes('content-type') || given('content-type') !== 'application/zip') return [400, {}];
    // A store wants the length before the bytes.
    if (given('content-length') !== String(body.length))
      return [411, {}, '<Error><Code>MissingContentLength</Code></Error>'];
    kept.set(path, fault === 'other bytes' ? body.subarray(0, 20) : body);
    return [200, {}];
  });
});
afterAll(() => store.close());
beforeEach(() => {
  kept = new Map();
  fault = 'none';
});

const bucket = (changes: object = {}) =>
  archiveBucket({ url: `${store.url}/versements/harmonie`, ...ACCOUNT, ...changes }, () => NOW);
/** A file of three parts, as an archive comes. */
async function* parts(text: string) {
  for (let part = 0; part < 3; part += 1) yield Buffer.from(`${part}${text}`.repeat(30_000));
}
async function whole(text: string): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts(text)) all.push(part);
  return Buffer.concat(all);
}
const measured = async (text: string) => {
  const bytes = await whole(text);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
};

test('an archive is put into its folder of the bucket, and read back', async () => {
  expect(await bucket().write(NAME, parts('acte'))).toEqual(await measured('acte'));
  expect([...kept.keys()]).toEqual([`/versements/harmonie/${NAME}`]);
  expect(Buffer.from(kept.get(`/versements/harmonie/${NAME}`) ?? []).equals(await whole('acte'))).toBe(true);
});

test('written again, it takes the place of what a worker that died had left', async () => {
  await bucket().write(NAME, parts('avant'));
  expect(await bucket({ url: `${store.url}/versements/harmonie/` }).write(NAME, parts('acte'))).toEqual(
    await measured('acte'),
  );
  expect(kept.size).toBe(1);
});

test('a store that keeps other bytes, that has no room, or that goes away before they are read back has no deposit', async () => {
  fault = 'other bytes';
  await expect(bucket().write(NAME, parts('acte'))).rejects.toThrow('does not stand with the archives service');
  fault = 'no room';
  await expect(bucket().write(NAME, parts('acte'))).rejects.toThrow('refuses (507 QuotaExceeded)');
  fault = 'away once it has it';
  await expect(bucket().write(NAME, parts('acte'))).rejects.toThrow('refuses (503 SlowDown)');
});

test('another account is refused, and told nothing of what stands there', async () => {
  await bucket().write(NAME, parts('acte'));
  const stranger = bucket({ secretAccessKey: 'another' });
  await expect(stranger.write(NAME, parts('autre'))).rejects.toThrow('refuses (403 SignatureDoesNotMatch)');
  await expect(stranger.read(NAME, 1_000_000)).rejects.toThrow('refuses (403 SignatureDoesNotMatch)');
  const away = bucket({ url: 'http://127.0.0.1:9/versements' });
  await expect(away.read(NAME, 1_000)).rejects.toThrow('the archives service does not answer');
});

test('an answer is read whole, within measure; none is none', async () => {
  kept.set('/versements/harmonie/A.reply.xml', Buffer.from('<Acknowledgement/>'));
  expect(Buffer.from((await bucket().read('A.reply.xml', 100)) ?? []).toString()).toBe('<Acknowledgement/>');
  expect(await bucket().read('B.reply.xml', 100)).toBeNull();
  await expect(bucket().read('A.reply.xml', 5)).rejects.toThrow('more than 5 bytes');
});
