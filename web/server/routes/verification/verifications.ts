import { X509Certificate } from 'node:crypto';
import { ipKeyGenerator } from 'express-rate-limit';
import { verifyGivenFile, verifyReference } from '#application/verification/verify-for-anybody.ts';
import { STAMPS_ONLY } from '#domain/evidence/trust-file.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { authorityFile } from '../operations/seal-authority.ts';
import { fileTaker } from './given-files.ts';

/** What anybody is told of an act whose reference or file they hold (docs/decisions/checked-by-anyone.md). */
export function verificationRoutes(
  dependencies: Pick<Dependencies, 'database' | 'documents' | 'verifier' | 'settings'>,
) {
  const { settings } = dependencies;
  const take = fileTaker();
  /** As far as a stranger is known: a network that has addresses without number is one. */
  const from = (ip: string | undefined) => `address:${ipKeyGenerator(ip ?? '')}`;
  return [
    serve('GET /api/verifications/authority', {
      right: 'anyone',
      guard: null,
      async handle() {
        const [seals = ''] = (await authorityFile(settings)).split(STAMPS_ONLY);
        const blocks = seals.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
        const certificates = blocks.map((block) => {
          const { subject, fingerprint256 } = new X509Certificate(block);
          return { name: /^CN=(.*)$/m.exec(subject)?.[1] ?? subject, sha256: fingerprint256 };
        });
        return ok({ certificates, demonstration: settings.demonstration });
      },
    }),
    serve('GET /api/verifications/:reference', {
      right: 'anyone',
      guard: null,
      async handle({ params: { reference }, request, at }) {
        const authorities = await authorityFile(settings);
        return ok(await verifyReference(dependencies, { reference, of: from(request.ip), authorities, at }));
      },
    }),
    serve('POST /api/verifications', {
      right: 'anyone',
      guard: null,
      async handle({ request, at }) {
        const authorities = await authorityFile(settings);
        const of = from(request.ip);
        const verify = (file: Buffer) => verifyGivenFile(dependencies, { file, of, authorities, at });
        return ok(await take(request, of, verify));
      },
    }),
  ];
}
