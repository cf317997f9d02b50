import { type Expression, evaluateText, unexpected } from '../../expressions/expression.ts';
import { FaultyExpression } from '../../expressions/faulty-expression.ts';
import { toJson } from '../../expressions/to-json.ts';
import { instantOf } from '../../expressions/when.ts';
import type { UserTaskDefinition } from '../../model/executable.ts';
import type { ElementBehavior } from '../behavior.ts';
import { boundForm } from '../behaviors/definitions/bindings.ts';
import { cancelUserTask, continueTransition, startTransition } from '../behaviors/jobs/user-tasks.ts';
import { lookupFrom } from '../behaviors/variables/variables.ts';
import { orFault } from '../fault.ts';
import type { ElementInstance } from '../protocol.ts';
import type { Turn } from '../turn.ts';

/** A user task: open to people once its `creating` listeners have answered; an assignee given by the model is an assignment. */
export const userTask: ElementBehavior = {
  activated(turn, element, instance) {
    const definition = element.userTask;
    if (definition === undefined) throw new Error(`Element '${element.id}' is not a user task`);
    const read = new FieldReader(turn, instance);
    const assignee = read.text(definition.assignee);
    const key = turn.newKey();
    turn.emit('USER_TASK_CREATING', key, {
      key,
      state: 'CREATING',
      elementId: element.id,
      elementInstanceKey: instance.key,
      name: element.name === '' ? element.id : element.name,
      processInstanceKey: instance.processInstanceKey,
      processDefinitionKey: instance.processDefinitionKey,
      bpmnProcessId: instance.bpmnProcessId,
      processDefinitionVersion: instance.version,
      assignee: null,
      candidateUsers: read.list(definition.candidateUsers),
      candidateGroups: read.list(definition.candidateGroups),
      dueDate: read.date(definition.dueDate),
      followUpDate: read.date(definition.followUpDate),
      priority: read.priority(definition.priority),
      ...formOf(turn, definition, instance, read),
      customHeaders: definition.headers,
      createdAt: turn.now,
    });
    startTransition(turn, key, { event: 'creating', action: 'create', changes: assignee ? { assignee } : {} });
  },
  retried(turn, _element, instance) {
    const task = turn.state.userTasks.get(instance.userTaskKey ?? '');
    const asked = turn.state.jobsByElement.of(instance.key).size > 0;
    if (task?.transition !== undefined && !asked) continueTransition(turn, task.key);
  },
  terminating(turn, _element, instance) {
    return cancelUserTask(turn, instance);
  },
};

function formOf(turn: Turn, definition: UserTaskDefinition, instance: ElementInstance, read: FieldReader) {
  const formId = read.text(definition.formId);
  const formKey = formId === null ? null : boundForm(turn, formId, definition.formBinding, instance).formKey;
  return { formKey, externalFormReference: read.text(definition.externalReference) };
}

/** Evaluates the fields of a task; a wrong one is an incident. */
class FieldReader {
  readonly #turn: Turn;
  readonly #lookup: (name: string) => unknown;

  constructor(turn: Turn, instance: ElementInstance) {
    this.#turn = turn;
    this.#lookup = lookupFrom(turn, instance.key);
  }

  text(field: Expression | undefined): string | null {
    if (field === undefined) return null;
    return orFault('EXTRACT_VALUE_ERROR', () => {
      if (this.#value(field) === null) return null;
      return evaluateText(field, this.#lookup, this.#turn.now);
    });
  }

  /** Names in a list, or separated by commas. */
  list(field: Expression | undefined): string[] {
    if (field === undefined) return [];
    return orFault('EXTRACT_VALUE_ERROR', () => {
      const value = this.#value(field);
      if (value === null) return [];
      if (typeof value === 'string')
        return value
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '');
      if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value as string[];
      throw unexpected(field, value, 'a list of strings', []);
    });
  }

  date(field: Expression | undefined): string | null {
    if (field === undefined) return null;
    return orFault('EXTRACT_VALUE_ERROR', () => {
      const value = this.#value(field);
      if (value === null || value === '') return null;
      instantOf(field.literal ?? field.evaluateRaw(this.#lookup, this.#turn.now).value);
      return String(value);
    });
  }

  priority(field: Expression | undefined): number {
    if (field === undefined) return 50;
    return orFault('EXTRACT_VALUE_ERROR', () => {
      const value = field.literal === undefined ? this.#value(field) : Number(field.literal);
      if (typeof value !== 'number') throw unexpected(field, value, 'a number', []);
      if (Number.isInteger(value) && value >= 0 && value <= 100) return value;
      throw new FaultyExpression(`Expected priority to be in the range [0,100], but was '${value}'`);
    });
  }

  #value(field: Expression) {
    return toJson(field.evaluateRaw(this.#lookup, this.#turn.now).value);
  }
}
