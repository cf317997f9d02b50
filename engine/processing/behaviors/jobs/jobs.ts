import { type Expression, evaluateText } from '../../../expressions/expression.ts';
import { toJson } from '../../../feel/json.ts';
import type { JobDefinition } from '../../../model/executable.ts';
import { ModelFault, orFault } from '../../fault.ts';
import type { Draft, ElementInstance, Job, Key } from '../../protocol.ts';
import { sizeOf } from '../../size.ts';
import type { Turn } from '../../turn.ts';
import { lookupFrom } from '../variables/variables.ts';

/** What distinguishes one job from another. */
export interface JobDraft {
  type: string;
  retries: number;
  headers: Readonly<Record<string, string>>;
  kind?: Job['kind'];
  listenerEvent?: Job['listenerEvent'];
  userTaskKey?: Key;
}

/** Creates the job that an activity asks of the workers. */
export function createElementJob(turn: Turn, definition: JobDefinition, instance: ElementInstance): void {
  createJob(turn, instance, { ...evaluateJob(turn, definition, instance), headers: definition.headers });
}

/** Type and retries, evaluated; a wrong one is an incident. */
export function evaluateJob(
  turn: Turn,
  definition: { type: Expression; retries: Expression },
  instance: ElementInstance,
): { type: string; retries: number } {
  const lookup = lookupFrom(turn, instance.key);
  const type = orFault('EXTRACT_VALUE_ERROR', () => evaluateText(definition.type, lookup, turn.now));
  const raw = orFault('EXTRACT_VALUE_ERROR', () => toJson(definition.retries.evaluateRaw(lookup, turn.now).value));
  const retries = Number(raw);
  if (raw === null || raw === '' || !Number.isInteger(retries)) {
    throw new ModelFault(
      'EXTRACT_VALUE_ERROR',
      `Expected the retries '${definition.retries.text}' to be a whole number, but was '${raw}'`,
    );
  }
  return { type, retries };
}

export function createJob(turn: Turn, instance: ElementInstance, draft: JobDraft): void {
  const key = turn.newKey();
  turn.countWritten(headersSize(draft.headers));
  const job: Draft<Job> = {
    key,
    type: draft.type,
    kind: draft.kind ?? 'BPMN_ELEMENT',
    listenerEvent: draft.listenerEvent ?? 'UNSPECIFIED',
    state: 'CREATED',
    retries: draft.retries,
    worker: '',
    deadline: 0,
    errorMessage: '',
    errorCode: '',
    customHeaders: draft.headers,
    processInstanceKey: instance.processInstanceKey,
    processDefinitionKey: instance.processDefinitionKey,
    bpmnProcessId: instance.bpmnProcessId,
    processDefinitionVersion: instance.version,
    elementId: instance.elementId,
    elementInstanceKey: instance.key,
    createdAt: turn.now,
  };
  if (draft.userTaskKey !== undefined) job.userTaskKey = draft.userTaskKey;
  turn.emit('JOB_CREATED', key, job);
  turn.availableTypes.push(draft.type);
}

/** Headers are the model's, the same object for each job. */
const sizes = new WeakMap<object, number>();

function headersSize(headers: Readonly<Record<string, string>>): number {
  const known = sizes.get(headers);
  if (known !== undefined) return known;
  const size = sizeOf(headers);
  sizes.set(headers, size);
  return size;
}

/** What the jobs of an instance were for is gone. */
export function cancelJobsOf(turn: Turn, elementInstanceKey: Key): void {
  for (const key of turn.state.jobsByElement.listOf(elementInstanceKey))
    turn.emit('JOB_CANCELED', key, jobRef(turn.state.jobs.must(key)));
}

export function jobRef(job: Job) {
  return { type: job.type, processInstanceKey: job.processInstanceKey, elementInstanceKey: job.elementInstanceKey };
}
