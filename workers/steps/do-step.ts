import { confirmWithdrawal } from '#application/requests/answer-withdrawal.ts';
import { headersAt, placeOf } from '#domain/circuit/blocks/block.ts';
import { type Database, type Tx, within } from '#prisma/client.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import type { PlayedRequest } from '#prisma/repositories/requests/played.ts';
import { beginStep, endStep, type OwnStep } from '#prisma/repositories/requests/progress.ts';
import { BpmnError, type Job, type Variables } from '#zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import { confirmOnce } from './confirm-once.ts';
import { checkResults, type LedHere, openStep, type RegisteredJob, readVariables } from './job.ts';
import { playedRequest, type Said } from './played-request.ts';

/**
 * Does a step, whatever its job type: reads it by its definition, finds the request that its instance plays, confirms what
 * led the circuit there, has it done, and checks what it gives back.
 * @throws {StepFailure} {@link BpmnError}
 */
export async function doStep(
  context: WorkerContext,
  { definition, handler }: RegisteredJob,
  job: Job,
): Promise<Variables> {
  const variables = readVariables(definition.variables, job);
  // Every definition reads these.
  const said = variables as unknown as Said & LedHere;
  const played = await playedRequest(context, job, said);
  if (played === null) return {};
  await confirmWhatLedHere(context, played, said);
  const { requestId, path } = played;
  const elementId = placeOf(path, job.elementId);
  const headers = await headersOf(context.database.prisma, played, job);
  const step = { requestId, elementId, jobKey: job.key };
  return shown(context, step, async () => {
    const asked = { ...job, elementId, headers };
    const opened = openStep(definition, asked, { requestId, filed: played, clocks: played, variables });
    const end =
      'before' in handler ? await handler.before(context, opened) : (inside: WorkerContext) => handler(inside, opened);
    return async (database) => checkResults(definition, await end({ ...context, database }));
  });
}

/** The headers of a step, what it reads of its block's inputs as the request's version was published with them. */
const headersOf = async (tx: Tx, { versionId, path }: PlayedRequest, { headers }: Job): Promise<Job['headers']> =>
  path === '' ? headers : headersAt((await readManifest(tx, versionId)).calls, path, headers);

/** A step that runs proves that the circuit went past the decision, or took the withdrawal, that led to it. */
async function confirmWhatLedHere(
  context: WorkerContext,
  { decision, withdrawal }: PlayedRequest,
  { decisionId, withdrawalId }: LedHere,
): Promise<void> {
  if (decisionId !== undefined && decision === 'to-confirm') await confirmOnce(context, decisionId);
  if (withdrawalId !== undefined && withdrawal === 'to-confirm') {
    const at = context.now();
    await context.database.transaction((tx) => confirmWithdrawal(tx, { withdrawalId, at }));
  }
}

/**
 * Has the work done and the request's progress show it in one transaction, once what comes before it is ready: what a step
 * wrote and that it is over are there together, or neither is. A step that fails is where the request is, until it is done.
 * @throws what the work throws; what it wrote before a {@link BpmnError} stays, with the error that the circuit catches
 */
async function shown<Result>(
  { database }: WorkerContext,
  step: OwnStep,
  prepare: () => Promise<(database: Database) => Promise<Result>>,
): Promise<Result> {
  const ended = await prepare()
    .then((work) =>
      database.transaction(async (tx) => {
        const outcome = await work(within(tx)).then(
          (result) => ({ result }),
          (error: unknown) => {
            if (error instanceof BpmnError) return { error };
            throw error;
          },
        );
        await endStep(tx, step, 'error' in outcome ? 'left' : 'done');
        return outcome;
      }),
    )
    .catch(async (error: unknown) => {
      await beginStep(database.prisma, step);
      throw error;
    });
  if ('error' in ended) throw ended.error;
  return ended.result;
}
