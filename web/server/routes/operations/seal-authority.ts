import { readFile } from 'node:fs/promises';
import { DomainError } from '#domain/errors.ts';
import { STAMPS_ONLY } from '#domain/evidence/trust-file.ts';
import type { Dependencies, Settings } from '../../dependencies.ts';
import { serve } from '../../http/route.ts';

/** Public, for whoever received an act and wants to verify it. */
export function sealAuthorityRoute({ settings }: Pick<Dependencies, 'settings'>) {
  return serve('GET /api/seal-authority.pem', {
    right: 'anyone',
    guard: null,
    async handle({ response }) {
      response.type('application/x-pem-file').send(await authorityFile(settings));
      return undefined;
    },
  });
}

/**
 * The certificates of the authority behind the seal, then those of its time stamps where they have another.
 * @throws {DomainError} not-found
 */
export async function authorityFile({
  sealAuthorityPath,
  stampsAuthorityPath,
}: Pick<Settings, 'sealAuthorityPath' | 'stampsAuthorityPath'>): Promise<string> {
  const seals = await certificatesAt(sealAuthorityPath);
  const stamps = stampsAuthorityPath === null ? '' : `${STAMPS_ONLY}\n${await certificatesAt(stampsAuthorityPath)}`;
  return `${seals}${stamps}`;
}

/** Certificates only: were a key ever kept in that file, it would not leave. */
async function certificatesAt(path: string): Promise<string> {
  const pem = await readFile(path, 'utf8').catch((): never => {
    throw new DomainError('not-found');
  });
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return `${certificates.join('\n')}\n`;
}
