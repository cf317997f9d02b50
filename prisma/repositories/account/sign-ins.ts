import type { SignIn } from '#domain/account/sign-in.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** Whence somebody signs in, or tries. */
export interface CameFrom {
  readonly address: string;
  /** « Firefox, Windows »; null for a program. */
  readonly device: string | null;
}

interface Entry extends CameFrom {
  readonly at: Date;
  /** Of the account that was given, whether somebody has it or not. */
  readonly accountDigest: string;
}

/** Whose account has this address. */
export async function userOf(
  tx: Tx,
  email: string,
): Promise<{ id: string; email: string; personId: string | null } | null> {
  const [user] = await tx.$queryRaw<{ id: string; email: string; personId: string | null }[]>`
    select id, email, person_id::text as "personId" from "user" where email = lower(${email.trim()})`;
  return user ?? null;
}

/** Writes what opened no session. */
export async function insertTry(
  tx: Tx,
  { at, accountDigest, address, device, userId, outcome }: Entry & { userId: string | null; outcome: string },
): Promise<void> {
  await tx.signInEvent.create({
    data: { id: uuid7(at), at, userId, accountDigest, outcome, address, device },
  });
}

/** What a device was to a person who just signed in with it. */
export interface DeviceMet {
  readonly deviceId: string;
  /** It never served them, and others did. */
  readonly isNew: boolean;
}

/** Writes a sign-in, with its device, which is known from now on; the session says which. */
export async function insertSignIn(
  tx: Tx,
  entry: Entry & { userId: string; sessionId: string; deviceDigest: string; signIn: SignIn },
): Promise<DeviceMet> {
  const { at, userId, sessionId, deviceDigest, address, device, accountDigest, signIn } = entry;
  const [met] = await tx.$queryRaw<[DeviceMet]>`
    with met as (
      insert into known_device (id, user_id, digest, label, first_seen_at, last_seen_at)
      values (${uuid7(at)}::uuid, ${userId}, ${deviceDigest}, ${device}, ${at}, ${at})
      on conflict (user_id, digest) do update set label = excluded.label, last_seen_at = excluded.last_seen_at
      returning id, first_seen_at = ${at} and xmax = 0 as first),
    written as (
      insert into sign_in_event (id, at, user_id, account_digest, outcome, method, strength, address, device, device_id)
      select ${uuid7(at)}::uuid, ${at}, ${userId}, ${accountDigest}, 'signed-in', ${signIn.method}, ${signIn.strength},
             ${address}, ${device}, met.id from met),
    kept as (update session set device_id = met.id from met where session.id = ${sessionId})
    select met.id::text as "deviceId",
           first and exists (select from known_device k where k.user_id = ${userId}) as "isNew"
      from met`;
  return met;
}

/** Whether a person signed in with this device before; `account`: the address of theirs, or its id. */
export async function isKnownDevice(
  tx: Tx,
  account: { readonly email: string } | { readonly userId: string },
  deviceDigest: string,
): Promise<boolean> {
  const whose =
    'userId' in account
      ? Prisma.sql`d.user_id = ${account.userId}`
      : Prisma.sql`u.email = lower(${account.email.trim()})`;
  const rows = await tx.$queryRaw<unknown[]>`
    select from known_device d join "user" u on u.id = d.user_id where ${whose} and d.digest = ${deviceDigest}`;
  return rows.length > 0;
}

export interface SignInRow extends CameFrom {
  readonly id: string;
  readonly at: Date;
  readonly outcome: string;
  readonly method: string | null;
}

/** The latest of a person's sign-ins and of the tries at their account. */
export const signInsOf = (tx: Tx, userId: string, max: number): Promise<SignInRow[]> =>
  tx.signInEvent.findMany({
    where: { userId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: max,
    select: { id: true, at: true, outcome: true, method: true, address: true, device: true },
  });
