import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PayFact, PayState } from '#domain/pay/pay-piece.ts';
import type { PiecePaid, PieceRead } from '#domain/pay/taken-back.ts';
import type { PayFacts } from '#domain/permissions/pay.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { inForceOn } from '../in-force.ts';
import { type Counted, type PageAsked, type PageOfRows, readPage, sortOf } from '../keyset.ts';
import { requestSearch } from '../search.ts';
import { heldStructures, structuresHeld } from '../structures-held.ts';

/** A pay piece as lists show it. */
export interface PayRow {
  readonly id: string;
  readonly reference: string;
  readonly versionId: string;
  /** Whose circuit has the words of its facts: another's, where it takes back what that one said. */
  readonly factsVersionId: string;
  /** The piece that it takes back, and the request of that one. */
  readonly takesBack: { readonly id: string; readonly reference: string } | null;
  readonly month: string;
  readonly movement: string;
  readonly agentId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly structureName: string;
  readonly structurePath: string;
  readonly effectDate: CivilDate;
  readonly effectUntil: CivilDate | null;
  readonly facts: readonly PayFact[];
  readonly actSha256: string | null;
  readonly actId: string | null;
  readonly createdAt: Date;
  readonly checkedAt: Date | null;
  readonly checkedBy: string | null;
  readonly sentAt: Date | null;
  readonly batchNumber: string | null;
}

/** A piece as rights on it are judged. */
export const payFacts = (row: PayRow): PayFacts => ({
  agentId: row.agentId,
  structurePath: row.structurePath,
  sent: row.sentAt !== null,
});

const COLUMNS = Prisma.sql`
  p.id::text, r.number as reference, r.version_id::text as "versionId", p.month, p.movement, p.agent_id::text as "agentId",
  a.first_name as "firstName", a.last_name as "lastName", a.employee_number as "employeeNumber",
  s.name as "structureName", s.path as "structurePath", p.effect_date::text as "effectDate",
  p.effect_until::text as "effectUntil", p.facts, p.act_sha256 as "actSha256", p.act_id::text as "actId",
  p.created_at as "createdAt", p.checked_at as "checkedAt", c.first_name || ' ' || c.last_name as "checkedBy",
  p.sent_at as "sentAt", b.number as "batchNumber",
  case when p.takes_back_id is null then r.version_id else (
    select o.version_id from pay_piece f join request o on o.id = f.request_id where f.id = first_pay_piece(p.id)) end::text as "factsVersionId",
  case when p.takes_back_id is not null then (
    select json_build_object('id', f.id, 'reference', o.number) from pay_piece f join request o on o.id = f.request_id
     where f.id = p.takes_back_id) end as "takesBack"`;
const TABLES = Prisma.sql`
  pay_piece p join request r on r.id = p.request_id join person a on a.id = p.agent_id
    join structure s on s.id = p.structure_id left join person c on c.id = p.checked_by_id
    left join pay_batch b on b.id = p.batch_id`;

/** Whose eyes, on what day. */
export interface PayReader {
  readonly readerId: string;
  readonly day: CivilDate;
}

/** The structures on which the reader holds a right that day, with those below. */
export const held = ({ readerId, day }: PayReader, role: 'financier' | 'comptable'): Prisma.Sql =>
  heldStructures(readerId, role, day);

/** The one predicate of lists: domain/permissions/pay.ts (canSeePay), of what is in the structures of two offices. */
const isVisible = (office: Prisma.Sql, accountant: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${office} or (p.sent_at is not null and ${accountant}))`;

const visible = (reader: PayReader): Prisma.Sql =>
  isVisible(
    Prisma.sql`p.structure_id in ${held(reader, 'financier')}`,
    Prisma.sql`p.structure_id in ${held(reader, 'comptable')}`,
  );

/** The same, its structures found once in a statement that begins `with ${given}`. */
function visibleTo({ readerId, day }: PayReader) {
  const office = structuresHeld(readerId, 'financier', day, { name: 'office' });
  const accountant = structuresHeld(readerId, 'comptable', day, { name: 'accountant' });
  const structure = Prisma.sql`p.structure_id`;
  return {
    given: [office.given, accountant.given],
    condition: isVisible(office.condition(structure), accountant.condition(structure)),
  };
}

const STATES = {
  'to-check': Prisma.sql`p.sent_at is null and p.checked_at is null`,
  checked: Prisma.sql`p.sent_at is null and p.checked_at is not null`,
  sent: Prisma.sql`p.sent_at is not null`,
} as const satisfies Record<PayState, Prisma.Sql>;

export interface PaySearch extends PayReader, PageAsked {
  readonly q?: string | undefined;
  readonly month?: string | undefined;
  readonly movement?: string | undefined;
  readonly state?: PayState | undefined;
  readonly sort: `${'' | '-'}${keyof typeof BY}`;
}

const ID = Prisma.sql`p.id`;
const ALONE = (rows: Prisma.Sql) => Prisma.sql`from ${rows} p`;
const PIECES = Prisma.sql`pay_piece`;
/** By what lists are sorted, and what the sorting reads of a piece beside its id. */
const BY = {
  month: { columns: [Prisma.sql`p.month`, ID], read: Prisma.sql`p.month`, sorted: ALONE },
  agent: {
    columns: [Prisma.sql`search_key(a.last_name)`, Prisma.sql`search_key(a.first_name)`, Prisma.sql`p.month`, ID],
    read: Prisma.sql`p.month, p.agent_id`,
    sorted: (rows: Prisma.Sql) => Prisma.sql`${ALONE(rows)} join person a on a.id = p.agent_id`,
  },
  effectDate: { columns: [Prisma.sql`p.effect_date`, ID], read: Prisma.sql`p.effect_date`, sorted: ALONE },
  reference: {
    // A number grows by a digit at the millionth request: the longer one is the later one.
    columns: [Prisma.sql`length(r.number)`, Prisma.sql`r.number`, ID],
    read: Prisma.sql`p.request_id`,
    sorted: (rows: Prisma.Sql) => Prisma.sql`${ALONE(rows)} join request r on r.id = p.request_id`,
  },
} as const;

function orderOf(sort: PaySearch['sort']) {
  const { by, descending } = sortOf(sort);
  const { columns, read, sorted } = BY[by];
  const rowOf = (id: string) =>
    Prisma.sql`(select ${Prisma.join([...columns], ', ')} ${sorted(PIECES)} where p.id = ${id}::uuid)`;
  return { read, order: { columns, descending, rowOf }, few: sorted(Prisma.sql`few`), sorted: sorted(PIECES) };
}

/** One page of the pieces that the reader may see, and how many there are, up to the bound. */
export async function searchPay(tx: Tx, search: PaySearch): Promise<PageOfRows<PayRow> & Counted> {
  const { month, movement, state } = search;
  const { given, condition } = visibleTo(search);
  const columns = { agentId: Prisma.sql`p.agent_id`, requestId: Prisma.sql`p.request_id` };
  const searched = await requestSearch(tx, search.q, columns);
  const narrowed: Prisma.Sql[] = [];
  if (month !== undefined) narrowed.push(Prisma.sql`p.month = ${month}`);
  if (movement !== undefined) narrowed.push(Prisma.sql`p.movement = ${movement}`);
  if (state !== undefined) narrowed.push(STATES[state]);
  const { read, ...sorted } = orderOf(search.sort);
  const list = {
    given,
    chosen: Prisma.sql`
      select p.id, ${read} from pay_piece p ${searched.join}
       where ${Prisma.join([condition, ...narrowed, searched.joined], ' and ')}`,
    condition: Prisma.join([condition, ...narrowed, searched.condition], ' and '),
    id: ID,
    ...sorted,
  };
  const rowsOf = (ids: readonly string[]) =>
    Prisma.sql`select ${COLUMNS} from ${TABLES} where p.id = any(${ids}::uuid[])`;
  return readPage<PayRow>(tx, { ...list, read: rowsOf, idOf: ({ id }) => id }, search);
}

/** Lines of an export that are read at once. */
const EXPORTED = 500;

/** The pieces of a month that the reader may see, by agent, some at a time: sorted once, in a transaction that ends them. */
export async function* payOfMonth(
  tx: Tx,
  { month, ...reader }: PayReader & { readonly month: string },
): AsyncGenerator<PayRow[]> {
  await tx.$executeRaw`
    declare pay_of_month no scroll cursor for
     select ${COLUMNS} from ${TABLES} where ${visible(reader)} and p.month = ${month}
      order by ${Prisma.join([...BY.agent.columns], ', ')}`;
  for (;;) {
    const rows = await tx.$queryRaw<PayRow[]>`fetch ${Prisma.raw(String(EXPORTED))} from pay_of_month`;
    if (rows.length === 0) break;
    yield rows;
  }
  await tx.$executeRaw`close pay_of_month`;
}

/** A piece, whoever asks: rights are judged on it. */
export async function findPay(tx: Tx, id: string): Promise<PayRow | null> {
  const rows = await tx.$queryRaw<PayRow[]>`select ${COLUMNS} from ${TABLES} where p.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** The same, its row held until the transaction ends. */
export async function lockPay(tx: Tx, id: string): Promise<PayRow | null> {
  await tx.$queryRaw`select 1 from pay_piece where id = ${id}::uuid for update`;
  return findPay(tx, id);
}

/** All the pieces of an agent that the reader may see, the latest effect first. */
export const payOfAgent = (tx: Tx, reader: PayReader, agentId: string): Promise<PayRow[]> =>
  tx.$queryRaw`
    select ${COLUMNS} from ${TABLES} where p.agent_id = ${agentId}::uuid and ${visible(reader)}
     order by p.month desc, p.effect_date desc, p.created_at desc, p.id`;

/** The latest months that have something to show to the reader: one look for each, whatever a month holds. */
export async function payMonths(tx: Tx, reader: PayReader): Promise<{ month: string }[]> {
  const { given, condition } = visibleTo(reader);
  return tx.$queryRaw<{ month: string }[]>`
    with recursive ${Prisma.join(given, ', ')}, each(month) as (
      (select p.month from pay_piece p where ${condition} order by p.month desc limit 1)
      union all
      (select (select p.month from pay_piece p where p.month < each.month and ${condition} order by p.month desc limit 1)
        from each where each.month is not null))
    select latest.month from (select each.month from each where each.month is not null limit 120) latest
     order by latest.month desc`;
}

/** Where a finance officer may send a month’s checked pieces: the structures they hold, and each that has some. */
export const payReady = (
  tx: Tx,
  reader: PayReader,
  month: string,
): Promise<{ structureId: string; structureName: string; count: number }[]> =>
  tx.$queryRaw`
    with ready as (
      select p.id, p.structure_id from pay_piece p
       where p.month = ${month} and ${STATES.checked} and p.agent_id <> ${reader.readerId}::uuid
         and p.structure_id in ${held(reader, 'financier')}),
    place as (
      select structure_id from ready
      union
      select h.structure_id from habilitation h
       where h.person_id = ${reader.readerId}::uuid and h.role = 'financier'
         and ${inForceOn(Prisma.sql`h`, reader.day)})
    select s.id::text as "structureId", s.name as "structureName", count(ready.id)::int as count
      from place
      join structure s on s.id = place.structure_id
      join structure_above x on x.above_id = s.id
      join ready on ready.structure_id = x.structure_id
     group by s.id, s.name, s.path order by length(s.path), s.name`;

export interface NewPayPiece {
  readonly agentId: string;
  readonly structureId: string;
  readonly month: string;
  readonly movement: string;
  readonly effectDate: Date;
  readonly effectUntil: Date | null;
  readonly facts: readonly PayFact[];
  readonly requestId: string;
  readonly actId: string | null;
  readonly actSha256: string | null;
  readonly takesBackId?: string;
  readonly createdAt: Date;
}

/** A piece with the theme that it follows, as what takes it back reads it. */
export type PieceOfRequest = PiecePaid & Pick<PayRow, 'movement' | 'facts'>;

/** The pieces of a request. */
export const piecesOfRequest = (tx: Tx, requestId: string): Promise<PieceOfRequest[]> =>
  tx.$queryRaw`
    select p.id::text, p.movement, p.facts, p.effect_date::text as "effectDate", p.effect_until::text as "effectUntil",
           (select e.theme from situation_entry e join situation_theme t on t.sha256 = e.theme_sha256
             where e.request_id = p.request_id and t.definition #>> '{pay,movement}' = p.movement limit 1) as theme
      from pay_piece p where p.request_id = ${requestId}::uuid order by p.id`;

/** The pieces that take one back, and those that take these back. */
export const piecesTakingBack = (tx: Tx, pieceId: string): Promise<PieceRead[]> =>
  tx.$queryRaw`
    with recursive taking as (
      select p.* from pay_piece p where p.takes_back_id = ${pieceId}::uuid
      union all select p.* from pay_piece p join taking t on p.takes_back_id = t.id)
    select id::text, effect_date::text as "effectDate", effect_until::text as "effectUntil",
           json_build_object('id', takes_back_id) as "takesBack" from taking order by id`;

/** Writes a piece, once for a request and a movement, or for what it takes back and since when; null when it was written before. */
export async function insertPayPiece(tx: Tx, piece: NewPayPiece): Promise<string | null> {
  const id = uuid7(piece.createdAt);
  const written = await tx.$executeRaw`
    insert into pay_piece (id, agent_id, structure_id, month, movement, effect_date, effect_until, facts, request_id, act_id,
                           act_sha256, takes_back_id, created_at)
    values (${id}::uuid, ${piece.agentId}::uuid, ${piece.structureId}::uuid, ${piece.month}, ${piece.movement},
            ${piece.effectDate}::date, ${piece.effectUntil}::date, ${JSON.stringify(piece.facts)}::jsonb,
            ${piece.requestId}::uuid, ${piece.actId}::uuid, ${piece.actSha256}, ${piece.takesBackId ?? null}::uuid, ${piece.createdAt})
    on conflict do nothing`;
  return written === 1 ? id : null;
}

/** Says that somebody checked a piece, or takes it back; false when it had left meanwhile. */
export async function markChecked(tx: Tx, check: { pieceId: string; byId: string | null; at: Date }): Promise<boolean> {
  const { pieceId: id, byId, at } = check;
  const { count } = await tx.payPiece.updateMany({
    where: { id, sentAt: null },
    data: { checkedAt: byId === null ? null : at, checkedById: byId },
  });
  return count === 1;
}
