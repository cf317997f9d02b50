import { confirmWithdrawal } from '../application/requests/answer-withdrawal.ts';
import { confirmDecision } from '../application/tasks/confirm-decision.ts';
import type { PlayedRequest } from '../prisma/repositories/requests/played.ts';
import { beginStep, endStep, type OwnStep } from '../prisma/repositories/requests/progress.ts';
import { BpmnError, type Job, type Variables } from '../zeebe/client.ts';
import type { WorkerContext } from './context.ts';
import { checkResults, type LedHere, openStep, readVariables } from './job.ts';
import { playedRequest, type Said } from './played-request.ts';
import type { RegisteredJob } from './registry.ts';

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
  const { requestId } = played;
  const step = { requestId, elementId: job.elementId, jobKey: job.key };
  return shown(context, step, async () =>
    checkResults(definition, await handler(context, openStep(definition, job, { requestId, variables }))),
  );
}

/** A step that runs proves that the circuit went past the decision, or took the withdrawal, that led to it. */
async function confirmWhatLedHere(
  { database, now }: WorkerContext,
  { decision, withdrawal }: PlayedRequest,
  { decisionId, withdrawalId }: LedHere,
): Promise<void> {
  if (decision !== 'to-confirm' && withdrawal !== 'to-confirm') return;
  const at = now();
  await database.transaction(async (tx) => {
    if (decisionId !== undefined) await confirmDecision(tx, { decisionId, at });
    if (withdrawalId !== undefined) await confirmWithdrawal(tx, { withdrawalId, at });
  });
}

/** Has the request's progress show the step while it is done, and stay at it when it fails. */
async function shown<Result>(
  { database: { prisma } }: WorkerContext,
  step: OwnStep,
  work: () => Promise<Result>,
): Promise<Result> {
  await beginStep(prisma, step);
  try {
    const result = await work();
    await endStep(prisma, step, 'done');
    return result;
  } catch (error) {
    if (error instanceof BpmnError) await endStep(prisma, step, 'left');
    throw error;
  }
}
