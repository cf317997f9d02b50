import { type Expression, sql } from 'kysely';
import type { SignIn } from '#domain/account/sign-in.ts';
import type { Tx } from '../../client.ts';
import { db, exists, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** Where a sign-in, or a try, comes from. */
export interface CameFrom {
  readonly address: string;
  /** « Firefox, Windows »; null for a program. */
  readonly device: string | null;
}

interface Entry extends CameFrom {
  readonly at: Date;
  /** Of the account that was given, whether it exists or not. */
  readonly accountDigest: string;
}

/** True if an address is that of an account, which is in lower case. */
const isAddress = (email: Expression<string>, given: string) => sql<boolean>`${email} = lower(${given})`;

const accountAt = statement((given: { email: string }) =>
  db
    .selectFrom('user')
    .select(['id', 'email', 'person_id as personId'])
    .where((eb) => isAddress(eb.ref('email'), given.email)),
);

/** Finds the account with this address. */
export const userOf = (tx: Tx, email: string): Promise<{ id: string; email: string; personId: string | null } | null> =>
  accountAt.first(tx, { email: email.trim() });

/** Records a try that opened no session. */
export async function insertTry(
  tx: Tx,
  { at, accountDigest, address, device, userId, outcome }: Entry & { userId: string | null; outcome: string },
): Promise<void> {
  await tx.signInEvent.create({
    data: { id: uuid7(at), at, userId, accountDigest, outcome, address, device },
  });
}

/** The device of a sign-in, as the portal knew it before. */
export interface DeviceMet {
  readonly deviceId: string;
  /** True if this device is new to the person, who has others. */
  readonly isNew: boolean;
}

interface NewSignIn extends Entry {
  readonly userId: string;
  readonly sessionId: string;
  readonly deviceDigest: string;
}

const signedIn = statement((given: NewSignIn & SignIn & { deviceId: string; eventId: string }) =>
  db
    .with('met', (made) =>
      made
        .insertInto('known_device')
        .values({
          id: given.deviceId,
          user_id: given.userId,
          digest: given.deviceDigest,
          label: given.device,
          first_seen_at: given.at,
          last_seen_at: given.at,
        })
        .onConflict((device) =>
          device.columns(['user_id', 'digest']).doUpdateSet((eb) => ({
            label: eb.ref('excluded.label'),
            last_seen_at: eb.ref('excluded.last_seen_at'),
          })),
        )
        .returning((eb) => [
          'id',
          eb
            .and([eb('first_seen_at', '=', given.at), sql<boolean>`xmax = 0`])
            .$castTo<boolean>()
            .as('first'),
        ]),
    )
    .with('written', (made) =>
      made
        .insertInto('sign_in_event')
        .columns([
          ...(['id', 'at', 'user_id', 'account_digest', 'outcome', 'method', 'strength', 'address'] as const),
          ...(['device', 'device_id'] as const),
        ])
        .expression(
          made
            .selectFrom('met')
            .select((eb) => [
              eb.val(given.eventId).as('id'),
              eb.val(given.at).as('at'),
              eb.val(given.userId).as('user_id'),
              eb.val(given.accountDigest).as('account_digest'),
              eb.val('signed-in').as('outcome'),
              eb.val(given.method).as('method'),
              eb.val(given.strength).as('strength'),
              eb.val(given.address).as('address'),
              eb.val(given.device).as('device'),
              'met.id as device_id',
            ]),
        ),
    )
    .with('kept', (made) =>
      made
        .updateTable('session')
        .from('met')
        .set((eb) => ({ device_id: eb.ref('met.id') }))
        .where('session.id', '=', given.sessionId),
    )
    .selectFrom('met')
    .select((eb) => [
      'met.id as deviceId',
      eb
        .and([eb.ref('met.first'), exists(eb.selectFrom('known_device as k').where('k.user_id', '=', given.userId))])
        .$castTo<boolean>()
        .as('isNew'),
    ]),
);

/**
 * Records a sign-in with its device, which is known from now on, and names the device in the
 * session.
 */
export const insertSignIn = (tx: Tx, { signIn, ...entry }: NewSignIn & { signIn: SignIn }): Promise<DeviceMet> =>
  signedIn.one(tx, { ...entry, ...signIn, deviceId: uuid7(entry.at), eventId: uuid7(entry.at) });

const devices = (deviceDigest: string) =>
  db
    .selectFrom('known_device as d')
    .innerJoin('user as u', 'u.id', 'd.user_id')
    .select('d.id')
    .where('d.digest', '=', deviceDigest);

const deviceOf = statement((given: { userId: string; deviceDigest: string }) =>
  devices(given.deviceDigest).where('d.user_id', '=', given.userId),
);

const deviceOfAddress = statement((given: { email: string; deviceDigest: string }) =>
  devices(given.deviceDigest).where((eb) => isAddress(eb.ref('u.email'), given.email)),
);

/**
 * True if a person signed in with this device before.
 * @param account the address of their account, or its id
 */
export async function isKnownDevice(
  tx: Tx,
  account: { readonly email: string } | { readonly userId: string },
  deviceDigest: string,
): Promise<boolean> {
  const known =
    'userId' in account
      ? await deviceOf.first(tx, { userId: account.userId, deviceDigest })
      : await deviceOfAddress.first(tx, { email: account.email.trim(), deviceDigest });
  return known !== null;
}

/** A sign-in of a person, or a try at their account. */
export interface SignInRow extends CameFrom {
  readonly id: string;
  readonly at: Date;
  readonly outcome: string;
  readonly method: string | null;
}

/** Lists the latest sign-ins of a person and tries at their account. */
export const signInsOf = (tx: Tx, userId: string, max: number): Promise<SignInRow[]> =>
  tx.signInEvent.findMany({
    where: { userId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: max,
    select: { id: true, at: true, outcome: true, method: true, address: true, device: true },
  });
