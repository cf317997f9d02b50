import type { ExecutableElement, ExecutableProcess } from './executable.ts';
import type { Defect } from './invalid-model.ts';

const JOB_WORKER_TASKS = new Set(['SERVICE_TASK', 'SEND_TASK']);
const ACTIVITIES = new Set([
  'SUB_PROCESS',
  'SERVICE_TASK',
  'SEND_TASK',
  'RECEIVE_TASK',
  'USER_TASK',
  'BUSINESS_RULE_TASK',
  'SCRIPT_TASK',
  'MANUAL_TASK',
  'TASK',
]);

/** What is wrong with a process whose elements can all be read. */
export function checkProcess(process: ExecutableProcess): Defect[] {
  const defects: Defect[] = [];
  for (const element of process.elements.values()) {
    for (const reason of reasonsAgainst(element, process))
      defects.push({ elementId: element.id, elementType: element.type, reason });
  }
  return defects;
}

function* reasonsAgainst(element: ExecutableElement, process: ExecutableProcess): Generator<string> {
  if (element.type === 'PROCESS' && element.noneStart === undefined && process.eventStarts.length === 0) {
    yield 'Must have at least one start event';
  }
  if (element.type === 'SUB_PROCESS' && element.noneStart === undefined) yield 'Must have exactly one none start event';
  if (element.type === 'EVENT_SUB_PROCESS') yield* againstEventSubProcess(element, process);
  if (element.type === 'START_EVENT') yield* againstStart(element);
  if (element.type === 'END_EVENT' && element.outgoing.length > 0)
    yield 'End events must not have outgoing sequence flows';
  if (element.type === 'BOUNDARY_EVENT') yield* againstBoundary(element);
  if (JOB_WORKER_TASKS.has(element.type) && element.job === undefined) yield "Must have a 'zeebe:taskDefinition'";
  if (element.trigger === 'MESSAGE' && isThrow(element) && element.job === undefined)
    yield "A message throw event must have a 'zeebe:taskDefinition'";
  if (element.type === 'BUSINESS_RULE_TASK' && (element.job === undefined) === (element.decision === undefined)) {
    yield "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition'";
  }
  if (element.type === 'SCRIPT_TASK' && (element.job === undefined) === (element.script === undefined)) {
    yield "Must have either one 'zeebe:script' or one 'zeebe:taskDefinition'";
  }
  if (element.type === 'EXCLUSIVE_GATEWAY' && element.outgoing.length > 1) {
    for (const flow of element.outgoing) {
      if (flow.condition === undefined && flow !== element.defaultFlow) {
        yield `Sequence flow '${flow.id}' must have a condition or be the default flow`;
      }
    }
  }
}

function isThrow(element: ExecutableElement): boolean {
  return element.type === 'END_EVENT' || element.type === 'INTERMEDIATE_THROW_EVENT';
}

function* againstStart(element: ExecutableElement): Generator<string> {
  if (element.incoming.length > 0) yield 'Start events must not have incoming sequence flows';
  const inEventSubProcess = element.parent?.type === 'EVENT_SUB_PROCESS';
  if (element.parent?.type === 'SUB_PROCESS' && element.trigger !== 'NONE')
    yield 'The start event of a sub-process must be a none start event';
  if (element.parent?.type === 'PROCESS' && element.trigger === 'ERROR')
    yield 'A process cannot be started by an error';
  if (inEventSubProcess && element.trigger === 'NONE')
    yield 'The start event of an event sub-process must have a trigger';
  if (inEventSubProcess && element.trigger === 'ERROR' && !element.interrupting)
    yield 'An error start event must be interrupting';
}

function* againstBoundary(element: ExecutableElement): Generator<string> {
  if (element.attachedTo !== undefined && !ACTIVITIES.has(element.attachedTo.type))
    yield 'Must be attached to an activity';
  if (element.incoming.length > 0) yield 'Boundary events must not have incoming sequence flows';
  if (element.trigger === 'ERROR' && !element.interrupting) yield 'Error boundary events must be interrupting';
  if (element.timer?.kind === 'cycle' && element.interrupting) yield 'A cycle needs a non-interrupting event';
}

function* againstEventSubProcess(element: ExecutableElement, process: ExecutableProcess): Generator<string> {
  const starts = [...process.elements.values()].filter((one) => one.type === 'START_EVENT' && one.parent === element);
  if (starts.length !== 1) yield 'Must have exactly one start event';
  if (element.incoming.length > 0 || element.outgoing.length > 0)
    yield 'Event sub-processes must not have sequence flows';
}
