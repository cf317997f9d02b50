import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Manifest, manifestText, readManifest } from '#bin/backup/manifest.ts';
import { decide, eventually, sealedAct, taskOn } from '#bin/portal/story.ts';
import { chooseBackup } from '#bin/restore/choose.ts';
import { restore as restoreHere } from '#bin/restore/restore.ts';
import { RequestSummary } from '#web/contract/requests/requests.ts';
import type { TaskSummary } from '#web/contract/requests/tasks.ts';
import { amount } from '../long-form.ts';
import { run } from '../portal/commands.ts';
import { ask } from '../portal/inside.ts';
import { insist, Ministry } from '../portal/ministry.ts';
import { Portal } from '../portal/portal.ts';

let root: string;
let backups: string;
/** Taken while people worked, and a later one. */
let first: string;
let second: string;
let portal: Portal;
/** Requests by where they stood when the first backup was taken, « being filed » and « being decided » at that moment. */
let requests: { signing: string; opinion: string; deciding: string; filing: string; signedLater: string };
let signedLater: RequestSummary;

const restore = (from: string, dataDir: string) => run('bin/restore.ts', ['--from', from], { DATA_DIR: dataDir });

async function backUp(): Promise<{ folder: string; lines: string[] }> {
  const { code, lines } = await run('bin/backup.ts', ['--to', backups], { DATA_DIR: portal.dataDir });
  expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/: a backup of 20.*Z, \d+ files, in/)]);
  return { folder: lines.at(-1)?.split(':')[0] ?? '', lines };
}

async function sign(ministry: Ministry, task: TaskSummary, id: string): Promise<void> {
  const shownSha256 = await ministry.preview(task);
  const stepUpProofId = await ministry.stepUp(task, shownSha256, await ministry.code());
  await ministry.decide('sophie', task, { outcome: 'signed', shownSha256, stepUpProofId });
  await sealedAct(await ministry.as('sophie'), id);
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'harmonie-backup-'));
  backups = path.join(root, 'backups');
  portal = await Portal.start();
  const ministry = new Ministry(portal);
  const toSign = await ministry.waitingForSignature();
  const signing = await ministry.waitingForSignature();
  const opinion = await ministry.waitingForOpinion();
  const deciding = await ministry.waitingForOpinion();
  const draft = await ministry.draft();
  const answers = Promise.all([
    insist(() => ministry.submit(draft)),
    insist(() => ministry.decide('paul', deciding.task, { outcome: 'favorable' })),
  ]);
  const before = await backUp();
  const [filed] = await answers;
  await sign(ministry, toSign.task, toSign.id);
  const after = await backUp();
  // The documents that the first has are not copied again.
  expect(before.lines.join()).toMatch(/documents: (\d+), .* MB, \1 of them new here/);
  expect(after.lines.join()).toMatch(/documents: (\d+), .* MB, (?!\1 )\d+ of them new here/);
  [first, second] = [before.folder, after.folder];
  signedLater = await (await ministry.as('claire')).get(`/api/requests/${toSign.id}`, RequestSummary);
  requests = {
    signing: signing.id,
    opinion: opinion.id,
    deciding: deciding.id,
    filing: RequestSummary.parse(filed).id,
    signedLater: toSign.id,
  };
  await portal.end();
});
afterAll(async () => {
  await portal?.stop();
  await rm(root, { recursive: true, force: true });
});

/** Where it is brought back: day by day the harder of the two, where there is something to keep and to name. */
const PLACES = ['where the portal was', 'on an empty machine'].slice(0, amount({ daily: 1, full: 2 }));

test.each(PLACES)('%s, a backup taken while people act is a portal whose every request goes on', async (place) => {
  const isEmpty = place === 'on an empty machine';
  const dataDir = isEmpty ? path.join(root, 'empty') : portal.dataDir;
  const were = isEmpty ? [] : await readdir(dataDir);
  const { code, lines } = await restore(first, dataDir);
  const said = lines.join('\n');
  expect([code, said]).toEqual([0, expect.stringMatching(/every chain holds[\s\S]*the portal and its engine agree/)]);
  if (!isEmpty) await formerIsKept(said, new Set(were));
  await goesOn(dataDir);
});

/** The former data are kept by name, and what the restore cannot bring back is named. */
async function formerIsKept(said: string, were: ReadonlySet<string>): Promise<void> {
  expect(said).toContain('The former data are kept in');
  const lost =
    /acts that were sealed after it, kept among the former documents:\n {2}- [^\n]*\(2\d{3}-[A-Z-]+-A-\d{6}\) {2}[0-9a-f]{64}/;
  expect(said).toMatch(lost);
  expect(said).toMatch(/mails that left after it, as the former mail catcher kept them:\n {2}- .*<[^>]+@[^>]+>/);
  const kept = (await readdir(portal.dataDir)).find((name) => name.startsWith('before-restore-')) ?? '';
  const former = new Set(await readdir(path.join(portal.dataDir, kept)));
  for (const name of ['postgres', 'engine', 'documents', 'mail', 'seal', 'secrets.json'])
    expect([name, were.has(name), former.has(name)]).toEqual([name, true, true]);
}

/** The restored portal starts, and each request is taken up where it stood. */
async function goesOn(dataDir: string): Promise<void> {
  const restored = await Portal.on(dataDir);
  try {
    const ministry = new Ministry(restored);
    const [paul, victor, sophie] = await Promise.all(['paul', 'victor', 'sophie'].map((name) => ministry.as(name)));
    if (!paul || !victor || !sophie) throw new Error('someone is missing');
    const favorable = async (id: string) => decide(paul, await taskOn(paul, id, 'opinion'), { outcome: 'favorable' });
    await favorable(requests.opinion);
    await taskOn(victor, requests.opinion, 'visa');
    await sign(ministry, await taskOn(sophie, requests.signing, 'signature'), requests.signing);
    // What was signed after the backup waits for its signature again.
    await taskOn(sophie, requests.signedLater, 'signature');
    // What was asked at that moment is whole, or not there: then it is asked again.
    const decided = await ask(restored, 'select from decision_intent where request_id = $1', [requests.deciding]);
    if (decided.length === 0) await favorable(requests.deciding);
    await taskOn(victor, requests.deciding, 'visa');
    const filed = await ask(restored, 'select from request where id = $1', [requests.filing]);
    if (filed.length > 0) await taskOn(paul, requests.filing, 'opinion');
    // Nobody is given a number that was given after the backup.
    const { number } = await ministry.submit(await ministry.draft());
    expect(Number(number.slice(5))).toBeGreaterThan(Number(signedLater.number.slice(5)) + 50);
    await eventually('the agreement of the portal and its engine', async () => {
      const agreed = await run('bin/reconcile.ts', ['--grace-seconds', '0'], { DATA_DIR: dataDir });
      return agreed.code === 0 ? true : undefined;
    });
    const events = await ask(restored, `select verb from audit_event where verb = 'backup.restore'`);
    expect(events).toHaveLength(1);
    // Nor the number of an act that was signed since, of whatever structure.
    const [series] = await ask<{ least: number }>(restored, 'select min(last) as least from act_series');
    expect(Number(series?.least)).toBeGreaterThanOrEqual(100);
  } finally {
    await restored.stop();
  }
}

describe('a backup is refused in words, with what is there as it was', () => {
  const changes: Record<string, [words: RegExp, (folder: string) => Promise<unknown>]> = {
    'a letter of the database changed': [
      /base\.tar\.zst is not as it was written/,
      async (folder) => {
        const file = path.join(folder, 'postgres/base.tar.zst');
        const bytes = await readFile(file);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        await writeFile(file, bytes);
      },
    ],
    'the engine’s file is cut': [
      /engine\.db has 100 bytes instead of/,
      (folder) => truncate(path.join(folder, 'engine/engine.db'), 100),
    ],
    'a file is missing': [/secrets\.json is missing/, (folder) => rm(path.join(folder, 'secrets.json'))],
    'documents are missing': [
      /document [0-9a-f]{64} is missing in/,
      (folder) => rm(path.join(folder, '../documents'), { recursive: true }),
    ],
    'its manifest was written otherwise': [
      /manifest\.json is not as it was written/,
      async (folder) => {
        const file = path.join(folder, 'manifest.json');
        await writeFile(file, (await readFile(file, 'utf8')).replace('"portal": "', '"portal": "9'));
      },
    ],
    'its manifest is cut': [
      /manifest\.json is not as it was written/,
      (folder) => truncate(path.join(folder, 'manifest.json'), 500),
    ],
    'it was cut before its end': [/it has no manifest\.json/, (folder) => rm(path.join(folder, 'manifest.json'))],
    'it is of a later version': [
      /made by a later version.*9999_later/,
      (folder) =>
        rewrite(folder, ({ database }) =>
          database.kind === 'embedded'
            ? { database: { ...database, migrations: [...database.migrations, '9999_later'] } }
            : {},
        ),
    ],
    'it is of another PostgreSQL': [
      /files of PostgreSQL 12\.1/,
      (folder) =>
        rewrite(folder, ({ database }) =>
          database.kind === 'embedded' ? { database: { ...database, version: '12.1' } } : {},
        ),
    ],
    'it leads out of its folder': [
      /leads out of the backup/,
      (folder) =>
        rewrite(folder, ({ files }) => ({ files: files.map((file) => ({ ...file, path: `../${file.path}` })) })),
    ],
  };
  async function rewrite(folder: string, change: (manifest: Manifest) => Partial<Manifest>): Promise<void> {
    const { format: _, ...manifest } = await readManifest(folder);
    await writeFile(
      path.join(folder, 'manifest.json'),
      manifestText({ ...manifest, ...change({ format: 1, ...manifest }) }),
    );
  }

  test.each(Object.keys(changes))('%s', async (name) => {
    const [words, change] = changes[name] ?? [];
    const copy = path.join(root, 'copy');
    await rm(copy, { recursive: true, force: true });
    await cp(backups, copy, { recursive: true });
    const folder = path.join(copy, path.basename(first));
    await change?.(folder);
    const dataDir = path.join(root, 'there');
    await mkdir(path.join(dataDir, 'documents'), { recursive: true });
    const elsewhere = { database: false, engine: false };
    await expect(restoreHere({ from: folder, dataDir, elsewhere, say: () => {} })).rejects.toThrow(words);
    expect(await readdir(dataDir, { recursive: true })).toEqual(['documents']);
  });

  test('the newest of a folder is chosen; one that was being taken, and a folder without any, are not', async () => {
    expect((await chooseBackup(backups)).folder).toBe(second);
    const copy = path.join(root, 'unfinished');
    const unfinished = path.join(copy, `unfinished-${path.basename(first)}`);
    await cp(first, unfinished, { recursive: true });
    await rm(path.join(unfinished, 'manifest.json'));
    await expect(chooseBackup(copy)).rejects.toThrow(/holds no backup/);
    await expect(chooseBackup(unfinished)).rejects.toThrow(/was cut before its end/);
  });

  test('a database that cannot start leaves everything as it was', async () => {
    const copy = path.join(root, 'copy');
    await rm(copy, { recursive: true, force: true });
    await cp(backups, copy, { recursive: true });
    const folder = path.join(copy, path.basename(first));
    // Whole by its manifest, and without the end of the database's log.
    const wal = (await readdir(path.join(folder, 'postgres/wal'))).sort();
    for (const name of wal) await rm(path.join(folder, 'postgres/wal', name));
    const { format: _, ...manifest } = await readManifest(folder);
    const files = manifest.files.filter(({ path: file }) => !file.startsWith('postgres/wal/'));
    await writeFile(path.join(folder, 'manifest.json'), manifestText({ ...manifest, files }));
    const dataDir = path.join(root, 'as-it-was');
    await mkdir(path.join(dataDir, 'documents'), { recursive: true });
    const { code, lines } = await restore(folder, dataDir);
    expect([code, lines.join('\n')]).toEqual([2, expect.stringContaining('The restored database does not start')]);
    expect((await readdir(dataDir)).filter((name) => name !== 'start.lock')).toEqual(['documents']);
  });
});
