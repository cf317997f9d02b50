import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PayFact, PayState } from '#domain/pay/pay-piece.ts';
import type { PiecePaid, PieceRead } from '#domain/pay/taken-back.ts';
import type { PayFacts } from '#domain/permissions/pay.ts';
import { Prisma, type Tx } from '../../client.ts';
import { db, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { type Counted, type PageAsked, type PageOfRows, readPage, sortOf } from '../statements/keyset.ts';
import { lockRow } from '../statements/lock-alone.ts';
import { covers } from '../statements/periods.ts';
import { requestSearch } from '../statements/search.ts';
import { heldStructures, structuresBelow, structuresHeld } from '../statements/structures-held.ts';

/** A pay piece as lists show it. */
export interface PayRow {
  readonly id: string;
  readonly reference: string;
  readonly versionId: string;
  /**
   * The version whose circuit words its facts: another request's, if it takes back what that one
   * said.
   */
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

/** Returns what rights on a piece depend on. */
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

/** The reader, and the day on which their rights count. */
export interface PayReader {
  readonly readerId: string;
  readonly day: CivilDate;
}

/** Selects the structures on which the reader holds a right that day, with those below. */
export const held = ({ readerId, day }: PayReader, role: 'financier' | 'comptable'): Prisma.Sql =>
  heldStructures(readerId, role, day);

/**
 * The one predicate of lists: domain/permissions/pay.ts (canSeePay), given the structures of two
 * offices.
 */
const isVisible = (office: Prisma.Sql, accountant: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${office} or (p.sent_at is not null and ${accountant}))`;

const visible = (reader: PayReader): Prisma.Sql =>
  isVisible(
    Prisma.sql`p.structure_id in ${held(reader, 'financier')}`,
    Prisma.sql`p.structure_id in ${held(reader, 'comptable')}`,
  );

/**
 * The same predicate, with its structures found once in a statement that begins `with ${given}`.
 */
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

/** A search of pay pieces. */
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
/** The sorts of lists, and the columns that each needs besides the id. */
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

/** Reads one page of the pieces that the reader may see, and their count up to the bound. */
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
  return readPage<PayRow>(
    tx,
    {
      given,
      chosen: Prisma.sql`
      select p.id, ${read} from pay_piece p ${searched.join}
       where ${Prisma.join([condition, ...narrowed, searched.joined], ' and ')}`,
      condition: Prisma.join([condition, ...narrowed, searched.condition], ' and '),
      id: ID,
      ...sorted,
      read: piecesOf,
      idOf: ({ id }) => id,
    },
    search,
  );
}

/** Reads these pieces, in any order. */
const piecesOf = (tx: Tx, ids: readonly string[]): Promise<PayRow[]> =>
  tx.$queryRaw`select ${COLUMNS} from ${TABLES} where p.id = any(${ids}::uuid[])`;

/** Lines of an export that are read at once. */
const EXPORTED = 500;

/**
 * Reads the pieces of a month that the reader may see, by agent, in chunks: sorted once by a
 * cursor, which ends with the transaction.
 */
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

/** Finds a piece, without checking rights: they are judged on it. */
export async function findPay(tx: Tx, id: string): Promise<PayRow | null> {
  const [row] = await piecesOf(tx, [id]);
  return row ?? null;
}

/** The same, its row locked until the transaction ends. */
export async function lockPay(tx: Tx, id: string): Promise<PayRow | null> {
  await lockOne(tx, id);
  return findPay(tx, id);
}

const lockOne = lockRow('pay_piece');

/** Lists all the pieces of an agent that the reader may see, latest effect first. */
export const payOfAgent = (tx: Tx, reader: PayReader, agentId: string): Promise<PayRow[]> =>
  tx.$queryRaw`
    select ${COLUMNS} from ${TABLES} where p.agent_id = ${agentId}::uuid and ${visible(reader)}
     order by p.month desc, p.effect_date desc, p.created_at desc, p.id`;

/**
 * Lists the latest months with something that the reader may see, 120 at most: one index lookup a
 * month, however many pieces it has.
 */
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

/**
 * Lists where a finance officer may send a month’s checked pieces, with their count: the structures
 * of their rights, and each that has some.
 */
export const payReady = (
  tx: Tx,
  reader: PayReader,
  month: string,
): Promise<{ structureId: string; structureName: string; count: number }[]> =>
  readyToSend.all(tx, { ...reader, month });

const readyToSend = statement((given: PayReader & { month: string }) =>
  db
    .with('ready', (made) =>
      made
        .selectFrom('pay_piece as p')
        .select(['p.id', 'p.structure_id'])
        .where('p.month', '=', given.month)
        .where('p.sent_at', 'is', null)
        .where('p.checked_at', 'is not', null)
        .where('p.agent_id', '<>', given.readerId)
        .where('p.structure_id', 'in', structuresBelow(given.readerId, 'financier', given.day)),
    )
    .with('place', (made) =>
      made
        .selectFrom('ready')
        .select('structure_id')
        .union(
          made
            .selectFrom('habilitation as h')
            .select('h.structure_id')
            .where('h.person_id', '=', given.readerId)
            .where('h.role', '=', 'financier')
            .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), given.day)),
        ),
    )
    .selectFrom('place')
    .innerJoin('structure as s', 's.id', 'place.structure_id')
    .innerJoin('structure_above as x', 'x.above_id', 's.id')
    .innerJoin('ready', 'ready.structure_id', 'x.structure_id')
    .select((eb) => [
      's.id as structureId',
      's.name as structureName',
      eb.cast<number>(eb.fn.count('ready.id'), 'integer').as('count'),
    ])
    .groupBy(['s.id', 's.name', 's.path'])
    .orderBy((eb) => eb.fn('length', ['s.path']))
    .orderBy('s.name'),
);

/** A pay piece to write. */
export interface NewPayPiece {
  readonly agentId: string;
  readonly structureId: string;
  readonly month: string;
  readonly movement: string;
  readonly effectDate: CivilDate;
  readonly effectUntil: CivilDate | null;
  readonly facts: readonly PayFact[];
  readonly requestId: string;
  readonly actId: string | null;
  readonly actSha256: string | null;
  readonly takesBackId?: string;
  readonly createdAt: Date;
}

/** A piece with the theme that it follows, as a piece that takes it back reads it. */
export type PieceOfRequest = PiecePaid & Pick<PayRow, 'movement' | 'facts'>;

/** Lists the pieces of a request. */
export const piecesOfRequest = (tx: Tx, requestId: string): Promise<PieceOfRequest[]> =>
  ofRequest.all(tx, { requestId });

const ofRequest = statement((given: { requestId: string }) =>
  db
    .selectFrom('pay_piece as p')
    .select((eb) => [
      'p.id',
      'p.movement',
      'p.facts',
      'p.effect_date as effectDate',
      'p.effect_until as effectUntil',
      eb
        .selectFrom('situation_entry as e')
        .innerJoin('situation_theme as t', 't.sha256', 'e.theme_sha256')
        .select('e.theme')
        .whereRef('e.request_id', '=', 'p.request_id')
        .where((of) => sql<boolean>`${of.ref('t.definition')} #>> '{pay,movement}' = ${of.ref('p.movement')}`)
        .limit(1)
        .as('theme'),
    ])
    .where('p.request_id', '=', given.requestId)
    .orderBy('p.id'),
);

/** Lists the pieces that take one back, and those that take these back in turn. */
export const piecesTakingBack = (tx: Tx, pieceId: string): Promise<PieceRead[]> => takingBack.all(tx, { pieceId });

const takingBack = statement((given: { pieceId: string }) =>
  db
    .withRecursive('taking', (made) =>
      made
        .selectFrom('pay_piece as p')
        .select(['p.id', 'p.effect_date', 'p.effect_until', 'p.takes_back_id'])
        .where('p.takes_back_id', '=', given.pieceId)
        .unionAll(
          made
            .selectFrom('pay_piece as p')
            .innerJoin('taking as t', 't.id', 'p.takes_back_id')
            .select(['p.id', 'p.effect_date', 'p.effect_until', 'p.takes_back_id']),
        ),
    )
    .selectFrom('taking')
    .select((eb) => [
      'id',
      'effect_date as effectDate',
      'effect_until as effectUntil',
      jsonBuildObject({ id: eb.ref('takes_back_id').$notNull() }).as('takesBack'),
    ])
    .orderBy('id'),
);

/**
 * Writes a piece and returns its id, once for a request and a movement, or for what it takes back
 * and from which day; null if it was already written.
 */
export async function insertPayPiece(tx: Tx, piece: NewPayPiece): Promise<string | null> {
  const id = uuid7(piece.createdAt);
  const written = await pieceInserted.run(tx, { ...piece, id, takesBackId: piece.takesBackId ?? null });
  return written === 1 ? id : null;
}

const pieceInserted = statement(
  (given: Omit<NewPayPiece, 'takesBackId'> & { id: string; takesBackId: string | null }) =>
    db
      .insertInto('pay_piece')
      .values({
        id: given.id,
        agent_id: given.agentId,
        structure_id: given.structureId,
        month: given.month,
        movement: given.movement,
        effect_date: given.effectDate,
        effect_until: given.effectUntil,
        facts: json(given.facts),
        request_id: given.requestId,
        act_id: given.actId,
        act_sha256: given.actSha256,
        takes_back_id: given.takesBackId,
        created_at: given.createdAt,
      })
      .onConflict((kept) => kept.doNothing()),
);

/**
 * Records that somebody checked a piece, or undoes it (`byId` null); false if it was sent
 * meanwhile.
 */
export async function markChecked(tx: Tx, check: { pieceId: string; byId: string | null; at: Date }): Promise<boolean> {
  const { pieceId: id, byId, at } = check;
  const { count } = await tx.payPiece.updateMany({
    where: { id, sentAt: null },
    data: { checkedAt: byId === null ? null : at, checkedById: byId },
  });
  return count === 1;
}
