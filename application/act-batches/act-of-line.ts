import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { fault } from '#domain/people/import-cells.ts';
import { type Actor, holds } from '#domain/permissions/actor.ts';
import { mayBegin } from '#domain/permissions/starting.ts';
import type { BatchFault } from '#domain/request/act-batch.ts';
import { isTransient } from '#prisma/fault.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';
import { type ActBatch, lastPostBefore, numberUnderWay } from '#prisma/repositories/requests/act-batches.ts';
import type { Deps } from '../dependencies.ts';
import { type BlankDraft, blankDraft } from '../drafts/begin-draft.ts';
import { LineRefused } from '../people/imports/apply-line.ts';
import { overlaid } from './common-answers.ts';

/** What handling batches depends on. */
export interface BatchDeps extends Deps {
  readonly now: () => Date;
  /** Called for an unexpected fault at a line; the others go on. */
  readonly onFault?: (error: unknown, line: number) => void;
}

type Data = Readonly<Record<string, unknown>>;

/**
 * Builds the draft of a single start for an agent, prefilled with what is known of them, then the
 * answers of the batch, then those of the line.
 * @throws {LineRefused} kind-under-way, circuit-changed
 * @throws {DomainError} as a single start
 */
export async function draftOfLine(
  deps: Pick<Deps, 'database' | 'versions'>,
  { kind, versionId, answers }: Pick<ActBatch, 'kind' | 'versionId' | 'answers'>,
  {
    actor,
    agentId,
    said,
    at,
  }: { readonly actor: Actor; readonly agentId: string; readonly said: Data; readonly at: Date },
): Promise<BlankDraft> {
  const blank = await blankDraft(deps, { actor, kind, agentId, at });
  // What was shown before the launch would otherwise be judged, and executed, by another circuit.
  if (blank.versionId !== versionId) throw new LineRefused('circuit-changed');
  const number = await numberUnderWay(deps.database.prisma, kind, agentId);
  if (number !== null) throw new LineRefused('kind-under-way', { number });
  const { form } = await deps.versions.get(versionId);
  return { ...blank, data: overlaid(form, overlaid(form, blank.data, answers), said) };
}

/** Why no act is started for an agent; `seen`: whether the starter may be told who the agent is. */
export interface WhyNot {
  readonly faults: readonly BatchFault[];
  readonly seen: boolean;
}

/**
 * Turns an error met while preparing or filing an act into faults of its line; reports an
 * unexpected one to `onFault` too.
 * @throws the error itself when the line must be tried again: the database is away or busy, or too
 * much is being judged
 */
export async function whyNot(
  deps: Pick<BatchDeps, 'database' | 'versions' | 'onFault'>,
  batch: Pick<ActBatch, 'versionId'>,
  asked: { readonly actor: Actor; readonly agentId: string; readonly line: number; readonly at: Date },
  error: unknown,
): Promise<WhyNot> {
  if (error instanceof LineRefused) return { faults: [error.fault], seen: true };
  if (!(error instanceof DomainError)) {
    if (isTransient(error)) throw error;
    deps.onFault?.(error, asked.line);
    return { faults: [fault('unexpected')], seen: true };
  }
  if (error.code === 'too-many-requests') throw error;
  if (error.code === 'not-startable') return whyNotStartable(deps, batch, asked);
  return { faults: error.code === 'form-invalid' ? error.faults : [fault(error.code, error.params)], seen: true };
}

/**
 * Explains why an agent cannot have the act. Of an agent of another tree, it tells no more than of
 * a number that nobody has.
 */
async function whyNotStartable(
  { database: { prisma }, versions }: Pick<Deps, 'database' | 'versions'>,
  { versionId }: Pick<ActBatch, 'versionId'>,
  { actor, agentId, at }: { readonly actor: Actor; readonly agentId: string; readonly at: Date },
): Promise<WhyNot> {
  const day = parisDay(at);
  const role = (await versions.get(versionId)).manifest.startedBy ?? null;
  if (agentId === actor.personId) return { faults: [fault('own-act')], seen: true };
  if (role === null || !mayBegin(actor, role, day)) return { faults: [fault('right-lost')], seen: false };
  const last = (await postingOn(prisma, agentId, day)) === null ? await lastPostBefore(prisma, agentId, day) : null;
  return last !== null && holds(actor, role, last.path, day)
    ? { faults: [fault('agent-left', { day: last.until })], seen: true }
    : { faults: [fault('agent-unknown')], seen: false };
}
