import { randomBytes } from 'node:crypto';
import type { ActIdentity, ActNature } from '#domain/act/registry.ts';
import type { Tx } from '../../client.ts';
import { call, db, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

const identityOf = statement((given: { actId: string }) =>
  db
    .selectFrom('registered_act as n')
    .innerJoin('act as a', 'a.id', 'n.act_id')
    .select((eb) => ['n.number', eb.ref('n.reference').$notNull().as('reference')])
    .where('n.act_id', '=', given.actId)
    .where((eb) =>
      eb('n.nature', '=', call('act_nature', eb.ref('a.content'), eb.ref('a.template')).$castTo<ActNature>()),
    )
    .where('n.sequence', 'is not', null),
);

/** Returns the number of an act of this nature, and its reference; null: none was reserved yet. */
export const actIdentity = (tx: Tx, actId: string): Promise<ActIdentity | null> => identityOf.first(tx, { actId });

/** The database writes the number, its series and its agent. */
const reserved = statement((given: { id: string; actId: string; reference: string; at: Date }) =>
  db
    .insertInto('registered_act')
    .columns(['id', 'act_id', 'reference', 'reserved_at'])
    .expression(
      db.selectNoFrom((eb) => [
        eb.val(given.id).as('id'),
        eb.val(given.actId).as('act_id'),
        eb.val(given.reference).as('reference'),
        eb.val(given.at).as('reserved_at'),
      ]),
    )
    .returning((eb) => ['number', eb.ref('reference').$notNull().as('reference')]),
);

/**
 * Reserves the next number of its series for an act, with the reference by which it will be
 * verified; null if it already has one. Numbers of a series follow each other without gap: the
 * series is locked until the transaction ends, so reserve last.
 */
export const reserveNumber = (tx: Tx, actId: string, at: Date): Promise<ActIdentity | null> =>
  reserved.first(tx, { id: uuid7(new Date()), actId, reference: aReference(), at });

/**
 * Letters and digits of references (Crockford's base 32): no I, L, O, U, which are easily misread.
 */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Makes a reference: 26 characters that hold 128 random bits. */
function aReference(): string {
  let value = BigInt(`0x${randomBytes(16).toString('hex')}`);
  let text = '';
  while (text.length < 26) {
    text = `${DIGITS[Number(value % 32n)]}${text}`;
    value /= 32n;
  }
  return text;
}
