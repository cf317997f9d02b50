import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inTreeOrder, stateRoot } from '#domain/evidence/daily-root.ts';
import { openObjectStore, type SignedRequest, type StoreAnswer } from '../testing/object-store.ts';
import { lockedStore } from './locked-store.ts';
import { fileNameOf } from './root-places.ts';
import { signedHeaders } from './signed-request.ts';

const ACCOUNT = { region: 'fr-par', accessKeyId: 'harmonie', secretAccessKey: 'a secret of its own' };
const NOW = new Date('2026-11-29T10:00:00.000Z');
const DAYS = 3650;
const LOCK = ['x-amz-object-lock-mode', 'x-amz-object-lock-retain-until-date'] as const;

interface Kept {
  readonly body: Uint8Array;
  readonly headers: Record<string, string>;
}

let store: Awaited<ReturnType<typeof openObjectStore>>;
let url: string;
let kept: Map<string, Kept>;
/** What this store does otherwise than it should. */
let fault: 'none' | 'no lock' | 'shorter lock' | 'governance' | 'other bytes' | 'no room';

/** A store that keeps what is put as it is asked to. */
function answer({ method, path, body, signed, given }: SignedRequest): StoreAnswer {
  const known = kept.get(path);
  if (method === 'GET') return known ? [200, known.headers, known.body] : [404, {}];
  if (fault === 'no room') return [507, {}, '<Error><Code>QuotaExceeded</Code></Error>'];
  if (![...LOCK, 'content-md5', 'if-none-match'].every((name) => signed.includes(name))) return [400, {}];
  if (given('content-md5') !== createHash('md5').update(body).digest('base64')) return [400, {}];
  if (known) return [412, {}, '<Error><Code>PreconditionFailed</Code></Error>'];
  const until = new Date(Date.parse(given(LOCK[1])) - (fault === 'shorter lock' ? 86_400_000 : 0)).toISOString();
  const lock = { [LOCK[0]]: fault === 'governance' ? 'GOVERNANCE' : given(LOCK[0]), [LOCK[1]]: until };
  const bytes = fault === 'other bytes' ? body.subarray(0, 20) : body;
  kept.set(path, { body: bytes, headers: fault === 'no lock' ? {} : lock });
  return [200, {}];
}

beforeAll(async () => {
  store = await openObjectStore(ACCOUNT, NOW, answer);
  url = `${store.url}/roots/harmonie`;
});
afterAll(() => store.close());
beforeEach(() => {
  kept = new Map();
  fault = 'none';
});

const leaves = inTreeOrder([{ chain: 'system', events: 3, head: 'a'.repeat(64) }]);
const statement = stateRoot(leaves, { day: '2026-11-29', at: NOW, previous: null });
const file = Buffer.from(JSON.stringify({ statement, stamp: null, leaves }));
const write = (changes: object = {}, at = NOW) =>
  lockedStore({ url, days: DAYS, ...ACCOUNT, ...changes }, () => at).write({ statement, file });

describe('a bucket that locks the daily roots', () => {
  test('is given a root, locked for as long as it is to be kept', async () => {
    await write();
    const [[name, object] = []] = kept;
    expect(name).toBe(`/roots/harmonie/${fileNameOf(statement)}`);
    expect(gunzipSync(object?.body ?? '')).toEqual(file);
    expect(object?.headers).toEqual({ [LOCK[0]]: 'COMPLIANCE', [LOCK[1]]: '2036-11-26T10:00:00.000Z' });
  });

  test('is given it once: who died before writing that down finds it there', async () => {
    await write();
    const [before] = kept.values();
    await write();
    expect([...kept.values()]).toEqual([before]);
  });

  test.each(['no lock', 'shorter lock', 'governance', 'other bytes'] as const)(
    'is not believed where it kept it otherwise (%s), which is an alarm',
    async (wrong) => {
      fault = wrong;
      await expect(write()).rejects.toMatchObject({ name: 'LockNotKept' });
      await expect(write()).rejects.toMatchObject({ name: 'LockNotKept' });
    },
  );

  test('is asked again later where it is away, or refuses; what opens it is said to nobody', async () => {
    fault = 'no room';
    await expect(write()).rejects.toThrow('the store of the roots refuses (507 QuotaExceeded)');
    const stranger = write({ secretAccessKey: 'another' });
    await expect(stranger).rejects.toThrow('the store of the roots refuses (403 SignatureDoesNotMatch)');
    await expect(write({ url: 'http://127.0.0.1:9/roots/' })).rejects.toThrow('the store of the roots does not answer');
  });
});

// The examples of « Authenticating Requests (AWS Signature Version 4) » in the reference of Amazon S3.
describe('a request is signed as the reference of S3 has it', () => {
  const account = {
    region: 'us-east-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const at = new Date('2013-05-24T00:00:00Z');
  const of = (path: string) => new URL(path, 'https://examplebucket.s3.amazonaws.com');

  test.each([
    [
      'an object that is read',
      { method: 'GET', url: of('/test.txt'), headers: { range: 'bytes=0-9' } },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'an object that is put',
      {
        method: 'PUT',
        ...{ url: of('/test$file.text'), body: Buffer.from('Welcome to Amazon S3.') },
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'an object that is put from a file, by its hash',
      {
        method: 'PUT',
        url: of('/test$file.text'),
        bodySha256: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'the lifecycle of a bucket',
      { method: 'GET', url: of('/?lifecycle') },
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'a list of objects',
      { method: 'GET', url: of('/?max-keys=2&prefix=J') },
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ] as const)('%s', (_case, request, signature) => {
    expect(signedHeaders(request, account, at).authorization).toMatch(new RegExp(`Signature=${signature}$`));
  });
});
