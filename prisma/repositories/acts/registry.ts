import type { ActNature, ActState, UnusedBecause } from '#domain/act/registry.ts';
import type { DepositState } from '#domain/archive/deposit.ts';
import type { Fate } from '#domain/archive/retention.ts';
import { beginningOfDay, type CivilDate } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import { REGISTRY_ROLE } from '#domain/permissions/registry.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type Counted, limitOf, type Order, type PageAsked, type PageOfRows, readPage } from '../statements/keyset.ts';
import { beginsWith, requestSearch, wordsOf } from '../statements/search.ts';
import { type StructuresHeld, structuresHeld } from '../statements/structures-held.ts';
import type { ActToArchive } from './archived.ts';
import { type Deposit, depositOf } from './deposits.ts';
import { eliminatedOn } from './eliminations.ts';
import { type OtherAct, stateOn, touchedBy } from './later-acts.ts';
import { overUntil } from './retention.ts';

/** A keeper of the registry, and their filters. */
export interface RegistryAsked {
  readonly keeperId: string;
  readonly day: CivilDate;
  /** Prefixes of words of a number, of the agent's name or of the kind. */
  readonly q?: string | undefined;
  readonly year?: number | undefined;
  /** This structure and those below it. */
  readonly structureId?: string | undefined;
  readonly nature?: ActNature | undefined;
  readonly state?: ActState | undefined;
  /** The state of the act with the archives service. */
  readonly deposit?: DepositState | undefined;
}

/** A line of the registry: a number, its act, and what became of it. */
export interface RegistryRow {
  readonly id: string;
  readonly number: string;
  readonly nature: ActNature;
  readonly state: ActState;
  readonly unusedBecause: UnusedBecause | null;
  /** The title of the act, in French. */
  readonly title: string;
  readonly kind: string;
  readonly versionId: string;
  readonly agent: PersonRef;
  readonly employeeNumber: string;
  readonly structureName: string;
  readonly structurePath: string;
  readonly reservedAt: Date;
  readonly signedAt: Date | null;
  /** The later acts that changed it, in order. */
  readonly touchedBy: OtherAct[];
  readonly request: { readonly id: string; readonly number: string };
  /** Its state with the archives service; null: nobody asked. */
  readonly deposit: Deposit | null;
  /** The day since when only its number and hash are left; null: it is not eliminated. */
  readonly eliminatedOn: CivilDate | null;
  /** True if the keeper also manages the structure of its request, and may open it. */
  readonly opens: boolean;
}

const NEWEST_FIRST: Order = {
  columns: [Prisma.sql`n.reserved_at`, Prisma.sql`n.id`],
  descending: true,
  rowOf: (id) => Prisma.sql`(select m.reserved_at, m.id from registered_act m where m.id = ${id}::uuid)`,
};

/** Reads a page of the registry, last numbers first. */
export async function registryPage(
  tx: Tx,
  asked: RegistryAsked & PageAsked,
): Promise<PageOfRows<RegistryRow> & Counted> {
  const { held, narrowed, searched, own } = await scopeOf(tx, asked);
  const structure = Prisma.sql`n.structure_id`;
  const within = asked.q === undefined ? held.chosen(structure) : held.condition(structure);
  return readPage<RegistryRow>(
    tx,
    {
      given: [held.given],
      chosen: Prisma.sql`
        select n.id, n.reserved_at from registered_act n ${searched.join}
         where ${Prisma.join([own, within, ...narrowed, searched.joined], ' and ')}`,
      few: Prisma.sql`from few n`,
      sorted: Prisma.sql`from registered_act n`,
      condition: Prisma.join([own, held.condition(structure), ...narrowed, searched.condition], ' and '),
      id: Prisma.sql`n.id`,
      order: NEWEST_FIRST,
      read: (reader, ids) => linesOf(reader, asked, ids),
      idOf: ({ id }) => id,
    },
    asked,
  );
}

/**
 * Reads the registry from its first number on, up to an instant: the lines after one, and the line
 * to continue from; null: there are no more. A call may find no lines and still have more to read.
 * @param asked.max max lines found; `lookedAt`: max lines examined, so that no statement is long
 * when few are the keeper's
 */
export async function registryAfter(
  tx: Tx,
  asked: RegistryAsked & {
    readonly until: Date;
    readonly after: string | null;
    readonly max: number;
    readonly lookedAt: number;
  },
): Promise<{ readonly rows: RegistryRow[]; readonly next: string | null }> {
  const { held, narrowed, searched, own } = await scopeOf(tx, asked);
  const { until, after, max, lookedAt } = asked;
  const follows = after === null ? Prisma.sql`true` : Prisma.sql`(n.reserved_at, n.id) > ${NEWEST_FIRST.rowOf(after)}`;
  const within = held.condition(Prisma.sql`n.structure_id`);
  const following = Prisma.sql`
    select n.* from registered_act n where ${follows} and n.reserved_at <= ${until}
     order by n.reserved_at, n.id ${limitOf(lookedAt)}`;
  const found = await tx.$queryRaw<{ id: string }[]>`
    with ${held.given}
    select n.id::text from (${following}) n
     where ${Prisma.join([own, within, ...narrowed, searched.condition], ' and ')}
     order by n.reserved_at, n.id ${limitOf(max)}`;
  const ids = found.map(({ id }) => id);
  if (ids.length === max) return { rows: await linesOf(tx, asked, ids), next: ids.at(-1) ?? null };
  const [last] = await tx.$queryRaw<{ id: string }[]>`
    select n.id::text from (${following}) n order by n.reserved_at, n.id offset ${lookedAt - 1} limit 1`;
  return { rows: await linesOf(tx, asked, ids), next: last?.id ?? null };
}

/** A signed act of the registry, to choose for an archive, a deposit or an elimination. */
export interface RegisteredChoice extends ActToArchive {
  readonly kind: string;
  readonly signedAt: Date;
  readonly sealed: boolean;
  /** Its state with the archives service; null: nobody asked. */
  readonly deposit: DepositState | null;
  /** True if its elimination was proposed or approved. */
  readonly proposed: boolean;
}

/**
 * Lists the signed acts that match the filters, first number first, `max` at most.
 * @param fate only acts of kinds with this fate, whose retention may be over on that day
 */
export async function registrySelection(
  tx: Tx,
  asked: RegistryAsked,
  max: number,
  fate?: Fate,
): Promise<RegisteredChoice[]> {
  const { held, narrowed, searched, own } = await scopeOf(tx, asked);
  if (fate !== undefined)
    narrowed.push(Prisma.sql`exists (
      select from jsonb_to_recordset(${JSON.stringify(await overUntil(tx, { fate, day: asked.day }))}::jsonb) as o (kind text, until date)
       where o.kind = n.kind and paris_day(a.signed_at) <= o.until)`);
  return tx.$queryRaw`
    with ${held.given}
    select n.act_id::text as "actId", n.request_id::text as "requestId", n.number, n.kind, a.signed_at as "signedAt",
           a.sealed_at is not null as sealed,
           (select d.state from act_deposit d where d.act_id = a.id order by d.attempt desc limit 1) as deposit,
           exists (select from eliminated_act l where l.act_id = a.id and l.state in ('proposed', 'approved', 'eliminated')) as proposed
      from registered_act n join act a on a.id = n.act_id and a.signed_at is not null
     where ${Prisma.join([own, held.condition(Prisma.sql`n.structure_id`), ...narrowed, searched.condition], ' and ')}
       and ${eliminatedOn(Prisma.sql`a.id`)} is null
     order by n.reserved_at, n.id ${limitOf(max)}`;
}

/**
 * Builds the conditions: the lines that the keeper may read (domain/permissions/registry.ts), and
 * their filters.
 */
async function scopeOf(tx: Tx, asked: RegistryAsked) {
  const { keeperId, day, q, year, structureId, nature, state, deposit } = asked;
  const held: StructuresHeld = structuresHeld(keeperId, REGISTRY_ROLE, day, { below: structureId });
  const words = wordsOf(q);
  const numbers = words.filter(isActNumber);
  const others = words.filter((word) => !isActNumber(word)).join(' ');
  const searched = await requestSearch(tx, others, {
    agentId: Prisma.sql`n.agent_id`,
    requestId: Prisma.sql`n.request_id`,
    kind: Prisma.sql`n.kind`,
  });
  const narrowed = numbers.map((word) => beginsWith(Prisma.sql`search_key(n.number)`, word));
  if (nature !== undefined) narrowed.push(Prisma.sql`n.nature = ${nature}`);
  if (state !== undefined) narrowed.push(isIn(state, day));
  if (deposit !== undefined)
    narrowed.push(Prisma.sql`exists (
      select from act_deposit d where d.act_id = n.act_id and d.state = ${deposit}
         and not exists (select from act_deposit l where l.act_id = d.act_id and l.attempt > d.attempt))`);
  // By the instant: the list is walked by it.
  if (year !== undefined)
    narrowed.push(Prisma.sql`n.reserved_at >= ${newYear(year)} and n.reserved_at < ${newYear(year + 1)}`);
  return { held, narrowed, searched, own: Prisma.sql`n.agent_id <> ${keeperId}::uuid` };
}

/** On that day: an act recorded as repealed from a later day is still in force. */
const isIn = (state: ActState, day: CivilDate): Prisma.Sql =>
  state === 'reserved' || state === 'unused'
    ? Prisma.sql`n.state = ${state}`
    : Prisma.sql`n.state in ('in-force', 'corrected', 'withdrawn', 'repealed') and ${stateOn(day)} = ${state}`;

const newYear = (year: number): Date => beginningOfDay(`${year}-01-01`);

/**
 * « 2026-TJ », « 2026-0751234A »: a word that begins so is neither the number of a request, which
 * has digits only, nor a name.
 */
const isActNumber = (word: string): boolean => /^\d{4}-\d*[^\d]/.test(word);

/** Reads lines of the registry, first number first. */
const linesOf = async (tx: Tx, { keeperId, day }: RegistryAsked, ids: readonly string[]): Promise<RegistryRow[]> =>
  ids.length === 0
    ? []
    : tx.$queryRaw`
  with ${structuresHeld(keeperId, REGISTRY_ROLE, day).given}
  select n.id::text, n.number, n.nature, ${stateOn(day)} as state, n.unused_because as "unusedBecause", a.title, n.kind,
         r.version_id::text as "versionId",
         json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name) as agent,
         p.employee_number as "employeeNumber", s.name as "structureName", s.path as "structurePath", n.reserved_at as "reservedAt",
         a.signed_at as "signedAt", ${touchedBy(Prisma.sql`n.act_id`)} as "touchedBy", json_build_object('id', r.id, 'number', r.number) as request,
         ${depositOf(Prisma.sql`n.act_id`)} as deposit, ${eliminatedOn(Prisma.sql`n.act_id`)} as "eliminatedOn",
         r.structure_id in (select structure_id from held) as opens
    from registered_act n join act a on a.id = n.act_id join request r on r.id = n.request_id
    join person p on p.id = n.agent_id join structure s on s.id = n.structure_id
   where n.id = any(${ids}::uuid[]) order by n.reserved_at, n.id`;

/**
 * Reads the choices of the registry's filters: the structures that the keeper manages, by name, and
 * the years that have numbers.
 */
export async function registryChoices(
  tx: Tx,
  keeperId: string,
  day: CivilDate,
): Promise<{ readonly structures: { id: string; name: string }[]; readonly years: number[] }> {
  const held = structuresHeld(keeperId, REGISTRY_ROLE, day);
  const [found] = await tx.$queryRaw<[{ structures: { id: string; name: string }[]; years: number[] }]>`
    with ${held.given}
    select (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name)), '[]')
              from (select s.id, s.name from structure s where s.id in (select structure_id from held)
                     order by search_key(s.name), s.id ${limitOf(MAX_CHOICES)}) s) as structures,
           array(select y from generate_series((select min(year) from registered_act), (select max(year) from registered_act)) y
                  order by y desc) as years`;
  return found;
}
/** More would make no usable list. */
const MAX_CHOICES = 300;
