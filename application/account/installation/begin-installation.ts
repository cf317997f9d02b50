import { PRINTED_LINK_LIVES_MS } from '#domain/account/link.ts';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { readEmail } from '#domain/formats/email.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { createAccount, shutAccount } from '#prisma/repositories/account/accounts.ts';
import { endLinks } from '#prisma/repositories/account/links.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { Deps } from '../../dependencies.ts';
import { type MadeLink, makeLink } from '../links/make-link.ts';

/** Why the installation did not begin, in words for the person who installs. */
export class NothingBegun extends Error {
  override name = 'NothingBegun';
}

/** Who to invite and what to create when a portal is installed. */
export interface InstallationAsked {
  /** Addresses of two people. */
  readonly emails: readonly string[];
  /** Name and city of the root structure, if there is none yet. */
  readonly root: { readonly name: string; readonly city: string };
  readonly at: Date;
}

/** A person who was invited, and the token of their link, which is stored nowhere. */
export interface Invited extends MadeLink {
  readonly email: string;
}

/**
 * Creates the root structure and its first two administrators: one alone could give no sensitive
 * right (G10). Runs as the owner of the tables, whose rights have the installation as their only
 * ground. Creates both or neither, and only while no administrator has ever signed in. Called again
 * before that, it invites anew, and people no longer named lose what they never used.
 * @throws {NothingBegun}
 */
export async function beginInstallation(
  { database }: Pick<Deps, 'database'>,
  { emails, root, at }: InstallationAsked,
): Promise<readonly Invited[]> {
  const addresses = twoAddresses(emails);
  return database.transaction(async (tx) => {
    await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(5347914)`;
    await mustBeEmpty(tx);
    const structure = await topOfTree(tx, root, at);
    await takeBack(tx, addresses, at);
    const invited: Invited[] = [];
    const personIds: string[] = [];
    for (const email of addresses) {
      const { personId, userId } = await administrator(tx, email, structure.id, at);
      const link = await makeLink(tx, { userId, purpose: 'invitation', at, livesMs: PRINTED_LINK_LIVES_MS });
      await appendAudit(tx, {
        ...{ chain: personId, at, actorId: null, verb: 'account.invite', subject: `user:${userId}` },
        payload: { by: 'installation', role: 'administrateur', structureId: structure.id },
      });
      personIds.push(personId);
      invited.push({ email, ...link });
    }
    await appendAudit(tx, {
      ...{ chain: SYSTEM_CHAIN, at, actorId: null, verb: 'installation.begin', subject: `structure:${structure.id}` },
      payload: { administrators: personIds },
    });
    return invited;
  });
}

function twoAddresses(emails: readonly string[]): string[] {
  const read = emails.map((text) => {
    const email = readEmail(text);
    if (email === null) throw new NothingBegun(`${text} is no e-mail address.`);
    return email.toLowerCase();
  });
  if (new Set(read).size !== 2 || read.length !== 2)
    throw new NothingBegun(
      'Two different addresses are needed: one administrator alone can give no right that signs, pays, publishes or administers.',
    );
  return read;
}

async function mustBeEmpty(tx: Tx): Promise<void> {
  const entered = await tx.user.findFirst({
    where: { activatedAt: { not: null }, person: { habilitations: { some: { role: 'administrateur' } } } },
    select: { id: true },
  });
  if (entered !== null)
    throw new NothingBegun(
      'This portal has an administrator already: people are invited, and rights given, on its screens.',
    );
}

async function topOfTree(tx: Tx, { name, city }: InstallationAsked['root'], at: Date): Promise<{ id: string }> {
  const there = await tx.structure.findFirst({
    where: { parentId: null },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  if (there !== null) return there;
  const id = uuid7(at);
  await tx.structure.create({ data: { id, code: 'RACINE', name, city, path: `/${id}/` } });
  return { id };
}

/**
 * Removes the rights and closes the accounts of people invited before and no longer named; none of
 * them ever signed in.
 */
async function takeBack(tx: Tx, addresses: readonly string[], at: Date): Promise<void> {
  const former = await tx.habilitation.findMany({
    where: { role: 'administrateur', person: { user: { email: { notIn: [...addresses] } } } },
    select: { id: true, personId: true, person: { select: { user: { select: { id: true } } } } },
  });
  for (const { id, personId, person } of former) {
    await tx.habilitation.delete({ where: { id } });
    if (person.user) {
      await endLinks(tx, person.user.id, at);
      await shutAccount(tx, person.user.id, { closedAt: at });
    }
    await appendAudit(tx, {
      ...{ chain: personId, at, actorId: null, verb: 'habilitation.remove', subject: `habilitation:${id}` },
      payload: { by: 'installation' },
    });
  }
}

/**
 * Finds or creates the person with this address, posted in the root structure with the right to
 * administer it, and their account.
 */
async function administrator(
  tx: Tx,
  email: string,
  structureId: string,
  at: Date,
): Promise<{ personId: string; userId: string }> {
  const from = dateColumn(parisDay(at));
  const known = await tx.person.findFirst({
    where: { workEmail: { equals: email, mode: 'insensitive' } },
    select: { id: true, firstName: true, lastName: true, user: { select: { id: true } } },
  });
  const { firstName, lastName } = known ?? nameIn(email);
  const personId =
    known?.id ??
    (
      await tx.person.create({
        data: { employeeNumber: await freeNumber(tx), firstName, lastName, workEmail: email, dossier: { create: {} } },
        select: { id: true },
      })
    ).id;
  const right = { personId, role: 'administrateur', structureId };
  if ((await tx.habilitation.count({ where: right })) === 0)
    await tx.habilitation.create({ data: { ...right, from, ground: 'installation' } });
  if ((await tx.posting.count({ where: { personId } })) === 0)
    await tx.posting.create({
      data: { personId, structureId, quality: 'Administrateur du portail', grade: '—', from },
    });
  if (!known?.user)
    return { personId, userId: await createAccount(tx, { id: personId, firstName, lastName, address: email }) };
  const { id: userId } = known.user;
  await endLinks(tx, userId, at);
  await tx.user.update({ where: { id: userId }, data: { email, closedAt: null, lockedAt: null } });
  return { personId, userId };
}

/**
 * Guesses a name from an address: « jeanne.martin@… » → Jeanne Martin. It can be corrected on
 * screen.
 */
function nameIn(email: string): { firstName: string; lastName: string } {
  const [first = '', ...others] = (email.split('@')[0] ?? '').split(/[._]+/).filter(Boolean).map(capital);
  return { firstName: first, lastName: others.join(' ') || 'Administrateur' };
}
const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Returns a free employee number, « ADMIN-1 », « ADMIN-2 », until the real one is known. */
async function freeNumber(tx: Tx): Promise<string> {
  for (let n = 1; ; n++) {
    const employeeNumber = `ADMIN-${n}`;
    if ((await tx.person.count({ where: { employeeNumber } })) === 0) return employeeNumber;
  }
}
