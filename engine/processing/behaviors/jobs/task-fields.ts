import { type Expression, unexpected } from '../../../expressions/expression.ts';
import { instantOf } from '../../../expressions/when.ts';
import { FaultyExpression } from '../../../feel/faulty-expression.ts';
import { toJson } from '../../../feel/json.ts';
import type { UserTaskDefinition } from '../../../model/executable.ts';
import { orFault } from '../../fault.ts';
import type { ElementInstance, UserTask } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { boundForm } from '../definitions/bindings.ts';
import { lookupFrom } from '../variables/variables.ts';

export const DEFAULT_PRIORITY = 50;

/** What a model says of a user task, evaluated. */
export type TaskFields = Pick<
  UserTask,
  | 'assignee'
  | 'candidateUsers'
  | 'candidateGroups'
  | 'dueDate'
  | 'followUpDate'
  | 'priority'
  | 'formKey'
  | 'externalFormReference'
>;

/** Evaluates what a model says of a user task; anything wrong is an incident. */
export function readTaskFields(turn: Turn, definition: UserTaskDefinition, instance: ElementInstance): TaskFields {
  const read = new FieldReader(turn, instance);
  const formId = read.text(definition.formId);
  const form = formId === null ? undefined : boundForm(turn, formId, definition.formBinding, instance);
  return {
    assignee: read.text(definition.assignee),
    candidateUsers: read.list(definition.candidateUsers),
    candidateGroups: read.list(definition.candidateGroups),
    dueDate: read.date(definition.dueDate),
    followUpDate: read.date(definition.followUpDate),
    // jobs have none
    priority: read.priority(definition.isNative ? definition.priority : undefined),
    formKey: form?.formKey ?? read.text(definition.formKey),
    externalFormReference: read.text(definition.externalReference),
  };
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
      const { value, warnings } = field.evaluateRaw(this.#lookup, this.#turn.now);
      const text = toJson(value);
      if (text === null || typeof text === 'string') return text;
      throw unexpected(field, text, 'a string', warnings);
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
      const { value } = field.evaluateRaw(this.#lookup, this.#turn.now);
      const date = toJson(value);
      if (date === null || date === '') return null;
      instantOf(value);
      return String(date);
    });
  }

  priority(field: Expression | undefined): number {
    if (field === undefined) return DEFAULT_PRIORITY;
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
