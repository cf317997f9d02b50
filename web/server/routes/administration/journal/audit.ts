import type { z } from 'zod';
import { checkTrace, readPage, readTrace } from '#application/evidence/read-trace.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { withoutContent } from '#domain/evidence/evidence.ts';
import { canReadAudit } from '#domain/permissions/administration.ts';
import { auditedPeople, auditedRequests } from '#prisma/repositories/administration/audit.ts';
import { namesOf } from '#prisma/repositories/people/people.ts';
import { personPlace } from '#prisma/repositories/people/persons.ts';
import { findRequest } from '#prisma/repositories/requests/requests.ts';
import type { AuditQuery, AuditRow } from '#web/contract/operations/administration.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { type Call, ok, serve } from '#web/server/http/route.ts';
import { auditDetail } from '#web/server/views/audit.ts';

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

/** What was done, by whom, and, asked apart, whether anything was altered since. Reading it is itself written down. */
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

  const page = async (audited: Audited, { me, at }: Reading, query: z.infer<typeof AuditQuery>) => {
    const reading = { ...audited, readerId: me.personId, at };
    const { rows, actorIds, ...said } = await readPage({ database }, { ...reading, ...query });
    const names = await namesOf(prisma, actorIds);
    const items = rows.map(
      ({ actorId, content, ...event }): AuditRow => ({
        ...event,
        actor: actorId === null ? null : (names.get(actorId) ?? null),
        own: true,
        detail: auditDetail(event.verb, content),
      }),
    );
    return ok({
      items,
      ...said,
      page: query.page,
      pageSize: query.pageSize,
      actors: [...names.values()],
      title: audited.title,
    });
  };

  const checked = async (audited: Audited, { me, at }: Reading) => {
    const check = await checkTrace({ database }, { ...audited, readerId: me.personId, at });
    return ok({ ...check, at: at.toISOString() });
  };

  /** The events in full with what may be read of them; those of other requests by their hash alone. */
  const exported = async (audited: Audited, { me, at }: Reading) => {
    const whole = await readTrace({ database }, { ...audited, readerId: me.personId, at });
    const { events, payloads, isOwn, check } = whole;
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
    serve('GET /api/administration/audit/requests/:id/check', {
      ...auditors,
      handle: async (call) => checked(await ofRequest(call.params.id, call), call),
    }),
    serve('GET /api/administration/audit/requests/:id/export', {
      ...auditors,
      handle: async (call) => exported(await ofRequest(call.params.id, call), call),
    }),
    serve('GET /api/administration/audit/people/:personId', {
      ...auditors,
      handle: async (call) => page(await ofPerson(call.params.personId, call), call, call.query),
    }),
    serve('GET /api/administration/audit/people/:personId/check', {
      ...auditors,
      handle: async (call) => checked(await ofPerson(call.params.personId, call), call),
    }),
    serve('GET /api/administration/audit/people/:personId/export', {
      ...auditors,
      handle: async (call) => exported(await ofPerson(call.params.personId, call), call),
    }),
    serve('GET /api/administration/audit/system', {
      ...auditors,
      handle: async (call) => page(await ofSystem(call), call, call.query),
    }),
    serve('GET /api/administration/audit/system/check', {
      ...auditors,
      handle: async (call) => checked(await ofSystem(call), call),
    }),
    serve('GET /api/administration/audit/system/export', {
      ...auditors,
      handle: async (call) => exported(await ofSystem(call), call),
    }),
  ];
}
