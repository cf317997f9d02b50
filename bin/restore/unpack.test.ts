import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { BackupFailure } from '../backup/failure.ts';
import { CLUSTER } from '../backup/names.ts';
import type { ChosenBackup } from './choose.ts';
import { unpack } from './unpack.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'harmonie-unpack-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A backup of one file of a database, whose archive is changed on its way. */
async function aBackup(change: (tar: Buffer) => Buffer): Promise<ChosenBackup> {
  const [files, folder] = [path.join(root, 'files'), path.join(root, 'backup')];
  await mkdir(files);
  await mkdir(path.join(folder, path.dirname(CLUSTER)), { recursive: true });
  await writeFile(path.join(files, 'PG_VERSION'), '18\n');
  const tar = execFileSync('tar', ['-c', '-C', files, '.']);
  await writeFile(path.join(folder, CLUSTER), change(tar));
  const manifest = { files: [{ path: CLUSTER }], database: { kind: 'embedded' } };
  return { folder, manifest, documentsFolder: folder, documents: new Map() } as unknown as ChosenBackup;
}

const restored = async (backup: ChosenBackup): Promise<string> => {
  const to = path.join(root, 'data');
  await mkdir(to);
  await unpack(backup, to);
  return readFile(path.join(to, 'postgres', 'PG_VERSION'), 'utf8');
};

test('an archive that is padded beyond its end is unpacked: tar reads no further, and that is no fault', async () => {
  const padded = await aBackup((tar) => zstdCompressSync(Buffer.concat([tar, Buffer.alloc(32 * 1024 * 1024)])));
  expect(await restored(padded)).toBe('18\n');
});

test('one that was cut short, or whose bytes are no archive, is not taken for a whole one', async () => {
  const cut = await aBackup((tar) => zstdCompressSync(tar).subarray(0, 60));
  await expect(restored(cut)).rejects.toThrow(BackupFailure);
});
