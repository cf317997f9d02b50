import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Beside } from '#application/archive/take-act.ts';
import { DomainError } from '#domain/errors.ts';
import type { Settings } from '../dependencies.ts';
import { authorityFile } from '../routes/operations/seal-authority.ts';

/** What an archive holds beside its acts: the certificates of the ministry's authorities, and the page that verifies offline. */
export async function besideActs(settings: Settings): Promise<Beside> {
  const [authority, verifier] = await Promise.all([
    authorityFile(settings).catch(nullWhereRefused),
    offlineVerifier(settings),
  ]);
  return { authority, verifier };
}

/** The page that verifies acts offline, as it was built with the screens; null where they are not. */
const offlineVerifier = ({ clientFolder }: Pick<Settings, 'clientFolder'>): Promise<Uint8Array | null> =>
  readFile(path.join(clientFolder, 'verifier/hors-ligne.html')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

const nullWhereRefused = (error: unknown): null => {
  if (error instanceof DomainError) return null;
  throw error;
};
