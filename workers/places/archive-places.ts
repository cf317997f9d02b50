import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { nameDurably, removeAbandoned, writeDurably } from '#prisma/documents/durable-file.ts';
import { refused } from './locked-store.ts';
import { type StoreAccount, type StoreRequest, signedHeaders } from './signed-request.ts';

/** What of a deposit was read back. */
export interface ReadBack {
  /** In hexadecimal. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** Where an archives service takes what is deposited, and leaves what it answers. */
export interface ArchivePlace {
  /** Writes a file and reads it back; written again, it takes the place of what a worker that died had left. @throws where it stands otherwise */
  write(name: string, content: AsyncIterable<Uint8Array>): Promise<ReadBack>;
  /** What stands there under a name; null: nothing. @throws over that many bytes */
  read(name: string, maxBytes: number): Promise<Uint8Array | null>;
}

/** The place that the operator named; undefined: none. */
export function archivePlace(
  { folder, bucket }: { readonly folder?: string | undefined; readonly bucket?: Bucket | undefined },
  now: () => Date,
): ArchivePlace | undefined {
  if (folder !== undefined) return archiveFolder(folder);
  return bucket === undefined ? undefined : archiveBucket(bucket, now);
}

/** Half-written since then: its writer died. */
const DRAFT = /^\.[0-9a-f-]{36}$/;
const ABANDONED_MS = 86_400_000;

export function archiveFolder(folder: string): ArchivePlace {
  return {
    async write(name, content) {
      await mkdir(folder, { recursive: true });
      await removeAbandoned(folder, { named: DRAFT, before: new Date(Date.now() - ABANDONED_MS) });
      const [draft, file] = [path.join(folder, `.${randomUUID()}`), path.join(folder, name)];
      try {
        const sent = await writtenTo(draft, content, 0o644);
        await nameDurably(draft, file, folder);
        return mustBe(sent, await measured(createReadStream(file)));
      } finally {
        await rm(draft, { force: true });
      }
    },
    async read(name, maxBytes) {
      const file = path.join(folder, name);
      const there = await stat(file).catch(nullWhereMissing);
      if (there === null) return null;
      mustHold(there.size, maxBytes);
      return readFile(file).catch(nullWhereMissing);
    },
  };
}

/** The bucket of an archives service, of a store that speaks S3. */
export interface Bucket extends StoreAccount {
  /** Of the bucket, or of a folder in it. */
  readonly url: string;
}

const TIMEOUT_MS = 600_000;
const STORE = 'the archives service';

export function archiveBucket({ url, ...account }: Bucket, now: () => Date): ArchivePlace {
  const folder = url.endsWith('/') ? url : `${url}/`;
  const ask = (request: StoreRequest, sent: { readonly file: string; readonly size: number } | null = null) => {
    const headers = signedHeaders(request, account, now());
    // Not a Blob of the file: what reads one keeps it open until it is collected.
    const body = sent && {
      ...{ body: Readable.toWeb(createReadStream(sent.file)) as unknown as BodyInit, duplex: 'half' as const },
      headers: { ...headers, 'content-length': String(sent.size) },
    };
    return fetch(request.url, {
      ...{ method: request.method, headers, ...body },
      ...{ redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) },
    }).catch((cause: Error) => {
      throw new Error(`${STORE} does not answer (${cause.cause ?? cause.name})`, { cause });
    });
  };
  return {
    async write(name, content) {
      const object = new URL(encodeURIComponent(name), folder);
      // On the disk first: what is signed is its hash, and a store wants its length.
      const own = await mkdtemp(path.join(tmpdir(), 'harmonie-deposit-'));
      try {
        const file = path.join(own, 'archive');
        const sent = await writtenTo(file, content, 0o600);
        const put = await ask(
          {
            ...{ method: 'PUT', url: object, bodySha256: sent.sha256 },
            headers: { 'content-type': 'application/zip' },
          },
          { file, size: sent.size },
        );
        if (!put.ok) throw await refused(put, STORE);
        await put.body?.cancel();
        const kept = await ask({ method: 'GET', url: object });
        if (!kept.ok || kept.body === null) throw await refused(kept, STORE);
        return mustBe(sent, await measured(kept.body));
      } finally {
        await rm(own, { recursive: true, force: true });
      }
    },
    async read(name, maxBytes) {
      const kept = await ask({ method: 'GET', url: new URL(encodeURIComponent(name), folder) });
      if (kept.status === 404) {
        await kept.body?.cancel();
        return null;
      }
      if (!kept.ok) throw await refused(kept, STORE);
      return within(kept.body ?? [], maxBytes);
    },
  };
}

async function writtenTo(file: string, content: AsyncIterable<Uint8Array>, mode: number): Promise<ReadBack> {
  const hash = createHash('sha256');
  let size = 0;
  async function* counted() {
    for await (const part of content) {
      hash.update(part);
      size += part.length;
      yield part;
    }
  }
  await writeDurably(file, counted(), mode);
  return { sha256: hash.digest('hex'), size };
}

async function measured(content: AsyncIterable<Uint8Array>): Promise<ReadBack> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const part of content) {
    hash.update(part);
    size += part.length;
  }
  return { sha256: hash.digest('hex'), size };
}

function mustBe(sent: ReadBack, kept: ReadBack): ReadBack {
  if (sent.sha256 !== kept.sha256 || sent.size !== kept.size)
    throw new Error(`what was deposited does not stand with ${STORE} as it was sent`);
  return kept;
}

/** All of it, given up as soon as it is more: who sends it may not say how much there is. */
async function within(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    size += part.length;
    mustHold(size, maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function mustHold(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new Error(`an answer of ${STORE} has more than ${maxBytes} bytes`);
}

const nullWhereMissing = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null;
  throw error;
};
