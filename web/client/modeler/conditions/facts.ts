import type { Bilingual } from '#domain/bilingual.ts';
import { type BlockOutput, blockOfProcess, calledBy, inputRead } from '#domain/circuit/blocks/block.ts';
import { canBeTested, type Holding } from '#domain/circuit/condition.ts';
import { type DrawnElement as Drawn, extensionsOf, mappingsOf } from '#domain/circuit/flows.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { DECISION_KINDS, OFFERABLE_OUTCOMES, outcomesOf, type Template } from '#domain/decision/decision.ts';
import type { FormComponent } from '../../forms/schema.ts';

/**
 * Something that is known where a condition is chosen: what a step before came to, what the form answers. Nothing is asked of a
 * « field » but whether it is filled in.
 */
export interface Fact {
  /** Its variable. */
  readonly name: string;
  readonly label: string;
  readonly is: 'presence' | 'flag' | 'number' | 'text' | 'day' | 'field';
  /** What it may be, of a text. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** How it stands before it is filled in: what else is asked of it is also whether it is. */
  readonly unanswered?: 'null' | Holding;
}

/** What facts are read from, beside the drawing. */
export interface FactSources {
  readonly kind: string;
  /** What the blocks give back, by name. */
  readonly blocks: ReadonlyMap<string, readonly BlockOutput[]>;
  /** Every component of the form that files the request. */
  readonly components: readonly FormComponent[];
  /** What each table answers, by its id: each answer as its rule writes it. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  read(words: Bilingual): string;
  /** What an outcome of a person's step is called. */
  outcome(name: string): string;
  /** « Demande retirée par l'agent ». */
  readonly withdrawn: string;
}

/** What the ways that leave a gateway can be chosen by: the nearest step first, the form last. */
export function factsAt(gateway: Drawn, sources: FactSources): Fact[] {
  const found = new Map<string, Fact>();
  for (const step of before(gateway))
    for (const fact of givenBy(step, sources))
      if (!found.has(fact.name) && canBeTested(fact.name)) found.set(fact.name, fact);
  for (const component of sources.components) {
    const fact = answeredBy(component);
    if (fact && !found.has(fact.name) && canBeTested(fact.name)) found.set(fact.name, fact);
  }
  return [...found.values()];
}

/** The same, of the gateway that a way of the drawing leaves. */
export const factsBefore = (
  { source }: { readonly source?: { readonly businessObject: object } },
  sources: FactSources,
) => (source ? factsAt(source.businessObject as Drawn, sources) : []);

const list = (value: unknown): readonly Drawn[] => (Array.isArray(value) ? (value as Drawn[]) : []);

/** The steps on the ways to an element, the nearest first, with those that a sub-process among them holds. */
function before(element: Drawn): Drawn[] {
  const met = new Set<Drawn>();
  const waiting = [element];
  for (const one of waiting)
    for (const { sourceRef } of list(one.incoming)) {
      const step = sourceRef as Drawn | undefined;
      if (step === undefined || met.has(step)) continue;
      waiting.push(step);
      for (const each of [step, ...stepsIn(step)]) met.add(each);
    }
  return [...met];
}

/** What it gives inside is known after it, as the engine takes variables out of its scope. */
const stepsIn = ({ flowElements }: Drawn): Drawn[] => list(flowElements).flatMap((step) => [step, ...stepsIn(step)]);

function givenBy(step: Drawn, sources: FactSources): Fact[] {
  switch (step.$type) {
    case 'bpmn:CallActivity':
      return givenByCall(step, sources);
    case 'bpmn:UserTask':
      return givenByPerson(step, sources);
    case 'bpmn:ServiceTask':
      return givenByTableInPortal(step);
    case 'bpmn:BusinessRuleTask':
      return givenByTable(step, sources);
    default:
      return [];
  }
}

const nameOf = ({ name, id }: Drawn): string =>
  typeof name === 'string' && name.trim() !== '' ? name.trim().replace(/\s+/g, ' ') : id;

const WITHDRAWAL = 'withdrawalId';

function givenByCall(step: Drawn, { kind, blocks, read, withdrawn }: FactSources): Fact[] {
  const block = blockOfProcess(kind, calledBy(step) ?? '');
  const outputs = block === null ? [] : (blocks.get(block) ?? []);
  return mappingsOf(step, 'output').flatMap(({ source, target }): Fact[] => {
    const taken = inputRead(source);
    if (taken === WITHDRAWAL) return [{ name: target, label: withdrawn, is: 'presence', choices: [] }];
    const output = outputs.find(({ name, choices }) => name === taken && choices !== undefined);
    if (!output) return [];
    const choices = (output.choices ?? []).map(({ value, label }) => ({ value, label: read(label) }));
    return [{ name: target, label: read(output.label), is: 'text', choices }];
  });
}

function givenByPerson(step: Drawn, { outcome }: FactSources): Fact[] {
  const { decision = '', template, outcomes = '' } = headersOf(step);
  const kind = DECISION_KINDS.find((one) => one === decision);
  if (kind === undefined) return [];
  const offers = OFFERABLE_OUTCOMES.filter((one) => readNames(outcomes).includes(one));
  const choices = outcomesOf({
    kind,
    template: (template as Template | undefined) ?? null,
    refusalInterview: false,
    offers: offers.length > 0 ? offers : null,
  }).map(({ outcome: value }) => ({ value, label: outcome(value) }));
  const outputs = mappingsOf(step, 'output');
  const mapped = outputs.filter(({ source }) => inputRead(source) === 'outcome').map(({ target }) => target);
  const names = outputs.length === 0 ? ['outcome'] : mapped;
  return names.map((name) => ({ name, label: nameOf(step), is: 'text', choices }));
}

function givenByTableInPortal(step: Drawn): Fact[] {
  const answers = readNames(headersOf(step).outcomes);
  if (answers.length === 0) return [];
  const choices = answers.map((value) => ({ value, label: value }));
  return mappingsOf(step, 'output')
    .filter(({ source }) => inputRead(source) === 'result')
    .map(({ target }) => ({ name: target, label: nameOf(step), is: 'text', choices }));
}

function givenByTable(step: Drawn, { tables }: FactSources): Fact[] {
  return extensionsOf(step, 'zeebe:CalledDecision').flatMap(({ decisionId, resultVariable }): Fact[] => {
    const answers = tables.get(String(decisionId)) ?? [];
    const name = String(resultVariable ?? '');
    const label = nameOf(step);
    const are = (pattern: RegExp) => answers.length > 0 && answers.every((answer) => pattern.test(answer));
    if (are(/^(true|false)$/)) return [{ name, label, is: 'flag', choices: [] }];
    if (are(/^-?\d+(\.\d+)?$/)) return [{ name, label, is: 'number', choices: [] }];
    if (!are(/^"[^"\\]*"$/)) return [];
    const choices = [...new Set(answers)].map((answer) => ({ value: answer.slice(1, -1), label: answer.slice(1, -1) }));
    return [{ name, label, is: 'text', choices }];
  });
}

/** The headers of a step, as they are drawn. */
export const headersOf = (step: Drawn): Record<string, string | undefined> =>
  Object.fromEntries(
    extensionsOf(step, 'zeebe:TaskHeaders')
      .flatMap(({ values }) => list(values))
      .map(({ key, value }) => [String(key), String(value ?? '')]),
  );

/** A fact of the form: a choice, a yes or no, a number. Days are compared in a table. */
function answeredBy(component: FormComponent): Fact | null {
  const { key, type, properties } = component;
  if (!key || properties?.fact !== 'true') return null;
  const label = component.label || key;
  if (type === 'checkbox') return { name: key, label, is: 'flag', choices: [] };
  if (type === 'number') return { name: key, label, is: 'number', choices: [] };
  const choices = (component.values ?? []).map((one) => ({ value: String(one.value), label: one.label }));
  return (type === 'select' || type === 'radio') && choices.length > 0
    ? { name: key, label, is: 'text', choices }
    : null;
}
