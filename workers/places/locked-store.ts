import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { fileNameOf, type RootPlace } from './root-places.ts';
import { type StoreAccount, type StoreRequest, signedHeaders } from './signed-request.ts';

/** A bucket that locks what is put in it. */
export interface LockedBucket extends StoreAccount {
  /** Of the bucket, and of a folder in it: `https://s3.example/roots/`, `https://roots.s3.example/`. */
  readonly url: string;
  /** For how long a root can be neither replaced nor removed, by anyone. */
  readonly days: number;
}

/** What stands in the bucket is not what was to be kept, or can be removed: an alarm, and not a place that is away. */
export class LockNotKept extends Error {
  override readonly name = 'LockNotKept';
}

const TIMEOUT_MS = 60_000;
const DAY_MS = 86_400_000;
const [compress, decompress] = [promisify(gzip), promisify(gunzip)];

/**
 * A bucket of a store that speaks S3, each root locked there (object lock, COMPLIANCE): not even who owns the bucket can
 * replace or remove it before its date. It is read back once it is put, as a store may leave a lock out without a word.
 */
export function lockedStore({ url, days, ...account }: LockedBucket, now: () => Date): RootPlace {
  const folder = url.endsWith('/') ? url : `${url}/`;
  const ask = (request: StoreRequest): Promise<Response> =>
    fetch(request.url, {
      method: request.method,
      headers: signedHeaders(request, account, now()),
      body: request.body === undefined ? null : new Uint8Array(request.body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: Error) => {
      throw new Error(`the store of the roots does not answer (${cause.cause ?? cause.name})`, { cause });
    });
  return {
    name: 's3',
    async write({ statement, file }) {
      const object = new URL(fileNameOf(statement), folder);
      const body = await compress(file);
      const put = await ask({
        ...{ method: 'PUT', url: object, body },
        headers: {
          'content-type': 'application/gzip',
          // Without it a store accepts no lock.
          'content-md5': createHash('md5').update(body).digest('base64'),
          'if-none-match': '*',
          'x-amz-object-lock-mode': 'COMPLIANCE',
          'x-amz-object-lock-retain-until-date': new Date(now().getTime() + days * DAY_MS).toISOString(),
        },
      });
      // It is already there if the process that put it died before recording it.
      if (!put.ok && put.status !== 412) throw await refused(put);
      await put.body?.cancel();
      const kept = await ask({ method: 'GET', url: object });
      if (!kept.ok) throw await refused(kept);
      const until = Date.parse(kept.headers.get('x-amz-object-lock-retain-until-date') ?? '');
      const isLocked =
        kept.headers.get('x-amz-object-lock-mode') === 'COMPLIANCE' &&
        until >= Date.parse(statement.at) + days * DAY_MS - 1_000;
      const bytes = Buffer.from(await kept.arrayBuffer());
      if (!isLocked) throw new LockNotKept(`the store did not lock ${fileNameOf(statement)}, or not for ${days} days`);
      const content = await decompress(bytes, { maxOutputLength: file.length }).catch(() => null);
      if (content === null || !content.equals(file))
        throw new LockNotKept(`${fileNameOf(statement)} is not in the store as it was made`);
    },
  };
}

/** What a store answered instead of doing it. */
export async function refused(answer: Response, store = 'the store of the roots'): Promise<Error> {
  const code = /<Code>(\w{1,64})<\/Code>/.exec((await answer.text()).slice(0, 4096))?.[1];
  return new Error(`${store} refuses (${answer.status}${code === undefined ? '' : ` ${code}`})`);
}
