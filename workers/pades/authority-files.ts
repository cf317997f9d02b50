import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a demonstration's authority keeps its files, without what makes or opens them: that of seals, or that of time stamps. */
export const authorityFiles = (folder: string, what: 'seal' | 'stamps' = 'seal') => ({
  caPath: join(folder, 'ca.pem'),
  /** What it revoked: nothing. Folders made by older releases lack that of the seal, and nobody can sign it any more. */
  crlPath: join(folder, 'ca.crl'),
  p12Path: join(folder, `${what}.p12`),
  passphrasePath: join(folder, `${what}.passphrase`),
});

/** The unit (OU) of whatever a demonstration's authority certifies, itself included. */
export const DEMONSTRATION_UNIT = 'Démonstration sans valeur juridique';

/** Where the authority of a demonstration's time stamps is, beside that of its seal. */
export const stampsFolder = (sealFolder: string): string => join(sealFolder, 'stamps');

/** What opens the seal; rejects with ENOENT when the authority was not made yet. */
export const readPassphrase = async (folder: string, what: 'seal' | 'stamps' = 'seal'): Promise<string> =>
  (await readFile(authorityFiles(folder, what).passphrasePath, 'utf8')).trim();
