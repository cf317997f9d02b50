import { randomBytes } from 'node:crypto';
import type { ActIdentity } from '#domain/act/registry.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** The number of an act of this nature, and its reference; null: none was reserved yet. */
export async function actIdentity(tx: Tx, actId: string): Promise<ActIdentity | null> {
  const rows = await tx.$queryRaw<ActIdentity[]>`
    select n.number, n.reference from registered_act n join act a on a.id = n.act_id
     where n.act_id = ${actId}::uuid and n.nature = act_nature(a.content, a.template) and n.sequence is not null`;
  return rows[0] ?? null;
}

/**
 * Reserves the next number of its series for an act, with the reference by which it will be verified; null when it has one.
 * Numbers of a series follow each other without gap: the series is held until the transaction ends, so reserve last.
 */
export async function reserveNumber(tx: Tx, actId: string, at: Date): Promise<ActIdentity | null> {
  const rows = await tx.$queryRaw<ActIdentity[]>`
    insert into registered_act (id, act_id, reference, reserved_at)
    values (${uuid7(new Date())}::uuid, ${actId}::uuid, ${aReference()}, ${at})
    returning number, reference`;
  return rows[0] ?? null;
}

/** Letters and digits of references (Crockford's base 32): no I, L, O, U, which are taken for others. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 26 characters that hold 128 random bits. */
function aReference(): string {
  let value = BigInt(`0x${randomBytes(16).toString('hex')}`);
  let text = '';
  while (text.length < 26) {
    text = `${DIGITS[Number(value % 32n)]}${text}`;
    value /= 32n;
  }
  return text;
}
