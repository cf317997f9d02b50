import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Bilingual } from '#domain/circuit/manifest.ts';
import type { ActOfElimination } from '#domain/permissions/elimination.ts';
import { REGISTRY_ROLE } from '#domain/permissions/registry.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { limitOf } from '../keyset.ts';
import { structuresHeld } from '../structures-held.ts';

export type EliminationState = 'proposed' | 'approved' | 'refused' | 'withdrawn';

/** An act of a proposal, and what stays of it once it is eliminated. */
export interface EliminatedAct extends ActOfElimination {
  readonly actId: string;
  readonly requestId: string;
  readonly number: string;
  readonly sha256: string;
  readonly kind: string;
  /** What its kind is called, by the version that its request followed. */
  readonly kindTitle: Bilingual;
  readonly signedOn: CivilDate;
  readonly keptUntil: CivilDate;
  readonly years: number;
  readonly state: EliminationState | 'eliminated' | 'kept';
  readonly eliminatedAt: string | null;
  readonly keptAt: string | null;
}

/** A proposal, its acts apart. */
export interface Elimination {
  readonly id: string;
  readonly proposedById: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly reason: string;
  /** The version of the grid of retention. */
  readonly gridNumber: number;
  readonly state: EliminationState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly remark: string | null;
  readonly acts: number;
  readonly eliminated: number;
  readonly kept: number;
}

/** Of these acts, those whose requests have nothing left that needs them: over, contested by nothing under way, whole. */
export async function eliminableActs(tx: Tx, actIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select a.id::text from act a
     where a.id = any(${[...actIds]}::uuid[]) and a.request_id in (select eliminable_requests(${[...actIds]}::uuid[]))`;
  return new Set(rows.map(({ id }) => id));
}

/** The number of the version of the grid of retention that stands; null: there is none. */
export async function retentionVersion(tx: Tx): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    select number from situation_grid where grid ->> 'use' = 'retention' order by published_at desc, number desc limit 1`;
  return row?.number ?? null;
}

/** Writes a proposal with its acts. An act that is in another one is refused by the database. */
export async function insertElimination(
  tx: Tx,
  proposed: {
    readonly personId: string;
    readonly reason: string;
    readonly gridNumber: number;
    readonly at: Date;
    readonly acts: readonly { readonly actId: string; readonly keptUntil: CivilDate; readonly years: number }[];
  },
): Promise<string> {
  const { personId, reason, gridNumber, at, acts } = proposed;
  const id = uuid7(at);
  await tx.$executeRaw`
    insert into elimination (id, proposed_by_id, proposed_at, reason, grid_number, state)
    values (${id}::uuid, ${personId}::uuid, ${at}, ${reason}, ${gridNumber}, 'proposed')`;
  await tx.$executeRaw`
    insert into eliminated_act (elimination_id, act_id, request_id, number, sha256, kind, signed_on, kept_until, years, state)
    select ${id}::uuid, a.id, a.request_id, n.number, a.sealed_sha256, n.kind, paris_day(a.signed_at), x."keptUntil", x.years, 'proposed'
      from jsonb_to_recordset(${JSON.stringify(acts)}::jsonb) as x ("actId" uuid, "keptUntil" date, years int)
      join act a on a.id = x."actId" join registered_act n on n.act_id = a.id and n.sealed_at is not null`;
  return id;
}

const COLUMNS = Prisma.sql`
  e.id::text, e.proposed_by_id::text as "proposedById", concat_ws(' ', p.first_name, p.last_name) as "proposedBy",
  e.proposed_at as "proposedAt", e.reason, e.grid_number as "gridNumber", e.state,
  case when d.id is not null then concat_ws(' ', d.first_name, d.last_name) end as "decidedBy", e.decided_at as "decidedAt", e.remark,
  (select count(*)::int from eliminated_act l where l.elimination_id = e.id) as acts,
  (select count(*)::int from eliminated_act l where l.elimination_id = e.id and l.state = 'eliminated') as eliminated,
  (select count(*)::int from eliminated_act l where l.elimination_id = e.id and l.state = 'kept') as kept`;
const PEOPLE = Prisma.sql`
  elimination e join person p on p.id = e.proposed_by_id left join person d on d.id = e.decided_by_id`;

/** More are not looked back at. */
const MAX_LISTED = 100;

/** The last proposals all of whose acts one keeps the registry of, as domain/permissions/elimination.ts has it; those to be decided first. */
export const eliminationsOf = (
  tx: Tx,
  { keeperId, day }: { readonly keeperId: string; readonly day: CivilDate },
): Promise<Elimination[]> => {
  const held = structuresHeld(keeperId, REGISTRY_ROLE, day);
  return tx.$queryRaw`
    with ${held.given}
    select ${COLUMNS} from ${PEOPLE}
     where not exists (select from eliminated_act l join registered_act n on n.act_id = l.act_id and n.sealed_at is not null
                        where l.elimination_id = e.id
                          and (n.agent_id = ${keeperId}::uuid or not ${held.condition(Prisma.sql`n.structure_id`)}))
     order by e.state <> 'proposed', e.proposed_at desc, e.id desc ${limitOf(MAX_LISTED)}`;
};

/** A proposal; null: there is none. `hold`: until the transaction ends, nobody else decides it. */
export async function findElimination(tx: Tx, id: string, { hold = false } = {}): Promise<Elimination | null> {
  if (hold) await tx.$queryRaw`select from elimination where id = ${id}::uuid for update`;
  const rows = await tx.$queryRaw<Elimination[]>`select ${COLUMNS} from ${PEOPLE} where e.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** The acts of a proposal, by number. */
export const actsOfElimination = (tx: Tx, id: string): Promise<EliminatedAct[]> =>
  tx.$queryRaw`
    select l.act_id::text as "actId", l.request_id::text as "requestId", l.number, l.sha256, l.kind, l.state, l.years,
           to_char(l.signed_on, 'YYYY-MM-DD') as "signedOn", to_char(l.kept_until, 'YYYY-MM-DD') as "keptUntil",
           to_char(paris_day(l.eliminated_at), 'YYYY-MM-DD') as "eliminatedAt",
           to_char(paris_day(l.kept_at), 'YYYY-MM-DD') as "keptAt", n.agent_id::text as "agentId",
           s.path as "structurePath", v.sheet -> 'title' as "kindTitle"
      from eliminated_act l join request r on r.id = l.request_id join circuit_version v on v.id = r.version_id
      join registered_act n on n.act_id = l.act_id and n.sealed_at is not null join structure s on s.id = n.structure_id
     where l.elimination_id = ${id}::uuid order by l.number`;

/** Writes what another person decided, for all the acts; or that whoever proposed them took it back. */
export async function decideElimination(
  tx: Tx,
  decided: {
    readonly id: string;
    readonly personId: string;
    readonly state: Exclude<EliminationState, 'proposed'>;
    readonly remark: string | null;
    readonly at: Date;
  },
): Promise<void> {
  const { id, personId, state, remark, at } = decided;
  await tx.$executeRaw`
    update elimination set state = ${state}, decided_by_id = ${personId}::uuid, decided_at = ${at}, remark = ${remark}
     where id = ${id}::uuid`;
  await tx.$executeRaw`update eliminated_act set state = ${state} where elimination_id = ${id}::uuid`;
}

/** Leaves acts of an approved elimination to stay; answers how many were not eliminated meanwhile. */
export const keepActs = (
  tx: Tx,
  kept: { readonly id: string; readonly personId: string; readonly actIds: readonly string[]; readonly at: Date },
): Promise<number> =>
  tx.$executeRaw`
    update eliminated_act set state = 'kept', kept_by_id = ${kept.personId}::uuid, kept_at = ${kept.at}
     where elimination_id = ${kept.id}::uuid and act_id = any(${[...kept.actIds]}::uuid[]) and state = 'approved'`;

/** Removes what a request and its acts say: the database does, and asks anew whether two people agreed. Answers how many acts. */
export async function eliminateRequest(
  tx: Tx,
  { eliminationId, requestId, at }: { readonly eliminationId: string; readonly requestId: string; readonly at: Date },
): Promise<number> {
  const [row] = await tx.$queryRaw<[{ acts: number }]>`
    select eliminate_request(${eliminationId}::uuid, ${requestId}::uuid, ${at}) as acts`;
  return row.acts;
}

/** Since which day an act is eliminated; of a statement that has its id. */
export const eliminatedOn = (actId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select to_char(paris_day(l.eliminated_at), 'YYYY-MM-DD') from eliminated_act l
   where l.act_id = ${actId} and l.state = 'eliminated')`;
