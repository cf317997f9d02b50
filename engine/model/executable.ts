import type { Expression } from '../expressions/expression.ts';
import type { BindingType, BpmnElementType, EventTrigger, ListenerEvent } from '../processing/protocol.ts';

/** A variable computed on the way in or out of an element. */
export interface Mapping {
  readonly source: Expression;
  /** Path of the target: `a` or `a.b`. */
  readonly target: readonly string[];
}

export interface SequenceFlow {
  readonly id: string;
  readonly target: ExecutableElement;
  readonly condition: Expression | undefined;
}

export interface JobDefinition {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Binding {
  readonly type: BindingType;
  readonly versionTag: string;
}

export interface ListenerDefinition {
  readonly event: ListenerEvent;
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

export interface UserTaskDefinition {
  readonly assignee: Expression | undefined;
  readonly candidateGroups: Expression | undefined;
  readonly candidateUsers: Expression | undefined;
  readonly dueDate: Expression | undefined;
  readonly followUpDate: Expression | undefined;
  readonly priority: Expression | undefined;
  readonly formId: Expression | undefined;
  readonly formBinding: Binding;
  readonly externalReference: Expression | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly listeners: readonly ListenerDefinition[];
}

export interface DecisionCall {
  readonly decisionId: Expression;
  readonly resultVariable: string;
  readonly binding: Binding;
}

export interface ScriptDefinition {
  readonly expression: Expression;
  readonly resultVariable: string;
}

export interface TimerDefinition {
  readonly kind: 'date' | 'duration' | 'cycle';
  readonly expression: Expression;
}

export interface MessageDefinition {
  readonly name: Expression;
  /** Absent on a start event of the process itself. */
  readonly correlationKey: Expression | undefined;
}

/** Ready to run: everything that can be known at deployment is computed. Built mutable, then never changed. */
export interface ExecutableElement {
  readonly id: string;
  readonly name: string;
  readonly type: BpmnElementType;
  readonly trigger: EventTrigger;
  /** The scope around it; undefined for the process. */
  readonly parent: ExecutableElement | undefined;
  readonly incoming: readonly string[];
  readonly outgoing: readonly SequenceFlow[];
  readonly defaultFlow: SequenceFlow | undefined;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** Events on its border. */
  readonly boundaryEvents: readonly ExecutableElement[];
  /** For a boundary event: what it sits on. */
  readonly attachedTo: ExecutableElement | undefined;
  /** For a scope: its event sub-processes' start events. */
  readonly eventStarts: readonly ExecutableElement[];
  /** For a scope: where a token starts. */
  readonly noneStart: ExecutableElement | undefined;
  /** For a boundary event or the start event of an event sub-process. */
  readonly interrupting: boolean;
  readonly job: JobDefinition | undefined;
  readonly userTask: UserTaskDefinition | undefined;
  readonly decision: DecisionCall | undefined;
  readonly script: ScriptDefinition | undefined;
  readonly timer: TimerDefinition | undefined;
  readonly message: MessageDefinition | undefined;
  /** Code of an error event; undefined catches all. */
  readonly errorCode: Expression | undefined;
}

export interface ExecutableProcess {
  readonly bpmnProcessId: string;
  readonly name: string;
  readonly versionTag: string;
  readonly properties: readonly { name: string; value: string }[];
  readonly root: ExecutableElement;
  readonly elements: ReadonlyMap<string, ExecutableElement>;
  /** Message and timer starts of the process itself. */
  readonly eventStarts: readonly ExecutableElement[];
}
