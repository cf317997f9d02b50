import { confirmWithdrawal } from '../application/requests/confirm-withdrawal.ts';
import { confirmDecision } from '../application/tasks/confirm-decision.ts';
import { beginStep, endStep, type OwnStep } from '../prisma/repositories/requests/progress.ts';
import { BpmnError, type Job, type Variables } from '../zeebe/client.ts';
import type { WorkerContext } from './context.ts';
import { checkResults, type LedHere, openStep, readVariables } from './job.ts';
import type { RegisteredJob } from './registry.ts';

/**
 * Does a step, whatever its job type: reads it by its definition, confirms what led the circuit there, has it done, and
 * checks what it gives back.
 * @throws {StepFailure} {@link BpmnError}
 */
export async function doStep(
  context: WorkerContext,
  { definition, handler }: RegisteredJob,
  job: Job,
): Promise<Variables> {
  const variables = readVariables(definition.variables, job);
  // Every definition reads these.
  await confirmWhatLedHere(context, variables as LedHere);
  const { requestId } = variables as { readonly requestId: string };
  const { key: jobKey, elementId, processInstanceKey: instanceKey } = job;
  const step = { requestId, instanceKey, elementId, jobKey };
  return shown(context, step, async () =>
    checkResults(definition, await handler(context, openStep(definition, job, variables))),
  );
}

/** A step that runs proves that the circuit went past the decision, or took the withdrawal, that led to it. */
async function confirmWhatLedHere(
  { database, now }: WorkerContext,
  { decisionId, withdrawalId }: LedHere,
): Promise<void> {
  if (decisionId === undefined && withdrawalId === undefined) return;
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
