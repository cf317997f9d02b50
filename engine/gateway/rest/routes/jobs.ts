import { Router } from 'express';
import type { ActivatedJob, AdHocResult, CommandValue, ListenerResult } from '../../../processing/protocol.ts';
import type { GatewayContext } from '../../context.ts';
import { asVariables } from '../../json-object.ts';
import { Refused } from '../../refused.ts';
import { checkTenants } from '../../tenants.ts';
import {
  type Body,
  bodyOf,
  defined,
  missing,
  objectOf,
  objectsOf,
  optionalEnum,
  optionalFlag,
  optionalInt,
  optionalNumber,
  optionalText,
  optionalTexts,
  pathKey,
  readObject,
  readText,
  refuseValue,
  requiredBodyOf,
  unreadable,
} from '../body.ts';
import { departure } from '../departure.ts';
import { TENANT_ID } from '../limits.ts';
import { searching } from '../searching.ts';
import { CHANGES, readChanges } from '../user-task-changes.ts';

const ACTIVATION = [
  'type',
  'worker',
  'timeout',
  'maxJobsToActivate',
  'fetchVariable',
  'requestTimeout',
  'tenantIds',
  'tenantFilter',
];

/** Jobs: leasing them and reporting how they ended. */
export function jobs(context: GatewayContext): Router {
  const { engine, polls, requestTimeoutMs } = context;
  const router = Router();
  router.post('/jobs/activation', async (request, response) => {
    const body = requiredBodyOf(request, ACTIVATION);
    checkTenants('request', ...(optionalTexts(body, 'tenantIds', TENANT_ID) ?? []));
    optionalEnum(body, 'tenantFilter', ['PROVIDED', 'ASSIGNED']);
    const timeout = atLeastOne(body, 'timeout', optionalNumber);
    const maxJobs = atLeastOne(body, 'maxJobsToActivate', optionalInt);
    const asked = optionalNumber(body, 'requestTimeout') ?? 0;
    const signal = departure(response);
    const fetchVariables = optionalTexts(body, 'fetchVariable');
    const poll = { type: readText(body, 'type'), worker: optionalText(body, 'worker') ?? '', timeout, maxJobs };
    const waitMs = asked === 0 ? requestTimeoutMs : Math.max(0, asked);
    const found = await polls.activate(defined({ ...poll, fetchVariables, waitMs, signal }));
    const giveBack = () => polls.giveBack(found);
    if (signal.aborted) return giveBack();
    // it may still leave before its connection has taken the answer
    signal.addEventListener('abort', giveBack, { once: true });
    response.json({ jobs: found.map(describe) });
  });
  router.post('/jobs/search', searching(context, 'job'));

  router.post('/jobs/:jobKey/completion', async (request, response) => {
    const body = bodyOf(request, ['variables', 'result']);
    const value = {
      jobKey: pathKey(request, 'jobKey'),
      variables: asVariables(body.variables),
      ...readResult(body.result),
    };
    await engine.execute('COMPLETE_JOB', defined(value));
    response.sendStatus(204);
  });
  router.post('/jobs/:jobKey/failure', async (request, response) => {
    const body = bodyOf(request, ['retries', 'errorMessage', 'retryBackOff', 'variables']);
    const value = {
      jobKey: pathKey(request, 'jobKey'),
      retries: optionalInt(body, 'retries') ?? 0,
      errorMessage: optionalText(body, 'errorMessage'),
      retryBackOff: optionalNumber(body, 'retryBackOff'),
      variables: asVariables(body.variables),
      evenIfNotLeased: true,
    };
    await engine.execute('FAIL_JOB', defined(value));
    response.sendStatus(204);
  });
  router.post('/jobs/:jobKey/error', async (request, response) => {
    const body = requiredBodyOf(request, ['errorCode', 'errorMessage', 'variables']);
    const value = {
      jobKey: pathKey(request, 'jobKey'),
      errorCode: readText(body, 'errorCode'),
      errorMessage: optionalText(body, 'errorMessage'),
      variables: asVariables(body.variables),
    };
    await engine.execute('THROW_JOB_ERROR', defined(value));
    response.sendStatus(204);
  });
  router.patch('/jobs/:jobKey', async (request, response) => {
    const jobKey = pathKey(request, 'jobKey');
    const body = requiredBodyOf(request, ['changeset', 'operationReference']);
    const changes = readObject(body, 'changeset', ['retries', 'timeout']);
    const retries = optionalInt(changes, 'retries');
    const timeout = optionalNumber(changes, 'timeout');
    if (retries === undefined && timeout === undefined)
      throw new Refused('INVALID_ARGUMENT', 'At least one of [retries, timeout] is required.');
    if (retries !== undefined && retries < 1) refuseValue('retries', retries, 'greater than 0');
    await engine.execute('UPDATE_JOB', defined({ jobKey, retries, timeout }));
    response.sendStatus(204);
  });
  return router;
}

/** What a job answers besides variables, by its type: a listener of user tasks when none is said. */
function readResult(result: unknown): Pick<CommandValue<'COMPLETE_JOB'>, 'result' | 'adHoc'> {
  if (result === undefined || result === null) return {};
  if (typeof result !== 'object') unreadable('result', 'an object');
  const type = optionalEnum(result as Body, 'type', ['userTask', 'adHocSubProcess']);
  return type === 'adHocSubProcess' ? { adHoc: readDecision({ result }) } : { result: readAnswer({ result }) };
}

/** What the worker of an ad-hoc sub-process decides. */
function readDecision(body: Body): AdHocResult {
  const result = objectOf(body, 'result', [
    'type',
    'activateElements',
    'isCompletionConditionFulfilled',
    'isCancelRemainingInstances',
  ]);
  return defined({
    activateElements: objectsOf(result, 'activateElements', ['elementId', 'variables']).map((one) => ({
      variables: asVariables(one.variables),
      elementId: readText(one, 'elementId'),
    })),
    completionConditionFulfilled: optionalFlag(result, 'isCompletionConditionFulfilled'),
    cancelRemainingInstances: optionalFlag(result, 'isCancelRemainingInstances'),
  });
}

/** What a task listener answers. */
function readAnswer(body: Body): ListenerResult {
  const result = objectOf(body, 'result', ['type', 'denied', 'deniedReason', 'corrections']);
  const { corrections } = result;
  return defined({
    denied: optionalFlag(result, 'denied') === true,
    deniedReason: optionalText(result, 'deniedReason'),
    corrections: corrections == null ? undefined : readChanges(objectOf(result, 'corrections', CHANGES)),
  });
}

function atLeastOne(body: Body, name: string, read: (body: Body, name: string) => number | undefined): number {
  const value = read(body, name) ?? missing(name);
  return value < 1 ? refuseValue(name, value, 'greater than 0') : value;
}

function describe(job: ActivatedJob): object {
  return {
    jobKey: job.key,
    type: job.type,
    kind: job.kind,
    listenerEventType: job.listenerEvent,
    processDefinitionId: job.bpmnProcessId,
    processDefinitionKey: job.processDefinitionKey,
    processDefinitionVersion: job.processDefinitionVersion,
    processInstanceKey: job.processInstanceKey,
    rootProcessInstanceKey: job.rootProcessInstanceKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: job.customHeaders,
    worker: job.worker,
    retries: job.retries,
    deadline: job.deadline,
    variables: job.variables,
    userTask: job.userTask ?? null,
    tags: job.tags,
    tenantId: '<default>',
  };
}
