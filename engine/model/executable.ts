import type { Expression } from '../expressions/expression.ts';
import type { BindingType, BpmnElementType, EventTrigger, Json, ListenerEvent } from '../processing/protocol.ts';

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

export interface ListenerDefinition extends JobDefinition {
  readonly event: ListenerEvent;
}

export interface UserTaskDefinition {
  /** A task of the engine; otherwise a job, done by a worker like that of a service task. */
  readonly isNative: boolean;
  readonly assignee: Expression | undefined;
  readonly candidateGroups: Expression | undefined;
  readonly candidateUsers: Expression | undefined;
  readonly dueDate: Expression | undefined;
  readonly followUpDate: Expression | undefined;
  readonly priority: Expression | undefined;
  readonly formId: Expression | undefined;
  readonly formBinding: Binding;
  readonly externalReference: Expression | undefined;
  /** Of a job: what stands for its form, like `camunda-forms:bpmn:ID` for one that is embedded in the file. */
  readonly formKey: Expression | undefined;
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

/** What a call activity calls, and which variables go along. */
export interface ProcessCall {
  readonly processId: Expression;
  readonly binding: Binding;
  readonly propagateAllParentVariables: boolean;
  readonly propagateAllChildVariables: boolean;
}

/** How often a multi-instance activity is done, and what is gathered. */
export interface LoopDefinition {
  readonly sequential: boolean;
  readonly inputCollection: Expression;
  readonly inputElement: string | undefined;
  readonly outputCollection: string | undefined;
  readonly outputElement: Expression | undefined;
  /** What the output element reads, when it is a variable or a part of one: each instance has its own. */
  readonly outputVariable: string | undefined;
  readonly completionCondition: Expression | undefined;
}

/** Which inner activities of an ad-hoc sub-process are entered at once, and when it is over; a worker may decide both. */
export interface AdHocDefinition {
  readonly activeElements: Expression | undefined;
  readonly completionCondition: Expression | undefined;
  readonly cancelRemaining: boolean;
  /** What can be entered, as the variable `adHocSubProcessElements` lists it. */
  readonly activities: Json[];
  readonly outputCollection: string | undefined;
  readonly outputElement: Expression | undefined;
}

/** A condition on variables; without names, every variable counts. */
export interface ConditionDefinition {
  readonly expression: Expression;
  readonly variableNames: readonly string[] | undefined;
  readonly variableEvents: readonly ('create' | 'update')[];
}

/** A joining inclusive gateway, and from where a token can still reach it. */
export interface InclusiveJoin {
  readonly gateway: ExecutableElement;
  readonly reachedFrom: ReadonlySet<string>;
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
  /** For a scope: its inclusive gateways that join. */
  readonly inclusiveJoins: readonly InclusiveJoin[];
  /** For a boundary event or the start event of an event sub-process. */
  readonly interrupting: boolean;
  readonly job: JobDefinition | undefined;
  /** Asked before it works, and after, each in order. */
  readonly startListeners: readonly JobDefinition[];
  readonly endListeners: readonly JobDefinition[];
  readonly userTask: UserTaskDefinition | undefined;
  readonly decision: DecisionCall | undefined;
  readonly script: ScriptDefinition | undefined;
  readonly call: ProcessCall | undefined;
  /** For a multi-instance body. */
  readonly loop: LoopDefinition | undefined;
  /** For a multi-instance body: the activity that it repeats. For an ad-hoc sub-process: the scope of one activation. */
  readonly inner: ExecutableElement | undefined;
  readonly adHoc: AdHocDefinition | undefined;
  readonly timer: TimerDefinition | undefined;
  readonly message: MessageDefinition | undefined;
  /** Name of the signal thrown or waited for. */
  readonly signal: Expression | undefined;
  readonly condition: ConditionDefinition | undefined;
  /** Code of an error event; undefined catches all. */
  readonly errorCode: Expression | undefined;
  /** Code of an escalation event; undefined catches all. */
  readonly escalationCode: Expression | undefined;
  /** For a link event: its name. */
  readonly link: string | undefined;
  /** For a throwing link event: where it goes on. */
  readonly linkTarget: ExecutableElement | undefined;
  /** It undoes an activity: no flow leads to it. */
  readonly isForCompensation: boolean;
  /** For a compensation boundary event: what undoes its activity. */
  readonly compensationHandler: ExecutableElement | undefined;
  /** For a throwing compensation event: the one activity that it undoes; undefined: all. */
  readonly compensates: string | undefined;
}

export interface StartForm {
  readonly formId: string;
  readonly binding: Binding;
}

export interface ExecutableProcess {
  readonly bpmnProcessId: string;
  readonly name: string;
  readonly versionTag: string;
  readonly properties: readonly { name: string; value: string }[];
  /** The form with which a person starts it. */
  readonly startForm: StartForm | undefined;
  readonly root: ExecutableElement;
  /** What flows lead to, by id. A multi-instance activity is there as its body. */
  readonly elements: ReadonlyMap<string, ExecutableElement>;
  /** Message, timer, signal and conditional starts of the process itself. */
  readonly eventStarts: readonly ExecutableElement[];
}
