import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import PostalMime from 'postal-mime';
import type { Database } from '#prisma/client.ts';
import { documentIn } from '#prisma/documents/store.ts';
import { EVIDENCE_DIGEST_PATTERN } from '#workers/pades/pdf/signature-dictionary.ts';
import { digestsIn } from '../backup/document-copies.ts';
import type { ChosenBackup } from './choose.ts';

/** What the restored database knows of what it may not know. */
export interface LastKnown {
  readonly lastRequest: string | null;
  readonly requests: number;
  readonly openRequests: number;
  /** Number of the request whose act was sealed last, and when. */
  readonly lastAct: { readonly number: string; readonly sealedAt: Date } | null;
  /** Message-IDs of what waited to leave: it leaves again, perhaps a second time. */
  readonly leaving: readonly string[];
  /** Requests whose act was signed, and whose seal is made again. */
  readonly sealing: readonly string[];
}

export async function lastKnown({ prisma }: Database): Promise<LastKnown> {
  const last = await prisma.request.findFirst({ orderBy: { filedAt: 'desc' }, select: { number: true } });
  const act = await prisma.act.findFirst({
    where: { sealedAt: { not: null } },
    orderBy: { sealedAt: 'desc' },
    select: { sealedAt: true, request: { select: { number: true } } },
  });
  const leaving = await prisma.notification.findMany({
    where: { state: { in: ['queued', 'sending', 'uncertain'] } },
    select: { messageId: true },
    orderBy: { queuedAt: 'asc' },
  });
  const sealing = await prisma.act.findMany({
    where: { decisionId: { not: null }, sealedAt: null },
    select: { request: { select: { number: true } } },
  });
  return {
    lastRequest: last?.number ?? null,
    requests: await prisma.request.count(),
    openRequests: await prisma.request.count({ where: { closedAt: null } }),
    lastAct: act?.sealedAt ? { number: act.request.number, sealedAt: act.sealedAt } : null,
    leaving: leaving.map(({ messageId }) => messageId),
    sealing: sealing.map(({ request }) => request.number),
  };
}

/** What the former data folder still tells of what happened after the backup. */
export interface Lost {
  /** Mails that left, a line each: when, Message-ID, subject. */
  readonly mails: readonly string[];
  /** Acts that were sealed, a line each: what they are, digest. */
  readonly acts: readonly string[];
  /** Other documents that people gave or the portal made. */
  readonly documents: number;
}

/** Reads it from the files alone: the former database is left as it was. */
export async function lostSince(dataDir: string, { manifest, documents }: ChosenBackup): Promise<Lost> {
  const kept = new Set(manifest.files.map(({ path: file }) => file));
  const mails: string[] = [];
  for (const name of (await readdir(path.join(dataDir, 'mail')).catch(() => [])).sort()) {
    if (!name.endsWith('.eml') || kept.has(`mail/${name}`)) continue;
    const { date, messageId, subject } = await PostalMime.parse(await readFile(path.join(dataDir, 'mail', name)));
    mails.push([date ?? '', messageId ?? name, subject ?? ''].join('  '));
  }
  const acts: string[] = [];
  let others = 0;
  const folder = path.join(dataDir, 'documents');
  for await (const digests of digestsIn(folder)) {
    for (const sha256 of digests) {
      if (documents.has(sha256)) continue;
      const text = (await readFile(documentIn(folder, sha256))).toString('latin1');
      if (EVIDENCE_DIGEST_PATTERN.test(text)) acts.push(`${reasonOf(text)}  ${sha256}`);
      else others += 1;
    }
  }
  return { mails, acts: acts.sort(), documents: others };
}

/** What the seal says it is for: the act's title and its request's number. */
function reasonOf(pdf: string): string {
  const [, hex, plain] = /\/Reason\s*(?:<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\)])*)\))/.exec(pdf) ?? [];
  const bytes = hex === undefined ? Buffer.from(plain ?? '', 'latin1') : Buffer.from(hex, 'hex');
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? bytes.subarray(2).swap16().toString('utf16le')
    : bytes.toString('latin1');
}
