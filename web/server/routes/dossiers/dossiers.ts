import { z } from 'zod';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canSeeDossier } from '../../../../domain/permissions/dossier.ts';
import {
  consultationsOf,
  dossierOwner,
  dossierPieces,
  findDossierPiece,
} from '../../../../prisma/repositories/dossiers.ts';
import { dossierFacts } from '../../../../prisma/repositories/people.ts';
import { Id } from '../../../contract/common.ts';
import { DossierView } from '../../../contract/dossier.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';
import { serveDocument } from '../../pieces/serve.ts';
import { traceReading } from '../../pieces/trace.ts';

/** How many consultations the owner reads. */
const LATEST = 50;

/** The file of a person: read-only for them, every reading by someone else written down. */
export function dossierRoutes(dependencies: Pick<Dependencies, 'database' | 'documents'>): Route[] {
  const { database } = dependencies;
  const { prisma } = database;

  /** @throws {DomainError} not-found, for whoever may not see it as for a person who does not exist */
  const open = async (me: SignedIn, personId: string, at: Date) => {
    const day = parisDay(at);
    const facts = await dossierFacts(prisma, personId, day);
    const owner = facts && canSeeDossier(await me.actor(), facts, day) ? await dossierOwner(prisma, personId) : null;
    if (!owner) throw new DomainError('not-found');
    return owner;
  };

  const view = async (me: SignedIn, personId: string, at: Date): Promise<DossierView> => {
    const { structurePath: _, ...person } = await open(me, personId, at);
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
    route({
      method: 'get',
      path: '/api/dossiers/mine',
      right: 'signed-in',
      guard: 'own',
      summary: 'One’s own file, and who consulted it',
      answers: { 200: DossierView },
      handle: async ({ me, at }) => ok(await view(me, me.personId, at)),
    }),
    route({
      method: 'get',
      path: '/api/dossiers/:personId',
      right: 'signed-in',
      guard: 'dossier-reader',
      summary: 'The file of an agent one manages; the reading is traced',
      params: z.object({ personId: Id }),
      answers: { 200: DossierView },
      handle: async ({ me, params, at }) => ok(await view(me, params.personId, at)),
    }),
    route({
      method: 'get',
      path: '/api/dossiers/:personId/pieces/:number',
      right: 'signed-in',
      guard: 'dossier-reader',
      summary: 'A numbered piece of a file, to read in the page',
      params: z.object({ personId: Id, number: z.coerce.number().int().min(1).max(1_000_000) }),
      answers: { 200: 'application/pdf' },
      async handle({ me, params, at, response }) {
        const { personId, number } = params;
        await open(me, personId, at);
        const piece = await findDossierPiece(prisma, personId, number);
        if (!piece || piece.withdrawnAt) throw new DomainError('not-found');
        const subject = `${personId}:${number}`;
        await traceReading(database, { ownerId: personId, readerId: me.personId, what: 'piece', subject, at });
        return serveDocument(dependencies, response, {
          sha256: piece.sha256,
          fileName: `${number} ${piece.title}.pdf`,
        });
      },
    }),
  ];
}
