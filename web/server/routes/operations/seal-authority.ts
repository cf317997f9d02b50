import { readFile } from 'node:fs/promises';
import { DomainError } from '../../../../domain/errors.ts';
import type { Dependencies } from '../../dependencies.ts';
import { serve } from '../../http/route.ts';

/** The certificate of the authority behind the seal: public, for whoever received an act and wants to verify it. */
export function sealAuthorityRoute({ settings }: Pick<Dependencies, 'settings'>) {
  return serve('GET /api/seal-authority.pem', {
    right: 'anyone',
    guard: null,
    async handle({ response }) {
      const pem = await readFile(settings.sealAuthorityPath, 'utf8').catch((): never => {
        throw new DomainError('not-found');
      });
      // Certificates only: were a key ever kept in that file, it would not leave.
      const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
      response.type('application/x-pem-file').send(`${certificates.join('\n')}\n`);
      return undefined;
    },
  });
}
