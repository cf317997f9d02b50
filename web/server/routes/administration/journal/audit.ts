import type { z } from 'zod';
import { readTrace } from '../../../../../application/evidence/read-trace.ts';
import type { Versions } from '../../../../../application/versions.ts';
import { parisDay } from '../../../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../../../domain/errors.ts';
import { SYSTEM_CHAIN } from '../../../../../domain/evidence/audit.ts';
import { withoutContent } from '../../../../../domain/evidence/evidence.ts';
import { canReadAudit } from '../../../../../domain/permissions/administration.ts';
import { auditedPeople, auditedRequests, namesOf } from '../../../../../prisma/repositories/administration/audit.ts';
import { personPlace } from '../../../../../prisma/repositories/people/persons.ts';
import { findRequest } from '../../../../../prisma/repositories/requests/requests.ts';
import type { AuditQuery, AuditRow } from '../../../../contract/operations/administration.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { type Call, ok, serve } from '../../../http/route.ts';
import { auditDetail } from '../../../views/audit.ts';

/** Who reads, and when. */
type Reading = Pick<Call, 'me' | 'at'>;

const auditors = { right: ['administrateur'], guard: null } as const;
const MAX_FOUND = 20;
/** Whose events are read: a request's, a person's file's, the system's. */
interface Audited {
  readonly chain: string;
  readonly subject: string;
  readonly title: string;
  readonly requestId: string | null;
}

/** What was done, by whom, and whether anything was altered since. Reading it is itself written down. */
export function auditRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { prisma } = database;

  const ofRequest = async (id: string, { me, at }: Reading): Promise<Audited> => {
    const row = await findRequest(prisma, id);
    const may = row && canReadAudit(me.actor, row.structurePath, parisDay(at));
    if (!may) throw new DomainError('not-found');
    return { chain: row.agentId, subject: `request:${id}`, title: row.number, requestId: id };
  };
  const ofPerson = async (id: string, { me, at }: Reading): Promise<Audited> => {
    const person = await prisma.person.findUnique({ where: { id } });
    const day = parisDay(at);
    // Of who left or is to come too: their page leads here.
    const place = person && (await personPlace(prisma, id, day));
    if (!person || !canReadAudit(me.actor, place?.placePath ?? null, day)) {
      throw new DomainError('not-found');
    }
    return { chain: id, subject: `person:${id}`, title: `${person.firstName} ${person.lastName}`, requestId: null };
  };
  /** Circuits, structures, openings are everyone's: only whoever administers the top reads their trace. */
  const ofSystem = async ({ me, at }: Reading): Promise<Audited> => {
    const root = await prisma.structure.findFirst({ where: { parentId: null }, select: { path: true } });
    if (!canReadAudit(me.actor, root?.path ?? null, parisDay(at))) throw new DomainError('forbidden');
    return { chain: SYSTEM_CHAIN, subject: SYSTEM_CHAIN, title: '', requestId: null };
  };

  const readWhole = (audited: Audited, { me, at }: Reading, verb: 'audit.consult' | 'audit.export') =>
    readTrace({ database }, { ...audited, readerId: me.personId, at, verb });

  const page = async (audited: Audited, reading: Reading, query: z.infer<typeof AuditQuery>) => {
    const { events, payloads, isOwn, check } = await readWhole(audited, reading, 'audit.consult');
    const own = events.filter(isOwn);
    const actors = await namesOf(prisma, [...new Set(own.flatMap(({ actorId }) => actorId ?? []))]);
    const names = new Map(actors.map((actor) => [actor.id, actor]));
    const kept = own
      .filter(({ actorId, verb }) => {
        const byOther = query.actorId !== undefined && actorId !== query.actorId;
        return !byOther && (query.verb === undefined || verb.startsWith(query.verb));
      })
      .reverse();
    const start = (query.page - 1) * query.pageSize;
    const items = kept.slice(start, start + query.pageSize).map(
      ({ sequence, at, verb, actorId, subject, hash }): AuditRow => ({
        sequence,
        at,
        verb,
        actor: actorId === null ? null : (names.get(actorId) ?? null),
        subject,
        own: true,
        hash,
        detail: auditDetail(verb, payloads.get(sequence)?.content),
      }),
    );
    const { page, pageSize } = query;
    return ok({ items, total: kept.length, page, pageSize, check, actors, title: audited.title });
  };

  /** The events in full with what may be read of them; those of other requests by their hash alone. */
  const exported = async (audited: Audited, reading: Reading) => {
    const { events, payloads, isOwn, check } = await readWhole(audited, reading, 'audit.export');
    const first = events.findIndex(isOwn);
    return ok({
      title: audited.title,
      check,
      events: events.slice(Math.max(0, first)).map((event) => {
        if (!isOwn(event)) return withoutContent(event);
        return { ...event, detail: auditDetail(event.verb, payloads.get(event.sequence)?.content) };
      }),
    });
  };

  return [
    serve('GET /api/administration/audit', {
      ...auditors,
      async handle({ me, query, at }) {
        const asked = { administratorId: me.personId, day: parisDay(at), q: query.q, limit: MAX_FOUND };
        const requests = await auditedRequests(prisma, asked);
        return ok({
          requests: await Promise.all(
            requests.map(async ({ versionId, filedAt, ...request }) => ({
              ...request,
              title: (await versions.get(versionId)).manifest.title,
              filedAt: filedAt.toISOString(),
            })),
          ),
          people: await auditedPeople(prisma, asked),
        });
      },
    }),
    serve('GET /api/administration/audit/requests/:id', {
      ...auditors,
      handle: async (call) => page(await ofRequest(call.params.id, call), call, call.query),
    }),
    serve('GET /api/administration/audit/requests/:id/export', {
      ...auditors,
      handle: async (call) => exported(await ofRequest(call.params.id, call), call),
    }),
    serve('GET /api/administration/audit/people/:personId', {
      ...auditors,
      handle: async (call) => page(await ofPerson(call.params.personId, call), call, call.query),
    }),
    serve('GET /api/administration/audit/people/:personId/export', {
      ...auditors,
      handle: async (call) => exported(await ofPerson(call.params.personId, call), call),
    }),
    serve('GET /api/administration/audit/system', {
      ...auditors,
      handle: async (call) => page(await ofSystem(call), call, call.query),
    }),
    serve('GET /api/administration/audit/system/export', {
      ...auditors,
      handle: async (call) => exported(await ofSystem(call), call),
    }),
  ];
}
