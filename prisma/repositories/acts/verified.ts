import type { ActStatus } from '#domain/evidence/act-status.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import { Prisma, type Tx } from '../../client.ts';
import { eliminatedOn } from './eliminations.ts';
import { actToState } from './later-acts.ts';

/** A sealed act as whoever holds it has it verified: its newest edition, what proves it, and what became of it. */
export interface ActToVerify extends Pick<ActStatus, 'act' | 'laterActs'> {
  readonly title: string;
  readonly signedAt: Date;
  /** Of the newest edition of its archive; of what was sealed, where it has no other. */
  readonly sha256: string;
  /** Without its events. */
  readonly evidence: Evidence;
}

/** The sealed act that bears a reference; null: there is none. One statement decides, whatever is asked. */
export const actOfReference = (tx: Tx, reference: string): Promise<ActToVerify | null> =>
  actToVerify(tx, Prisma.sql`n.reference = ${reference}`);

/** The act whose sealed bytes these are; null: there is none. */
export const actOfSeal = (tx: Tx, sealedSha256: string): Promise<ActToVerify | null> =>
  actToVerify(tx, Prisma.sql`a.sealed_sha256 = ${sealedSha256}`);

/** Whether an act whose sealed bytes these are was eliminated: nothing more is known of it. */
export async function isEliminated(tx: Tx, sealedSha256: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select from eliminated_act l join act a on a.id = l.act_id
     where a.sealed_sha256 = ${sealedSha256} and l.state = 'eliminated' limit 1`;
  return rows.length > 0;
}

async function actToVerify(tx: Tx, which: Prisma.Sql): Promise<ActToVerify | null> {
  const [found] = await tx.$queryRaw<(Omit<ActToVerify, 'act' | 'laterActs'> & { readonly id: string })[]>`
    select a.id::text, a.title, a.signed_at as "signedAt", a.evidence,
           coalesce((select e.sha256 from act_edition e where e.act_id = a.id order by e.number desc limit 1),
                    a.sealed_sha256) as sha256
      from registered_act n join act a on a.id = n.act_id
     where ${which} and n.sealed_at is not null and ${eliminatedOn(Prisma.sql`a.id`)} is null limit 1`;
  const stated = found && (await actToState(tx, found.id));
  return stated ? { ...found, act: stated.act, laterActs: stated.laterActs } : null;
}
