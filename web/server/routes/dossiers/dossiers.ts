import { openDossier } from '#application/dossiers/open-dossier.ts';
import { traceReading } from '#application/dossiers/trace-reading.ts';
import { noteOpening } from '#application/evidence/note-opening.ts';
import { DomainError } from '#domain/errors.ts';
import { newestEdition } from '#prisma/repositories/acts/editions.ts';
import { consultationsOf, dossierPieces, findDossierPiece } from '#prisma/repositories/pieces/dossiers.ts';
import type { DossierView } from '#web/contract/requests/dossier.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { serveDocument } from '../../pieces/serve.ts';

/** How many consultations the owner reads. */
const LATEST = 50;

/** The file of a person: read-only for them, every reading by someone else written down. */
export function dossierRoutes(dependencies: Pick<Dependencies, 'database' | 'documents'>) {
  const { database } = dependencies;
  const { prisma } = database;

  const view = async (me: SignedIn, personId: string, at: Date): Promise<DossierView> => {
    const { structurePath: _, ...person } = await openDossier(prisma, me.actor, personId, at);
    await traceReading(database, { ownerId: personId, readerId: me.personId, what: 'dossier', subject: personId, at });
    const pieces = await dossierPieces(prisma, personId);
    const consultations = me.personId === personId ? await consultationsOf(prisma, personId, LATEST) : [];
    return {
      person,
      pieces: pieces.map(({ number, title, category, filedAt, size, requestId, withdrawnAt }) => ({
        number,
        title,
        category,
        filedAt: filedAt.toISOString(),
        size,
        requestId,
        withdrawn: withdrawnAt !== null,
      })),
      consultations: consultations.map(({ at: when, what, byId, firstName, lastName }) => ({
        at: when.toISOString(),
        by: { id: byId, firstName, lastName },
        what,
      })),
    };
  };

  return [
    serve('GET /api/dossiers/mine', {
      right: 'signed-in',
      guard: 'own',
      handle: async ({ me, at }) => ok(await view(me, me.personId, at)),
    }),
    serve('GET /api/dossiers/:personId', {
      right: 'signed-in',
      guard: 'dossier-reader',
      handle: async ({ me, params, at }) => ok(await view(me, params.personId, at)),
    }),
    serve('GET /api/dossiers/:personId/pieces/:number', {
      right: 'signed-in',
      guard: 'dossier-reader',
      async handle({ me, params, at, response }) {
        const { personId, number } = params;
        await openDossier(prisma, me.actor, personId, at);
        const piece = await findDossierPiece(prisma, personId, number);
        if (!piece || piece.withdrawnAt) throw new DomainError('not-found');
        const subject = `${personId}:${number}`;
        await traceReading(database, { ownerId: personId, readerId: me.personId, what: 'piece', subject, at });
        const document = {
          sha256: await newestEdition(prisma, piece.sha256),
          fileName: `${number} ${piece.title}.pdf`,
        };
        const { actId, requestId } = piece;
        if (me.personId !== personId || actId === null || requestId === null)
          return serveDocument(dependencies, response, document);
        const opening = { agentId: personId, requestId, actId, what: 'opened', at } as const;
        return serveDocument(dependencies, response, document, () => noteOpening(dependencies, opening));
      },
    }),
  ];
}
