import { X509Certificate } from 'node:crypto';
import { verifyGivenFile, verifyReference } from '../../../../application/verification/verify-for-anybody.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { STAMPS_ONLY } from '../../../../domain/evidence/trust-file.ts';
import { PIECE_LIMITS } from '../../../../domain/request/piece.ts';
import type { Dependencies } from '../../dependencies.ts';
import { readBounded } from '../../http/read-bounded.ts';
import { ok, serve } from '../../http/route.ts';
import { authorityFile } from '../operations/seal-authority.ts';

/** Files that are read or verified at once, of all and of one address: what they weigh is held in memory. */
const MAX_AT_ONCE = 6;
const MAX_OF_AN_ADDRESS = 2;
const RETRY_SECONDS = 10;

/** What anybody is told of an act whose reference or file they hold (docs/decisions/checked-by-anyone.md). */
export function verificationRoutes(
  dependencies: Pick<Dependencies, 'database' | 'documents' | 'verifier' | 'settings'>,
) {
  const { settings } = dependencies;
  const underWay: string[] = [];
  /** As far as a stranger is known. */
  const from = (ip: string | undefined) => `address:${ip ?? ''}`;
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
        const isOver =
          underWay.length >= MAX_AT_ONCE || underWay.filter((one) => one === of).length >= MAX_OF_AN_ADDRESS;
        if (isOver) throw new DomainError('too-many-requests', { seconds: RETRY_SECONDS });
        underWay.push(of);
        try {
          const max = PIECE_LIMITS.maxBytes;
          const file = await readBounded(request, max, () => new DomainError('piece-too-large', { max }));
          if (file.length === 0) throw new DomainError('piece-empty');
          return ok(await verifyGivenFile(dependencies, { file, of, authorities, at }));
        } finally {
          underWay.splice(underWay.indexOf(of), 1);
        }
      },
    }),
  ];
}
