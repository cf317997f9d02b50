import { checkVariables } from '../behaviors/variables/variables.ts';
import type { DeployedProcess, ElementInstance, Job, Key, ProcessReference, UserTask, Variables } from '../protocol.ts';
import { DEFAULT_TENANT } from '../protocol.ts';
import { reject } from '../rejection.ts';
import type { Turn } from '../turn.ts';

/** Variables given by a client, or none; anything but an object is refused. */
export function givenVariables(variables: unknown): Variables {
  try {
    checkVariables(variables);
  } catch (error) {
    reject('INVALID_ARGUMENT', (error as Error).message);
  }
  return (variables as Variables | undefined | null) ?? {};
}

/** This engine has one tenant. */
export function requireTenant(tenantId: string | undefined): void {
  if (tenantId === undefined || tenantId === '' || tenantId === DEFAULT_TENANT) return;
  reject(
    'INVALID_ARGUMENT',
    `Expected to handle the request with tenant identifier '${tenantId}', but multi-tenancy is disabled`,
  );
}

/** A key is an int64 in decimal. */
export function requireKey(key: unknown, what: string): Key {
  if (typeof key === 'string' && /^-?\d{1,19}$/.test(key)) return key;
  reject('INVALID_ARGUMENT', `Expected a valid ${what}, but got '${String(key)}'`);
}

export function requireJob(turn: Turn, key: Key, verb: string): Job {
  const job = turn.state.jobs.get(key);
  if (job !== undefined) return job;
  requireKey(key, 'job key');
  return reject('NOT_FOUND', `Expected to ${verb} job with key '${key}', but no such job was found`);
}

/** A task that is open, and not in the middle of a change. */
export function requireOpenTask(turn: Turn, key: Key, verb: string): UserTask {
  const task = turn.state.userTasks.get(requireKey(key, 'user task key'));
  if (task === undefined)
    reject('NOT_FOUND', `Expected to ${verb} user task with key '${key}', but no such user task was found`);
  if (task.state !== 'CREATED') {
    reject('INVALID_STATE', `Expected to ${verb} user task with key '${key}', but it is in state '${task.state}'`);
  }
  return task;
}

export function requireInstance(turn: Turn, key: Key, verb: string): ElementInstance {
  const instance = turn.state.elementInstances.get(requireKey(key, 'process instance key'));
  if (instance === undefined || instance.scopeKey !== '') {
    reject('NOT_FOUND', `Expected to ${verb} a process instance with key '${key}', but no such process was found`);
  }
  return instance;
}

/** The definition that a caller means: by key, or by id and version (-1 or none: the latest). */
export function requireProcess(turn: Turn, reference: ProcessReference): DeployedProcess {
  const { processDefinitionKey, bpmnProcessId, version } = reference;
  if (processDefinitionKey !== undefined && processDefinitionKey !== '' && !/^(0|-1)$/.test(processDefinitionKey)) {
    const process = turn.state.processes.get(requireKey(processDefinitionKey, 'process definition key'));
    if (process !== undefined && process.isDraining !== true) return process;
    reject('NOT_FOUND', `Expected to find process definition with key '${processDefinitionKey}', but none found`);
  }
  if (bpmnProcessId === undefined || bpmnProcessId === '') {
    reject('INVALID_ARGUMENT', 'Expected either a bpmnProcessId or a key greater than -1 to be given, but none given');
  }
  const versions = turn.state.processVersions.all(bpmnProcessId);
  const latest = version === undefined || version <= 0;
  const found = latest ? versions.at(-1) : versions.find((process) => process.version === version);
  if (found !== undefined) return found;
  const which = latest ? '' : ` and version '${version}'`;
  reject('NOT_FOUND', `Expected to find process definition with process ID '${bpmnProcessId}'${which}, but none found`);
}
