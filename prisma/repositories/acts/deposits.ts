import { type DepositState, depositName } from '#domain/archive/deposit.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { limitOf } from '../keyset.ts';
import type { ActToArchive } from './archived.ts';

/** How far an act is with the archives service, by its last attempt. */
export interface Deposit {
  readonly state: DepositState;
  /** Since when. */
  readonly at: string;
  /** Why the portal did not deposit it. */
  readonly code: ErrorCode | null;
  /** What the service answered. */
  readonly answer: string | null;
}

/** The same of the act of a row, as JSON; null: nobody asked for it. */
export const depositOf = (actId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select json_build_object('state', d.state, 'code', d.code, 'answer', d.answer,
                           'at', coalesce(d.answered_at, d.deposited_at, d.asked_at))
    from act_deposit d where d.act_id = ${actId} order by d.attempt desc limit 1)`;

/**
 * Asks for acts to be deposited, but for those that were and that nothing refused; answers the new attempts.
 * @param acts sealed ones
 */
export async function askDeposits(
  tx: Tx,
  { acts, askedById, at }: { readonly acts: readonly ActToArchive[]; readonly askedById: string; readonly at: Date },
): Promise<string[]> {
  const before = await tx.$queryRaw<{ actId: string; attempts: number }[]>`
    select act_id::text as "actId", max(attempt)::int as attempts from act_deposit
     where act_id = any(${acts.map(({ actId }) => actId)}::uuid[]) group by act_id`;
  const attempts = new Map(before.map(({ actId, attempts }) => [actId, attempts]));
  const rows = acts.map(({ actId, number }) => {
    const attempt = (attempts.get(actId) ?? 0) + 1;
    return { id: uuid7(at), actId, attempt, name: depositName(number, attempt) };
  });
  const written = await tx.$queryRaw<{ id: string }[]>`
    insert into act_deposit (id, act_id, attempt, name, asked_by_id, asked_at, state)
    select x.id, x."actId", x.attempt, x.name, ${askedById}::uuid, ${at}, 'waiting'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, "actId" uuid, attempt int, name text)
      join act a on a.id = x."actId" and a.sealed_at is not null
    on conflict do nothing returning id::text`;
  return written.map(({ id }) => id);
}

/** An attempt that is to be made. */
export interface DepositToMake {
  readonly id: string;
  readonly name: string;
  /** Of the act. */
  readonly number: string;
  readonly actId: string;
  readonly requestId: string;
  /** In whose chain what becomes of it is written. */
  readonly agentId: string;
  readonly askedById: string;
}

const OF_AGENT = Prisma.sql`
  select d.id::text, d.name, a.evidence #>> '{act,number}' as number, a.id::text as "actId", a.request_id::text as "requestId", r.agent_id::text as "agentId",
         d.asked_by_id::text as "askedById"
    from act_deposit d join act a on a.id = d.act_id join request r on r.id = a.request_id`;

/** An attempt, unless it was made; null then. */
export async function depositToMake(tx: Tx, id: string): Promise<DepositToMake | null> {
  const rows = await tx.$queryRaw<DepositToMake[]>`${OF_AGENT} where d.id = ${id}::uuid and d.state = 'waiting'`;
  return rows[0] ?? null;
}

/** Writes down what of a deposit was read back; false where another worker did. */
export const keepDeposited = async (
  tx: Tx,
  { id, sha256, size, at }: { readonly id: string; readonly sha256: string; readonly size: number; readonly at: Date },
): Promise<boolean> =>
  (await tx.$executeRaw`
    update act_deposit set state = 'deposited', sha256 = ${sha256}, size = ${size}, deposited_at = ${at}
     where id = ${id}::uuid and state = 'waiting'`) === 1;

/** Writes down why the portal deposits nothing. */
export const refuseDeposit = (tx: Tx, id: string, code: ErrorCode): Promise<number> =>
  tx.$executeRaw`update act_deposit set state = 'refused', code = ${code} where id = ${id}::uuid and state = 'waiting'`;

/** Deposits that the service has not answered, those that were longest not looked at first; they are looked at now. */
export async function depositsToLookAt(
  tx: Tx,
  { before, at, max }: { readonly before: Date; readonly at: Date; readonly max: number },
): Promise<DepositToMake[]> {
  return tx.$queryRaw`
    with taken as (
      update act_deposit set looked_at = ${at}
       where id = any(array(select id from act_deposit where state = 'deposited' and (looked_at is null or looked_at < ${before})
                             order by looked_at nulls first, id limit ${max} for update skip locked))
      returning id)
    ${OF_AGENT} where d.id in (select id from taken)`;
}

/** Writes down what the service answered; false where it was written before. */
export const keepAnswer = async (
  tx: Tx,
  answered: { readonly id: string; readonly accepted: boolean; readonly words: string; readonly at: Date },
): Promise<boolean> => {
  const { id, accepted, words, at } = answered;
  return (
    (await tx.$executeRaw`
      update act_deposit set state = ${accepted ? 'acknowledged' : 'refused'}, answer = ${words}, answered_at = ${at}
       where id = ${id}::uuid and state = 'deposited'`) === 1
  );
};

/** A deposit of which whoever asked for it is to be told. */
export interface DepositToTell {
  readonly id: string;
  readonly askedById: string;
  readonly what: 'refused' | 'late';
}

/**
 * Deposits that were refused, or deposited before then and not answered, of which nobody was told; they are by this. Of a refusal
 * that another attempt followed, nobody needs to know.
 */
export const depositsToTell = (
  tx: Tx,
  { before, max }: { readonly before: Date; readonly max: number },
): Promise<DepositToTell[]> => tx.$queryRaw`
  with due as (
    select d.id, case d.state when 'refused' then 'refused' else 'late' end as what from act_deposit d
     where (d.state = 'refused' and d.told is distinct from 'refused'
            or d.state = 'deposited' and d.told is null and d.deposited_at < ${before})
       and not exists (select from act_deposit n where n.act_id = d.act_id and n.attempt > d.attempt)
     order by d.id ${limitOf(max)} for update skip locked),
  told as (
    update act_deposit d set told = due.what from due where d.id = due.id
    returning d.id::text, d.asked_by_id::text as "askedById", d.told as what)
  select * from told order by id`;
