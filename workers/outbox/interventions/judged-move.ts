import { idAt, pathOf } from '#domain/circuit/blocks/block.ts';
import type { MoveBar, StandingToken } from '#domain/circuit/interventions/token-move.ts';
import { knownBefore } from '#domain/effect/known-contacts.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import type { OperatedRow } from '#prisma/repositories/operations/interventions.ts';
import { effectFacts } from '#prisma/repositories/people/effect-facts.ts';
import { contactHistory } from '#prisma/repositories/people/situation.ts';
import { type DoneRow, doneOn } from '#prisma/repositories/requests/done-facts.ts';
import type { DoneFacts } from '../../circuits/guarantees/judge-move.ts';
import { bundleOfVersion } from '../../circuits/read/version-bundle.ts';
import type { WorkerContext } from '../../context.ts';
import { readStanding, type Standing } from './standing-tokens.ts';

/** A token that would be moved, and why it may not be; null: it may. */
export interface JudgedMove {
  readonly token: StandingToken | null;
  readonly bar: MoveBar | null;
}

const barred = (cause: MoveBar['cause']): MoveBar => ({ cause, params: {} });

/** Judges a move by where the request stands and by what was done on it, now. */
export async function judgedMove(
  context: WorkerContext,
  request: OperatedRow,
  { tokenKey, to }: { readonly tokenKey: string; readonly to: string },
): Promise<JudgedMove> {
  const { prisma } = context.database;
  const done = await doneOn(prisma, request.id);
  if (done.closed) return { token: null, bar: barred('request-closed') };
  const standing = await readStanding(context, request);
  const token = standing.tokens.find(({ key }) => key === tokenKey) ?? null;
  if (token === null) return { token, bar: barred('token-gone') };
  if (done.underway) return { token, bar: barred('decision-underway') };
  const path = pathOf(token.place);
  if (pathOf(to) !== path || !standing.targets[path]?.includes(to)) return { token, bar: barred('not-a-target') };
  const bundle = await bundleOfVersion(prisma, { id: request.versionId, kind: request.kind });
  try {
    const { followed } = await context.inspector.variables(bundle);
    const facts = await doneFacts(prisma, request, { done, at: context.now() });
    const move = { to, done: facts, values: await valuesOf(context, standing, followed) };
    return { token, bar: await context.inspector.judgeMove(bundle, move) };
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'circuit-too-complex')) throw error;
    return { token, bar: barred('ways-too-many') };
  }
}

async function doneFacts(
  tx: Tx,
  { id, agentId, filedAt }: OperatedRow,
  { done, at }: { readonly done: DoneRow; readonly at: Date },
): Promise<DoneFacts> {
  const { decisions, sealedAt, stopUntil, applied, silence, withdrawn } = done;
  const { alerted } = await effectFacts(tx, id, knownBefore(await contactHistory(tx, agentId), filedAt));
  const stop = stopUntil === null ? 'none' : stopUntil <= at ? 'over' : 'set';
  return { alerted, stop, applied, silence, withdrawn, sealedAt, decisions };
}

/** What the instances of a request hold of some variables, by the names that the whole circuit gives them. */
async function valuesOf(
  { engine }: WorkerContext,
  { tree }: Standing,
  names: readonly string[],
): Promise<Record<string, string | null>> {
  const values: Record<string, string | null> = {};
  for (const name of names) {
    const instance = tree.find(({ path }) => path === pathOf(name));
    const value = instance && (await engine.variableOf(instance.key, idAt(name)));
    values[name] = typeof value === 'string' ? value : null;
  }
  return values;
}
