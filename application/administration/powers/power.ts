import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError, type ErrorCode } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import {
  givingFault,
  needsConfirmation,
  type PowerGiven,
  type ProposalKind,
} from '#domain/permissions/administration.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { insertProposal, isProposed, type ProposalFacts } from '#prisma/repositories/administration/proposals.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { actorNow, type Change, traceChange } from '../change.ts';
import { chainOf, notifyProposed } from './notify-proposal.ts';

/** What giving a power works with. */
export type GivingDeps = NotifyingDeps & {
  /** What becomes of a power that two administrators give; by default whoever gives it proposes it. */
  readonly wait?: Wait;
  /** Whoever installs a portal where nothing was asked for yet gives posts alone, as the owner of its tables. */
  readonly installing?: boolean;
};

/** Keeps a power that one administrator does not give alone; answers the id under which it waits. */
export type Wait = (tx: Tx, change: Change, waiting: Waiting) => Promise<string>;

export interface Waiting {
  /** What it is, and which of its facts make it the same as another one. */
  readonly subject: ProposalFacts;
  /** All of its facts. */
  readonly facts: Prisma.InputJsonObject;
  /** What the journal keeps of them. */
  readonly traced: Prisma.InputJsonObject;
  readonly given: PowerGiven;
  readonly mailDomain: string;
}

/** A kind of power: how it is judged, what it asks, how it is written. `Facts` are what was asked, kept as they are. */
export interface Power<Facts> {
  readonly kind: ProposalKind;
  /** Whom, where, and which of its facts make it the same as another one. */
  subject(facts: Facts): Omit<ProposalFacts, 'kind'>;
  /** One change at a time of what it is about. */
  lock(tx: Tx, facts: Facts): Promise<void>;
  /**
   * Where it would hold and who would have more power by it.
   * @throws {DomainError} not-found
   */
  weigh(tx: Tx, facts: Facts, at: Date): Promise<PowerGiven>;
  /** @throws {DomainError} what stands against it, whoever gives it */
  check(tx: Tx, facts: Facts, at: Date): Promise<void>;
  /** Writes it with its trace; answers its id. */
  write(tx: Tx, change: Change, facts: Facts, agreed: Agreed): Promise<string>;
  /** What is confirmed on that day, of what was proposed before: a right does not begin in the past. */
  confirmed?(facts: Facts, at: Date): Facts;
  /** What the journal keeps of them when it is proposed, where they hold what it must not. */
  traced?(facts: Facts): Prisma.InputJsonObject;
}

/** On what a power is written. `proposalId`: two administrators agreed; null: one gives it alone. */
export interface Agreed {
  readonly proposalId: string | null;
  /** Whoever proposed it, with the rights they have by now; null when nobody did. */
  readonly proposer: Actor | null;
  readonly mailDomain: string;
}

/** It was given; or it waits for a second administrator. */
export type Given = { readonly id: string } | { readonly proposalId: string };

/** Under which proposal it waits; null: it was given. */
export const proposalIdOf = (given: Given): string | null => ('proposalId' in given ? given.proposalId : null);

/** @throws {DomainError} the fault, when there is one */
export function refuse(fault: ErrorCode | null): void {
  if (fault !== null) throw new DomainError(fault);
}

/**
 * Gives a power; or proposes it, where two administrators are asked for (domain/permissions/administration.ts): whoever
 * heads the structure is notified, and those who can confirm.
 * @throws {DomainError} not-found, own-right, own-gain, top-only, proposal-waiting, and what stands against this power
 */
export const givePower = <Facts extends object>(
  { database, mailDomain, wait = propose, installing = false }: GivingDeps,
  change: Change,
  power: Power<Facts>,
  facts: Facts,
): Promise<Given> =>
  database.transaction(async (tx) => {
    await power.lock(tx, facts);
    const actor = await actorNow(tx, change);
    const day = parisDay(change.at);
    const given = await power.weigh(tx, facts, change.at);
    refuse(givingFault(actor, given, day));
    await power.check(tx, facts, change.at);
    if (!needsConfirmation(actor, given, day) || (installing && power.kind === 'posting'))
      return { id: await power.write(tx, change, facts, { proposalId: null, proposer: null, mailDomain }) };
    const kept = facts as Prisma.InputJsonObject;
    const subject = { kind: power.kind, ...power.subject(facts) };
    const waiting = { subject, facts: kept, traced: power.traced?.(facts) ?? kept, given, mailDomain };
    return { proposalId: await wait(tx, change, waiting) };
  });

/**
 * Proposes it, and leaves it to whoever proposes several at once to have those concerned notified.
 * @throws {DomainError} proposal-waiting
 */
export const proposeOnly: Wait = async (tx, change, { subject, facts, traced }) => {
  if (await isProposed(tx, subject)) throw new DomainError('proposal-waiting');
  const { actor, at: proposedAt, reason } = change;
  const id = await insertProposal(tx, { ...subject, facts, proposedById: actor.personId, proposedAt, reason });
  await traceChange(tx, change, {
    ...{ chain: chainOf(subject), verb: 'proposal.make', subject: `proposal:${id}` },
    after: { kind: subject.kind, ...traced },
  });
  return id;
};

/** @throws {DomainError} proposal-waiting */
const propose: Wait = async (tx, change, waiting) => {
  const id = await proposeOnly(tx, change, waiting);
  const { subject, facts, given, mailDomain } = waiting;
  const proposed = { id, ...subject, facts, proposedById: change.actor.personId };
  await notifyProposed(tx, proposed, given, { at: change.at, mailDomain });
  return id;
};
