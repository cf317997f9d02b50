import type { Bilingual } from '#domain/bilingual.ts';
import { inputRead } from '#domain/circuit/blocks/block.ts';
import type { DrawnElement as Drawn } from '#domain/circuit/flows.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { type FieldProperty, howChosen } from '../bpmn/field-property.ts';
import type { BusinessObject } from '../bpmn/services.ts';
import { boundText } from '../fields/bound-text.ts';
import { type FieldSources, givenByCall, offerOf } from '../fields/choices.ts';
import { readDelay } from '../fields/delay.ts';
import type { EditorWords } from '../use-editor-words.ts';

/** Where the words of a field come from. */
export interface FieldWords {
  readonly fields: FieldSources;
  readonly words: EditorWords;
  read(words: Bilingual): string;
}

/** What a field of a step, or of the call of a block, holds, as the panel of properties shows it; null where it says nothing. */
export function sayField(property: FieldProperty, element: BusinessObject, { fields, words, read }: FieldWords) {
  const value = boundText(element, property.binding);
  if (value === '') return property.whenAbsent ? words('fields.absent', { means: property.whenAbsent }) : null;
  const offer = offerOf(property, element as unknown as Drawn, fields);
  const given = givenByCall(property, offer, fields).find(({ name }) => name === inputRead(value));
  if (given) return words('fields.fromCall', { input: read(given.label) || given.name });
  const labelOf = (one: string): string => offer.choices.find((choice) => choice.value === one)?.label ?? one;
  if (property.kind === 'message') return words('conditions.quoted', { value: labelOf(value) });
  switch (howChosen(property)) {
    case 'delay':
      return sayDelay(value, words);
    case 'some':
      return readNames(value).map(labelOf).join(words('fields.between'));
    default:
      return labelOf(value);
  }
}

/** « 15 jours », of « P15D »; what is no delay of one unit, as it is. */
export function sayDelay(text: string, words: EditorWords): string {
  const delay = readDelay(text);
  return delay === null ? text : words(`inWords.delay.${delay.unit}`, { count: delay.amount });
}
