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

/** What batches are worked through with. */
export interface BatchDeps extends Deps {
  readonly now: () => Date;
  /** A fault of ours met by a line: the others go on. */
  readonly onFault?: (error: unknown, line: number) => void;
}

type Data = Readonly<Record<string, unknown>>;

/**
 * The draft of a single start for that agent, with the answers of the batch, then those of the line, over what is known of them.
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
  // What was shown before it was launched would be judged, and played, by another circuit.
  if (blank.versionId !== versionId) throw new LineRefused('circuit-changed');
  const number = await numberUnderWay(deps.database.prisma, kind, agentId);
  if (number !== null) throw new LineRefused('kind-under-way', { number });
  const { form } = await deps.versions.get(versionId);
  return { ...blank, data: overlaid(form, overlaid(form, blank.data, answers), said) };
}

/** Why no act is started for an agent, of what was thrown; `seen`: whether the starter may be told who the agent is. */
export interface WhyNot {
  readonly faults: readonly BatchFault[];
  readonly seen: boolean;
}

/**
 * What is to be said of an act that could not be prepared or filed; a fault of ours is said to whoever runs the portal too.
 * @throws what was thrown, where it is to be tried again: the database is away or busy, or too much is judged at once
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

/** Of an agent of another tree somebody learns no more than of a number that nobody has. */
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
