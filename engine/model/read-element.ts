import { refuse } from './defects.ts';
import {
  checkStartForm,
  readAdHoc,
  readCall,
  readDecision,
  readExecutionListeners,
  readJob,
  readLoop,
  readMappings,
  readScript,
  readUserTask,
} from './definitions.ts';
import {
  readCompensated,
  readCondition,
  readErrorCode,
  readEscalationCode,
  readLink,
  readMessage,
  readSignal,
  readTimer,
} from './event-definitions.ts';
import type { ExecutableElement, LoopDefinition } from './executable.ts';
import { elementType, triggerOf } from './supported.ts';
import { extension, type ModdleElement } from './xml/moddle.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
/** An element while the model around it is being read. */
export type ElementDraft = Draft<ExecutableElement>;

/** Everything that stands alone in one drawn node. Throws a `ModelDefect` when something is wrong in it. */
export function readElement(node: ModdleElement, parent: ElementDraft | undefined): ElementDraft | undefined {
  const type = elementType(node);
  if (type === undefined) return undefined;
  if (extension(node, 'zeebe:JobPriorityDefinition') !== undefined) refuse('job-priority-later');
  if (type === 'START_EVENT') checkStartForm(node);
  const insideProcess = type === 'START_EVENT' && parent?.parent === undefined;
  const throwing = type === 'END_EVENT' || type === 'INTERMEDIATE_THROW_EVENT';
  const element: ElementDraft = {
    ...blank(node.id ?? '', node.name ?? '', parent),
    type,
    trigger: triggerOf(node) ?? 'NONE',
    inputs: readMappings(node, 'inputParameters'),
    outputs: readMappings(node, 'outputParameters'),
    interrupting: node.cancelActivity !== false && node.isInterrupting !== false,
    job: readJob(node),
    startListeners: readExecutionListeners(node, 'start'),
    endListeners: readExecutionListeners(node, 'end'),
    userTask: type === 'USER_TASK' ? readUserTask(node) : undefined,
    decision: type === 'BUSINESS_RULE_TASK' ? readDecision(node) : undefined,
    script: type === 'SCRIPT_TASK' ? readScript(node) : undefined,
    call: type === 'CALL_ACTIVITY' ? readCall(node) : undefined,
    adHoc: type === 'AD_HOC_SUB_PROCESS' ? readAdHoc(node) : undefined,
    timer: readTimer(node),
    message: throwing ? undefined : readMessage(node, !insideProcess),
    signal: readSignal(node),
    condition: readCondition(node),
    errorCode: readErrorCode(node, throwing),
    escalationCode: readEscalationCode(node, throwing),
    link: readLink(node),
    isForCompensation: node.isForCompensation === true,
    compensates: throwing ? readCompensated(node) : undefined,
  };
  if (type === 'AD_HOC_SUB_PROCESS') {
    element.inner = {
      ...blank(`${element.id}#innerInstance`, element.name, element),
      type: 'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
    };
  }
  const loop = readLoop(node);
  return loop === undefined ? element : bodyOf(element, loop);
}

/** The container of a multi-instance activity: flows and boundary events are its own, the work is its inner activity's. */
function bodyOf(inner: ElementDraft, loop: LoopDefinition): ElementDraft {
  const body: ElementDraft = {
    ...blank(inner.id, inner.name, inner.parent as ElementDraft | undefined),
    type: 'MULTI_INSTANCE_BODY',
    isForCompensation: inner.isForCompensation,
    loop,
    inner,
  };
  inner.parent = body;
  return body;
}

function blank(id: string, name: string, parent: ElementDraft | undefined): ElementDraft {
  return {
    id,
    name,
    type: 'TASK',
    trigger: 'NONE',
    parent,
    incoming: [],
    outgoing: [],
    defaultFlow: undefined,
    inputs: [],
    outputs: [],
    boundaryEvents: [],
    attachedTo: undefined,
    eventStarts: [],
    noneStart: undefined,
    inclusiveJoins: [],
    interrupting: true,
    job: undefined,
    startListeners: [],
    endListeners: [],
    userTask: undefined,
    decision: undefined,
    script: undefined,
    call: undefined,
    loop: undefined,
    inner: undefined,
    adHoc: undefined,
    timer: undefined,
    message: undefined,
    signal: undefined,
    condition: undefined,
    errorCode: undefined,
    escalationCode: undefined,
    link: undefined,
    linkTarget: undefined,
    isForCompensation: false,
    compensationHandler: undefined,
    compensates: undefined,
  };
}
