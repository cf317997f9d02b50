import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { claimRequest } from '#prisma/repositories/requests/played.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { BpmnError, type Job } from '#zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import { doStep } from './do-step.ts';
import { defineJob, type JobHandler, type RegisteredJob } from './job.ts';
import { StepFailure } from './step-failure.ts';

let db: TestDatabase;
let requestId: string;
let instanceKey = 1;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

beforeEach(async () => {
  const { prisma } = db.database;
  const office = await aStructure(prisma, `Bureau ${++instanceKey}`);
  const agent = await aPerson('Claire').postedIn(office).make(db.database);
  requestId = await aRequest(prisma, agent, office);
  await claimRequest(prisma, { requestId, engine: 'default', instanceKey: String(instanceKey) });
});

const definition = defineJob({ type: 'essai', does: 'writes what it does' });

/** A step that writes a fact, then ends so. */
function step(end: () => void = () => {}): Promise<unknown> {
  const handler: JobHandler<typeof definition> = async (context, { requestId: id, elementId }) => {
    const fact = { requestId: id, kind: 'registered', factKey: 'registered', at: new Date(), elementId } as const;
    await context.database.transaction((tx) => recordRequestEvent(tx, fact));
    end();
  };
  const context = { database: db.database, engineName: 'default' } as unknown as WorkerContext;
  const job = {
    key: `1${instanceKey}`,
    elementId: 'etape',
    processInstanceKey: String(instanceKey),
    retries: 5,
    headers: {},
    variables: { requestId },
  };
  return doStep(context, { definition, handler } as unknown as RegisteredJob, job as unknown as Job);
}

/** What is written of it: the facts, and where the request stands. */
async function written() {
  const { prisma } = db.database;
  const steps = await prisma.requestStep.findMany({ where: { requestId }, select: { elementId: true, state: true } });
  const facts = await prisma.requestEvent.count({ where: { requestId, factKey: 'registered' } });
  return { facts, steps };
}

const throwing = (error: Error) => () => {
  throw error;
};

describe('a step of a circuit', () => {
  test('is done once what it wrote is there', async () => {
    await step();
    expect(await written()).toEqual({ facts: 1, steps: [{ elementId: 'etape', state: 'done' }] });
  });

  test('leaves nothing behind when it fails, and the request stands at it until it is done', async () => {
    const failure = new StepFailure({ cause: 'act-not-sealed', params: {} });
    await expect(step(throwing(failure))).rejects.toBe(failure);
    expect(await written()).toEqual({ facts: 0, steps: [{ elementId: 'etape', state: 'active' }] });
    await step();
    expect(await written()).toEqual({ facts: 1, steps: [{ elementId: 'etape', state: 'done' }] });
  });

  test('is left by an error that the circuit catches, and what it wrote for the person who corrects it stays', async () => {
    const error = new BpmnError('ACT_INCOMPLETE', 'the act lacks: grade');
    await expect(step(throwing(error))).rejects.toBe(error);
    expect(await written()).toEqual({ facts: 1, steps: [{ elementId: 'etape', state: 'left' }] });
  });
});
