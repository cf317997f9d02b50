import { sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { CHOSEN_REQUESTS, LATEST_FIRST } from '../requests/request-list.ts';
import { type RequestRow, requestRows } from '../requests/requests.ts';
import { type Counted, type PageAsked, type PageOfRows, readPage } from '../statements/keyset.ts';
import { structuresHeld } from '../statements/structures-held.ts';

/**
 * A search of the requests that an engine runs, in the structures that a person administers that
 * day; their own are left out.
 */
export interface PlayedSearch extends PageAsked {
  readonly administratorId: string;
  readonly day: CivilDate;
  readonly kind?: string | undefined;
  readonly versionId?: string | undefined;
  readonly number?: string | undefined;
  readonly since?: CivilDate | undefined;
  readonly isOpen?: boolean | undefined;
  /** True if an incident stops it, as the watch of incidents recorded. */
  readonly isStopped?: boolean | undefined;
  /** Only these. */
  readonly requestIds?: readonly string[] | undefined;
  readonly instanceKeys?: readonly string[] | undefined;
  /** None of these. */
  readonly otherThan?: readonly string[] | undefined;
}

/** Finds the requests that instances run, latest filed first. */
export function searchPlayed(tx: Tx, search: PlayedSearch): Promise<PageOfRows<RequestRow> & Counted> {
  const held = structuresHeld(search.administratorId, 'administrateur', search.day);
  const shown = Prisma.sql`r.instance_key is not null and r.agent_id <> ${search.administratorId}::uuid`;
  const narrowed = Prisma.join([shown, ...conditionsOf(search)], ' and ');
  return readPage<RequestRow>(
    tx,
    {
      given: [held.given],
      chosen: Prisma.sql`${CHOSEN_REQUESTS} from request r where ${held.chosen(Prisma.sql`r.structure_id`)} and ${narrowed}`,
      few: Prisma.sql`from few r`,
      sorted: Prisma.sql`from request r`,
      condition: Prisma.sql`${held.condition(Prisma.sql`r.structure_id`)} and ${narrowed}`,
      id: Prisma.sql`r.id`,
      order: LATEST_FIRST,
      read: (reader, ids) => requestRows.all(reader, { ids }),
      idOf: ({ id }) => id,
    },
    search,
  );
}

function* conditionsOf(search: PlayedSearch): Generator<Prisma.Sql> {
  const { kind, versionId, number, since, isOpen, isStopped, requestIds, instanceKeys, otherThan = [] } = search;
  if (kind !== undefined) yield Prisma.sql`r.kind = ${kind}`;
  if (versionId !== undefined) yield Prisma.sql`r.version_id = ${versionId}::uuid`;
  if (number !== undefined) yield Prisma.sql`r.number = ${number}`;
  if (since !== undefined) yield Prisma.sql`r.filed_at >= ${since}::timestamp at time zone 'Europe/Paris'`;
  if (isOpen !== undefined) yield isOpen ? Prisma.sql`r.closed_at is null` : Prisma.sql`r.closed_at is not null`;
  if (isStopped !== undefined)
    yield isStopped ? Prisma.sql`r.stopped_since is not null` : Prisma.sql`r.stopped_since is null`;
  if (requestIds !== undefined) yield Prisma.sql`r.id = any(${[...requestIds]}::uuid[])`;
  if (instanceKeys !== undefined) yield Prisma.sql`r.instance_key = any(${[...instanceKeys]})`;
  if (otherThan.length > 0) yield Prisma.sql`r.instance_key <> all(${[...otherThan]})`;
}

/** The due dates of a request, as given to its circuit. */
export interface RequestClocks {
  readonly reminderAt: Date | null;
  readonly dueAt: Date | null;
  readonly silenceAt: Date | null;
  readonly stopUntil: Date | null;
}

/** Reads the due dates of a request. */
export const clocksOf = (tx: Tx, requestId: string): Promise<RequestClocks> =>
  tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { reminderAt: true, dueAt: true, silenceAt: true, stopUntil: true },
  });

/**
 * Finds what an engine has under a key: the circuit of a version, or one of its blocks; null if we
 * did not publish it.
 */
export const definitionUnder = (
  tx: Tx,
  processDefinitionKey: string,
): Promise<{ readonly versionId: string; readonly block: string | null } | null> =>
  deployedUnder.first(tx, { processDefinitionKey });

const deployedUnder = statement((given: { processDefinitionKey: string }) =>
  db
    .selectFrom('deployment')
    .select(['version_id as versionId', sql<string | null>`null`.as('block')])
    .where('process_definition_key', '=', given.processDefinitionKey)
    .unionAll(
      db
        .selectFrom('deployed_block')
        .select((eb) => ['version_id as versionId', eb.ref('block').$castTo<string | null>().as('block')])
        .where('process_definition_key', '=', given.processDefinitionKey),
    )
    .limit(1),
);

/**
 * Lists the engine keys of the circuits of a kind, or of one version, or of a block of that
 * version.
 */
export async function keysOfCircuits(
  tx: Tx,
  of: {
    readonly kind?: string | undefined;
    readonly versionId?: string | undefined;
    readonly block?: string | undefined;
  },
): Promise<string[]> {
  const { kind, versionId, block } = of;
  const where = { ...(versionId !== undefined && { versionId }), ...(kind !== undefined && { version: { kind } }) };
  const select = { processDefinitionKey: true };
  const found =
    block === undefined
      ? await tx.deployment.findMany({ where, select })
      : await tx.deployedBlock.findMany({ where: { ...where, block }, select });
  return found.map(({ processDefinitionKey }) => processDefinitionKey);
}
