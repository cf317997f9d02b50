import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DemonstrationAuthority, ensureDemonstrationAuthority, ensureDemonstrationStamps } from './authority.ts';
import { openSeal } from './open-seal.ts';
import { AUTHORITY, aCertificate, aP12, SEALS } from './testing/authorities.ts';

let folder: string;
let seal: DemonstrationAuthority;
let stamps: DemonstrationAuthority;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'open-seal-'));
  seal = await ensureDemonstrationAuthority(path.join(folder, 'seal'));
  stamps = await ensureDemonstrationStamps(path.join(folder, 'seal'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the seal of a demonstration seals on a demonstration, and keeps production from starting', async () => {
  const { p12Path, passphrase, caPath: authorityPath } = seal;
  const files = { key: { p12Path, passphrase }, authorityPath };
  expect((await openSeal({ ...files, production: false }, new Date())).anchors).toHaveLength(1);
  await expect(openSeal({ ...files, production: true }, new Date())).rejects.toThrow(/authority of a demonstration/);
});

test('the seal of a ministry opens in production, unless a demonstration vouches for its time stamps', async () => {
  const ministry = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
  const own = await aCertificate(folder, { name: 'Sceau du ministère', issuer: ministry, extensions: SEALS });
  const authorityPath = path.join(folder, 'ministry.pem');
  await writeFile(authorityPath, ministry.pem);
  const key = { p12Path: await aP12(folder, own, 'secret'), passphrase: 'secret' };
  const files = { key, authorityPath, production: true };
  expect((await openSeal(files, new Date())).anchors).toHaveLength(1);
  const stampsAuthorityPath = stamps.caPath;
  await expect(openSeal({ ...files, stampsAuthorityPath }, new Date())).rejects.toThrow(/authority of a demonstration/);
});
