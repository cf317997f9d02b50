import { type CircuitFaultCode, inBoth } from '#domain/circuit/faults/fault.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import type { ValueKind } from '#domain/circuit/value-kind.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { type Header, type Headers, readHeaders } from '../../steps/headers.ts';
import { actFileOf } from '../read/acts.ts';
import type { Bundle } from '../read/bundle.ts';
import { hasDecision } from '../read/decisions.ts';
import { startFormOf } from '../read/forms.ts';
import type { CircuitModel, ModelElement } from '../read/model.ts';
import { nameOfHeader, nameOfStep, valueInWords } from '../read/step-words.ts';
import type { CircuitTexts } from '../read/texts.ts';

export type Report = (elementId: string, code: CircuitFaultCode, params?: ErrorParams, where?: string) => void;

/** What the headers of a step are held against. */
export interface CheckedCircuit {
  readonly bundle: Bundle;
  readonly model: CircuitModel;
  readonly texts: Readonly<Record<'fr' | 'en', CircuitTexts>>;
  readonly report: Report;
}

/**
 * Checks the headers of a step against its definition: none is unknown, none is missing, each holds what it may, and what
 * it names is there. `type` is the job type or the kind of decision, for the words of the fault.
 */
export function checkHeaders(element: ModelElement, type: string, headers: Headers, circuit: CheckedCircuit): void {
  const { report } = circuit;
  for (const header of Object.keys(element.headers)) {
    if (!Object.hasOwn(headers, header))
      report(element.id, 'header-unknown', { ...inBoth('type', nameOfStep(type)), header });
  }
  const read = readHeaders(headers, element.headers);
  const wrong = new Set('faults' in read ? read.faults.map(({ header }) => header) : []);
  for (const [name, header] of Object.entries(headers)) {
    const value = element.headers[name];
    if (!value && header.required)
      report(element.id, 'header-missing', {
        ...inBoth('type', nameOfStep(type)),
        ...inBoth('header', nameOfHeader(type, name)),
      });
    else if (value && wrong.has(name)) reportValue(element.id, { type, name, header, value }, report);
    else if (value) NAMED[header.kind]?.(element, value, circuit);
  }
}

const WRONG_NAME: Partial<Record<ValueKind, { code: CircuitFaultCode; param: string }>> = {
  recipients: { code: 'recipient-unknown', param: 'recipient' },
  outcomes: { code: 'outcome-unknown', param: 'outcome' },
};

/** A header that holds what it may not. */
interface WrongValue {
  readonly type: string;
  readonly name: string;
  readonly header: Header;
  readonly value: string;
}

function reportValue(id: string, { type, name, header, value }: WrongValue, report: Report): void {
  const { kind, choices, example } = header;
  const list = WRONG_NAME[kind];
  const strangers = list === undefined ? [] : readNames(value).filter((one) => !choices?.includes(one));
  for (const one of strangers) if (list) report(id, list.code, { [list.param]: one });
  if (strangers.length > 0) return;
  const named = inBoth('header', nameOfHeader(type, name));
  const words = (text: string) => valueInWords(type, name, kind, text);
  if (choices === undefined)
    report(id, 'header-malformed', { ...named, value, ...inBoth('example', words(example ?? '')) });
  else {
    const allowed = choices.map(words);
    const values = { fr: allowed.map(({ fr }) => fr).join(', '), en: allowed.map(({ en }) => en).join(', ') };
    report(id, 'header-value', { ...named, value, ...inBoth('values', values) });
  }
}

/** What a header names must be there. */
const NAMED: Partial<Record<ValueKind, (element: ModelElement, value: string, circuit: CheckedCircuit) => void>> = {
  message: ({ id }, message, { texts, report }) => checkMessageWords(id, message, texts, report),
  template: ({ id }, template, { bundle, report }) => {
    if (actFileOf(bundle, template) === undefined) report(id, 'template-missing', { template });
  },
  table: ({ id }, table, { bundle, report }) => {
    if (!hasDecision(bundle, table)) report(id, 'table-missing', { table });
  },
  // Pay reads the day there: with another field, or none, the step would stop once the request is
  // signed. A computed field may be one.
  'day-field': ({ id }, field, { bundle, model, report }) => {
    const form = startFormOf(bundle, model)?.content;
    const isDay = (type: string): boolean => type === 'datetime' || type === 'expression';
    if (form?.components.some(({ key, type }) => key === field && isDay(type)) === false)
      report(id, 'day-field-missing', { field });
  },
  steps: ({ id }, names, { model, report }) => {
    for (const name of readNames(names)) {
      const other = model.elements.find((candidate) => candidate.id === name);
      if (other?.type !== 'bpmn:UserTask' || name === id) report(id, 'distinct-unknown', { name });
    }
  },
};

/** A message that is sent has a subject and a body in both languages. */
export function checkMessageWords(
  elementId: string,
  message: string,
  texts: CheckedCircuit['texts'],
  report: Report,
): void {
  for (const language of ['fr', 'en'] as const) {
    const words = texts[language].mails[message];
    if (!words?.subject || !words.body)
      report(elementId, 'message-without-text', { message, language }, `texts.${language}.json`);
  }
}
