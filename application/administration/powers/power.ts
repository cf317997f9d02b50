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

/** What giving a power depends on. */
export type GivingDeps = NotifyingDeps & {
  /**
   * Keeps a power that takes two administrators; by default, proposes it and notifies the people
   * concerned.
   */
  readonly wait?: Wait;
  /**
   * Set by the command that installs a portal: as the owner of the tables, it gives posts alone,
   * before any proposal exists.
   */
  readonly installing?: boolean;
};

/**
 * Keeps a power that one administrator cannot give alone, and returns the id under which it waits.
 */
export type Wait = (tx: Tx, change: Change, waiting: Waiting) => Promise<string>;

/** A power that waits for a second administrator. */
export interface Waiting {
  /** Its kind, person and structure, and the facts that make it the same as another proposal. */
  readonly subject: ProposalFacts;
  /** All of its facts. */
  readonly facts: Prisma.InputJsonObject;
  /** The facts that the audit trail may keep. */
  readonly traced: Prisma.InputJsonObject;
  readonly given: PowerGiven;
  readonly mailDomain: string;
}

/**
 * A kind of power: how it is weighed, checked and written. `Facts` are what was asked for, kept
 * unchanged.
 */
export interface Power<Facts> {
  readonly kind: ProposalKind;
  /** Returns its person and structure, and the facts that make it the same as another proposal. */
  subject(facts: Facts): Omit<ProposalFacts, 'kind'>;
  /** Locks what it is about, so that changes are made one at a time. */
  lock(tx: Tx, facts: Facts): Promise<void>;
  /**
   * Computes where it would apply and who would gain power by it.
   * @throws {DomainError} not-found
   */
  weigh(tx: Tx, facts: Facts, at: Date): Promise<PowerGiven>;
  /**
   * Checks everything that does not depend on its author.
   * @throws {DomainError} what forbids this power
   */
  check(tx: Tx, facts: Facts, at: Date): Promise<void>;
  /** Writes it with its audit entry, and returns its id. */
  write(tx: Tx, change: Change, facts: Facts, agreed: Agreed): Promise<string>;
  /**
   * Adapts the facts of an earlier proposal to the day of its confirmation: a right does not begin
   * in the past.
   */
  confirmed?(facts: Facts, at: Date): Facts;
  /**
   * Returns the facts that the audit trail keeps of a proposal, when it must not keep all of them.
   */
  traced?(facts: Facts): Prisma.InputJsonObject;
}

/**
 * What a power is written with. `proposalId`: the proposal that two administrators agreed on; null:
 * one gives it alone.
 */
export interface Agreed {
  readonly proposalId: string | null;
  /** The proposer, with their current rights; null: it was not proposed. */
  readonly proposer: Actor | null;
  readonly mailDomain: string;
}

/** Outcome of giving a power: given, or waiting for a second administrator. */
export type Given = { readonly id: string } | { readonly proposalId: string };

/** Returns the id of the proposal under which it waits; null: it was given. */
export const proposalIdOf = (given: Given): string | null => ('proposalId' in given ? given.proposalId : null);

/**
 * Throws a fault, if there is one.
 * @throws {DomainError} the fault
 */
export function refuse(fault: ErrorCode | null): void {
  if (fault !== null) throw new DomainError(fault);
}

/**
 * Gives a power; where it takes two administrators (domain/permissions/administration.ts), proposes
 * it and notifies the supérieurs of the structure and those who can confirm.
 * @throws {DomainError} not-found, own-right, own-gain, top-only, proposal-waiting, and the errors
 * of this power
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
 * Proposes a power without notifying anybody: for a caller that proposes several and announces them
 * together.
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

/**
 * Proposes a power and notifies the people concerned.
 * @throws {DomainError} proposal-waiting
 */
const propose: Wait = async (tx, change, waiting) => {
  const id = await proposeOnly(tx, change, waiting);
  const { subject, facts, given, mailDomain } = waiting;
  const proposed = { id, ...subject, facts, proposedById: change.actor.personId };
  await notifyProposed(tx, proposed, given, { at: change.at, mailDomain });
  return id;
};
