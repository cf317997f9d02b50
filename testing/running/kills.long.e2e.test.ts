import { existsSync, readdirSync, watch } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RootFileSchema } from '#application/evidence/root-file.ts';
import { eventually, sealedAct } from '#bin/portal/story.ts';
import { openDatabase } from '#prisma/client.ts';
import { documentIn, openDocumentStore, SWEEPS } from '#prisma/documents/store.ts';
import { referencedDocuments } from '#prisma/repositories/operations/housekeeping.ts';
import { type DemonstrationAuthority, ensureDemonstrationStamps } from '#workers/pades/authority.ts';
import { run } from '../portal/commands.ts';
import { ask, crash, environmentOf, holding } from '../portal/inside.ts';
import { Ministry } from '../portal/ministry.ts';
import { decisionsOn, mailsAbout } from '../portal/outcomes.ts';
import { Portal } from '../portal/portal.ts';
import { TestAuthority } from '../portal/test-authority.ts';

// The workers of a whole portal are killed at chosen moments of what they do outside any transaction: while the authority of
// time stamps is asked, which the test is; once bytes are in the folder, while the row that would name them waits for a lock.

let folder: string;
let stamps: DemonstrationAuthority;
let authority: TestAuthority;
let portal: Portal;
let ministry: Ministry;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-kills-'));
  stamps = await ensureDemonstrationStamps(folder);
  authority = await TestAuthority.open(stamps);
  portal = await Portal.start({ TSA_URL: authority.url, TSA_CA: stamps.caPath, TSA_CRL: stamps.crlPath });
  ministry = new Ministry(portal);
});
afterAll(async () => {
  await portal?.stop();
  await authority?.close();
  await rm(folder, { recursive: true, force: true });
});

const under = (...names: string[]): string => path.join(portal.dataDir, ...names);
const documents = (): string[] =>
  readdirSync(under('documents'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.basename(name))
    .filter((name) => /^[0-9a-f]{64}$/.test(name));
const roots = (): string[] => (existsSync(under('roots')) ? readdirSync(under('roots')) : []);

/** Waits for a file that a folder does not hold yet, looking often: what follows is to be cut. */
async function another(files: () => readonly string[], before: readonly string[]): Promise<void> {
  const known = new Set(before);
  while (files().every((name) => known.has(name))) await pause(5);
}

/** Resolves as soon as the folder is written to. */
const touched = (written: string) =>
  new Promise<void>((resolve) => {
    const watcher = watch(written, () => {
      watcher.close();
      resolve();
    });
  });

interface Work {
  /** Has the workers begin it. */
  readonly begin: () => Promise<unknown>;
  /** Keeps the row that ends it from being written. */
  readonly lock: readonly [sql: string, values?: unknown[]];
}

/** Where the workers are killed, between their asking for a stamp and the row that ends the work. */
const MOMENTS = {
  'before the stamp': async ({ begin }: Work) => {
    const asked = authority.asked();
    await begin();
    const answer = await asked;
    const replaced = crash(portal, 'workers');
    answer();
    await replaced();
  },
  'after the stamp, as bytes are written': async ({ begin, lock }: Work) => {
    const asked = authority.asked();
    await begin();
    const answer = await asked;
    const release = await holding(portal, ...lock);
    const writing = touched(under('documents', 'incoming'));
    answer();
    await writing;
    const replaced = crash(portal, 'workers');
    await release();
    await replaced();
  },
  'once bytes are stored, before their row': async ({ begin, lock }: Work) => {
    const asked = authority.asked();
    await begin();
    const answer = await asked;
    const release = await holding(portal, ...lock);
    const before = documents();
    answer();
    await another(documents, before);
    const replaced = crash(portal, 'workers');
    await release();
    await replaced();
  },
} as const;
const moments = Object.keys(MOMENTS) as (keyof typeof MOMENTS)[];

describe.each(moments)('the workers are killed %s', (moment) => {
  let id: string;
  let actId: string;

  test('of a seal: one act, one number, everyone told once', async () => {
    const { id: requestId, task } = await ministry.waitingForSignature();
    id = requestId;
    const sha256 = await ministry.preview(task);
    const stepUpProofId = await ministry.stepUp(task, sha256, await ministry.code());
    await MOMENTS[moment]({
      begin: () => ministry.decide('sophie', task, { outcome: 'signed', shownSha256: sha256, stepUpProofId }),
      lock: ['select from act where request_id = $1 for update', [id]],
    });
    const { act } = await sealedAct(await ministry.as('claire'), id);
    actId = act.id;
    expect(await decisionsOn(portal, task)).toEqual(['signed']);
    const rows = await ask(
      portal,
      `select a.seal_claim, (select count(*)::int from registered_act n where n.act_id = a.id) as numbers,
              (select count(*)::int from dossier_piece d where d.act_id = a.id) as filed,
              (select count(*)::int from audit_event e where e.verb = 'act.seal' and e.subject = 'act:' || a.id) as seals
         from act a where a.request_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ seal_claim: null, numbers: 1, filed: 1, seals: 1 }]);
    const granted = (await mailsAbout(ministry, id)).rows.filter(({ message }) => message === 'act-granted');
    expect(granted.length).toBeGreaterThan(0);
    expect(new Set(granted.map(({ work_email }) => work_email)).size).toBe(granted.length);
  });

  test('of its archive edition: one edition, which begins with the act', async () => {
    await MOMENTS[moment]({
      begin: () =>
        ask(
          portal,
          `with due as (update outbox set available_at = now()
                         where command = 'archive-act' and payload ->> 'actId' = $1 returning id)
           select pg_notify('harmonie_outbox', id::text) from due`,
          [actId],
        ),
      lock: ['lock table act_edition in share row exclusive mode'],
    });
    const rows = await eventually('the archive edition', async () => {
      const editions = await ask<{ number: number; sha256: string; first: string }>(
        portal,
        `select e.number, e.sha256, a.sealed_sha256 as first from act_edition e join act a on a.id = e.act_id
          where a.id = $1 and exists (select from outbox where command = 'archive-act'
            and payload ->> 'actId' = $1::text and done_at is not null)`,
        [actId],
      );
      return editions.length > 0 ? editions : undefined;
    });
    expect(rows.map(({ number }) => number)).toEqual([2]);
    const [{ sha256 = '', first = '' } = {}] = rows;
    const store = openDocumentStore(under('documents'));
    const [edition, sealed] = [await store.read(sha256), await store.read(first)];
    expect(Buffer.compare(edition.subarray(0, sealed.length), sealed)).toBe(0);
    const archived = "select from audit_event where verb = 'act.archive' and subject = 'act:' || $1";
    expect(await ask(portal, archived, [actId])).toHaveLength(1);
  });
});

describe('the workers are killed as the root of the day is made', () => {
  /** Today's root was never made, for whoever starts the workers anew. */
  async function withoutRoot(): Promise<void> {
    const tables = ['daily_root_copy', 'daily_root'];
    const each = (verb: string) => tables.map((table) => `alter table ${table} ${verb} trigger ${table}_stays`);
    const emptied = tables.map((table) => `delete from ${table}`);
    for (const statement of [...each('disable'), ...emptied, ...each('enable always')]) await ask(portal, statement);
    for (const name of roots()) await rm(under('roots', name));
  }

  const made = async () =>
    (await ask<{ count: number }>(portal, "select count(*)::int from audit_event where verb = 'evidence.root'"))[0]
      ?.count;

  /** One root of the day, whose row, leaves and file say the same. */
  async function isMadeOnce(before: number | undefined): Promise<void> {
    const [row, ...others] = await eventually('the root outside', async () => {
      const rows = await ask<{ statement: object; stamp: Buffer; leaves: string }>(
        portal,
        'select r.statement, r.stamp, r.leaves_sha256 as leaves from daily_root r join daily_root_copy using (day)',
      );
      return rows.length > 0 ? rows : undefined;
    });
    expect(others).toEqual([]);
    expect(await made()).toBe((before ?? 0) + 1);
    const [name = '', ...more] = roots().filter((each) => each.endsWith('.json.gz'));
    expect(more).toEqual([]);
    const bytes = gunzipSync(await readFile(under('roots', name)));
    const file = RootFileSchema.parse(JSON.parse(bytes.toString()));
    expect(file.statement).toEqual(row?.statement);
    expect(file.stamp).toBe(row?.stamp.toString('base64'));
    expect(await readFile(documentIn(under('documents'), row?.leaves ?? ''))).toEqual(bytes);
  }

  const begin = async () => {
    await crash(portal, 'workers')();
  };

  test.each(moments)('%s', async (moment) => {
    await withoutRoot();
    const before = await made();
    await MOMENTS[moment]({ begin, lock: ['lock table daily_root in share row exclusive mode'] });
    await isMadeOnce(before);
  });

  test.each([
    ['as its file is written', () => touched(under('roots'))],
    ['once its file is written, before that is', () => another(roots, [])],
  ] as const)('%s', async (_moment, come) => {
    await withoutRoot();
    const before = await made();
    const release = await holding(portal, 'lock table daily_root_copy in share row exclusive mode');
    await mkdir(under('roots'), { recursive: true });
    const coming = come();
    await begin();
    await coming;
    const replaced = crash(portal, 'workers');
    await release();
    await replaced();
    await isMadeOnce(before);
  });

  test('and a file that was half-written is never taken for one', async () => {
    const half = (await readFile(under('roots', roots().find((name) => name.endsWith('.gz')) ?? ''))).subarray(0, 40);
    await writeFile(under('roots', `.${crypto.randomUUID()}`), half);
    const given = { DATA_DIR: portal.dataDir, TSA_CA: stamps.caPath };
    const { code, lines } = await run('bin/audit.ts', ['check', '--quiet', '--roots', under('roots')], given);
    expect([code, lines.join('\n')]).toEqual([
      0,
      expect.stringMatching(/^OK +1 daily root\(s\).*1 with a stamp that was verified/),
    ]);
  });
});

test('after all this, the sweep takes every byte that nothing names, and nothing else', async () => {
  const store = openDocumentStore(under('documents'));
  const { DATABASE_URL = '' } = environmentOf(portal.runtime.children.workers?.pid ?? 0);
  const database = openDatabase(DATABASE_URL, { connections: 2 });
  try {
    const named = (digests: string[]) => database.transaction((tx) => referencedDocuments(tx, digests));
    const kept = await named(documents());
    const left = documents().filter((sha256) => !kept.has(sha256));
    expect(left.length).toBeGreaterThan(0);
    const before = new Date(Date.now() + 60_000);
    let swept = 0;
    for (let turn = 0; turn < SWEEPS; turn++) swept += await store.sweep({ turn, before, referenced: named });
    expect(swept).toBe(left.length);
    expect(documents().sort()).toEqual([...kept].sort());
    expect(readdirSync(under('documents', 'incoming'))).toEqual([]);
  } finally {
    await database.close();
  }
});
