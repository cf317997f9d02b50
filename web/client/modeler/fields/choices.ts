import { type BlockInput, kindOfInput } from '#domain/circuit/blocks/block.ts';
import { type DrawnElement as Drawn, drawnIn, elementsIn, extensionsOf } from '#domain/circuit/flows.ts';
import { OFFERABLE } from '#domain/decision/decision.ts';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import { type Choice, type FieldProperty, ownChoices } from '../bpmn/field-property.ts';
import { headersOf } from '../conditions/facts.ts';
import { namesAt, processOf } from '../feel/names-at.ts';
import { boundText } from './bound-text.ts';

/** A form of the circuit with what it asks for. */
export interface FormChoice extends Choice {
  readonly fields: readonly (Choice & { readonly isDay: boolean })[];
}

/** What there is to choose from, beside the drawing. A list is null where it is not ours to know: not read yet, or the kind's that calls a block. */
export interface FieldSources {
  readonly forms: readonly FormChoice[] | null;
  readonly messages: readonly Choice[] | null;
  readonly tables: readonly (Choice & { readonly answers: readonly string[] })[] | null;
  readonly themes: readonly Choice[] | null;
  /** What expressions may use, wherever they stand. */
  readonly names: readonly KnownName[] | null;
  /** What a block is given where it is called: its steps may read that instead. */
  readonly inputs: readonly BlockInput[];
  readonly roles: readonly Choice[];
  readonly recipients: readonly Choice[];
  readonly outcomes: readonly Choice[];
  /** « Formulaire de la demande »: the one that files it. */
  readonly requestForm: string;
  /** What a name is called. */
  sayName(name: KnownName): string;
}

/** What a field offers. */
export interface Offer {
  readonly choices: readonly Choice[];
  /** Whether that is all there is: else a name that is not among them may be right. */
  readonly isWhole: boolean;
}

/** What a field of an element can be. */
export function offerOf(property: FieldProperty, element: Drawn, sources: FieldSources): Offer {
  const choices = choicesOf(property, element, sources);
  // What tables compute is known a moment later than what the form asks for.
  return {
    choices: choices ?? [],
    isWhole: choices !== null && (property.kind !== 'fields' || sources.names !== null),
  };
}

/** Null where it is not known here. */
function choicesOf(property: FieldProperty, element: Drawn, sources: FieldSources): readonly Choice[] | null {
  switch (property.kind) {
    case 'role':
      return property.choices ? ownChoices(property) : sources.roles;
    case 'recipients':
      return sources.recipients;
    case 'outcomes':
      return outcomesAt(element, sources);
    case 'day-of-month':
      return DAYS_OF_MONTH;
    case 'form':
      return formsFor(element, sources);
    case 'message':
      return sources.messages;
    case 'theme':
      return sources.themes;
    case 'table':
      return sources.tables;
    case 'table-outcomes':
      return answersOf(element, sources);
    case 'day-field':
      return filedWith(element, sources)?.filter(({ isDay }) => isDay) ?? null;
    case 'fields':
      return fieldsFor(element, sources);
    case 'steps':
      return otherSteps(element);
    case 'variable':
      return variablesAt(element, sources);
    default:
      return ownChoices(property);
  }
}

/** What a step may offer, by what is decided there; what is given to a block is for its visas. */
function outcomesAt(element: Drawn, { outcomes }: FieldSources): readonly Choice[] {
  const offered: readonly string[] = headersOf(element).decision === 'answer' ? OFFERABLE.answer : OFFERABLE.visa;
  return outcomes.filter(({ value }) => offered.includes(value));
}

const DAYS_OF_MONTH: readonly Choice[] = Array.from({ length: 31 }, (_none, index) => String(index + 1)).map((day) => ({
  value: day,
  label: day,
}));

const processAround = (element: Drawn): Drawn => processOf(element) ?? element;

/** The id of the form that files the request, as the start of the process names it. */
function startForm(element: Drawn): string | undefined {
  const start = drawnIn(processAround(element).flowElements).find(({ $type }) => $type === 'bpmn:StartEvent');
  const [definition] = start ? extensionsOf(start, 'zeebe:FormDefinition') : [];
  return definition && String(definition.formId);
}

/** Of two forms alike, an analyst tells the request's by what it is for. */
function formsFor(element: Drawn, { forms, requestForm }: FieldSources): readonly Choice[] | null {
  const start = startForm(element);
  return forms?.map(({ value, label }) => ({ value, label: value === start ? requestForm : label })) ?? null;
}

/** What the form that files the request asks for; of all forms, where the start names none. */
function filedWith(element: Drawn, { forms }: FieldSources): FormChoice['fields'] | null {
  const start = startForm(element);
  const filing = forms?.filter(({ value }) => value === start) ?? [];
  return (filing.length > 0 ? filing : forms)?.flatMap(({ fields }) => fields) ?? null;
}

/** The form's fields, then what the tables of the circuit compute: pay takes either. */
function fieldsFor(element: Drawn, sources: FieldSources): readonly Choice[] | null {
  const fields = filedWith(element, sources);
  if (fields === null) return null;
  const tables = new Set(within(element, 'bpmn:BusinessRuleTask').map(({ id }) => id));
  const computed = (sources.names ?? []).filter(({ givenBy = [] }) => givenBy.some((step) => tables.has(step)));
  const asked = new Set(fields.map(({ value }) => value));
  const further = computed.filter(({ name }) => !asked.has(name));
  return [...fields, ...further.map((name) => ({ value: name.name, label: sources.sayName(name) }))];
}

/** What the table that a step evaluates may answer, where its rules say it as texts. */
function answersOf(element: Drawn, { tables }: FieldSources): readonly Choice[] | null {
  const table = boundText(element, { type: 'zeebe:taskHeader', key: 'table' });
  const { answers = [] } = tables?.find(({ value }) => value === table) ?? {};
  return answers.length === 0 ? null : answers.map((answer) => ({ value: answer, label: answer }));
}

const otherSteps = (element: Drawn): Choice[] =>
  within(element, 'bpmn:UserTask').flatMap((step) =>
    step.id === element.id ? [] : { value: step.id, label: String(step.name ?? '').trim() || step.id },
  );

const within = (element: Drawn, type: string): Drawn[] =>
  elementsIn(processAround(element)).flatMap((one) => (one.element.$type === type ? one.element : []));

const variablesAt = (element: Drawn, sources: FieldSources): Choice[] | null =>
  sources.names &&
  namesAt(element, sources.names).map((name) => ({ value: `=${name.name}`, label: sources.sayName(name) }));

/** What a step of a block may read of its call, in the place of a value of its own: what names the same, or lets choose among the same. */
export function givenByCall(
  { kind }: FieldProperty,
  { choices }: Offer,
  { inputs }: Pick<FieldSources, 'inputs'>,
): readonly BlockInput[] {
  const offered = new Set(choices.map(({ value }) => value));
  return inputs.filter((input) =>
    input.variable || input.choices === undefined
      ? kind !== 'variable' && kindOfInput(input) === kind
      : input.choices.every(({ value }) => offered.has(value)),
  );
}
