import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a demonstration's authority keeps its files, without what makes or opens them. */
export const authorityFiles = (folder: string) => ({
  caPath: join(folder, 'ca.pem'),
  p12Path: join(folder, 'seal.p12'),
  passphrasePath: join(folder, 'seal.passphrase'),
});

/** What opens the seal; rejects with ENOENT when the authority was not made yet. */
export const readPassphrase = async (folder: string): Promise<string> =>
  (await readFile(authorityFiles(folder).passphrasePath, 'utf8')).trim();
