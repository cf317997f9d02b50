import { type CircuitFault, type CircuitFaultCode, wordsOfFault } from '../../../domain/circuit-fault.ts';
import type { ErrorParams } from '../../../domain/errors.ts';
import { isRole } from '../../../domain/permissions/role.ts';
import type { Bundle } from '../read/bundle.ts';
import { textOf } from '../read/bundle.ts';
import { readForm } from '../read/form.ts';
import type { CircuitModel, ModelElement } from '../read/model.ts';
import type { CircuitTexts } from '../read/texts.ts';
import { checkAllowedHeaders, checkComponent, checkProperties, checkStepRules } from './portal-rules.ts';

/** Refused whole: a circuit with a fault is never deployed. */
export class InvalidCircuit extends Error {
  override readonly name = 'InvalidCircuit';
  readonly faults: readonly CircuitFault[];

  constructor(kind: string, faults: readonly CircuitFault[]) {
    super(
      `The circuit « ${kind} » cannot be published:\n` +
        faults.map((fault) => `  ${fault.file} · ${fault.elementId}: ${wordsOfFault(fault).en}`).join('\n'),
    );
    this.faults = faults;
  }
}

/** What the circuit's steps may ask for. */
export interface Abilities {
  /** By job type: the headers it cannot do without. */
  readonly jobTypes: ReadonlyMap<
    string,
    {
      readonly requiredHeaders: readonly string[];
      /** Headers that take a value of a list, with the list. */
      readonly allowedHeaders?: Readonly<Record<string, readonly string[]>>;
      /** Variables it gives back to the circuit. */
      readonly results?: readonly string[];
    }
  >;
  readonly roles: readonly string[];
  readonly decisions: readonly string[];
  readonly recipients: readonly string[];
}

const LANGUAGES = ['fr', 'en'] as const;

/** Checks that everything a circuit names exists: workers, forms, tables, templates, messages, words. */
export function checkCircuit(
  bundle: Bundle,
  model: CircuitModel,
  texts: Readonly<Record<'fr' | 'en', CircuitTexts>>,
  abilities: Abilities,
): CircuitFault[] {
  const file = `${bundle.kind}.bpmn`;
  const faults: CircuitFault[] = [];
  const report: Report = (elementId, code, params = {}, where = file) =>
    faults.push({ file: where, elementId, code, params, severity: 'error' });

  const { startedBy } = model.properties;
  // « agent », or nothing: agents file it for themselves.
  if (startedBy && startedBy !== 'agent' && !isRole(startedBy))
    report(model.processId, 'role-unknown', { role: startedBy });
  checkProperties(model, report);
  if (model.processId !== bundle.kind) report(model.processId, 'process-name', { kind: bundle.kind });
  for (const element of model.elements) {
    if (element.jobType !== undefined) checkJob(element, bundle, texts, abilities, report);
    if (element.type === 'bpmn:UserTask') {
      checkUserTask(element, bundle, abilities, report);
      checkStepRules(element, model, bundle, report);
    }
    checkBindings(element, bundle, report);
  }
  const starts = model.elements.filter(({ type, scope }) => type === 'bpmn:StartEvent' && scope === model.processId);
  if (!starts.some(({ formId }) => formId)) report(starts[0]?.id ?? model.processId, 'start-without-form');
  for (const language of LANGUAGES) {
    for (const [id, name] of model.named) {
      if (!texts[language].elements[id])
        report(id, 'element-name-missing', { name, language }, `texts.${language}.json`);
    }
  }
  checkForms(bundle, texts, report);
  return faults;
}

type Report = (elementId: string, code: CircuitFaultCode, params?: ErrorParams, where?: string) => void;

function checkJob(
  element: ModelElement,
  bundle: Bundle,
  texts: Readonly<Record<'fr' | 'en', CircuitTexts>>,
  { jobTypes, recipients }: Abilities,
  report: Report,
): void {
  const type = element.jobType ?? '';
  const job = jobTypes.get(type);
  if (job === undefined) return void report(element.id, 'job-type-unknown', { type });
  for (const header of job.requiredHeaders) {
    if (!element.headers[header]) report(element.id, 'header-missing', { type, header });
  }
  checkAllowedHeaders(element, job.allowedHeaders ?? {}, report);
  const { message, recipients: named, template } = element.headers;
  if (message !== undefined) {
    for (const language of LANGUAGES) {
      const words = texts[language].mails[message];
      if (!words?.subject || !words.body)
        report(element.id, 'message-without-text', { message, language }, `texts.${language}.json`);
    }
  }
  for (const recipient of named?.split(',').map((name) => name.trim()) ?? []) {
    if (!recipients.includes(recipient)) report(element.id, 'recipient-unknown', { recipient });
  }
  if (template !== undefined) checkTemplate(element, template, bundle, texts.fr, report);
}

function checkUserTask(element: ModelElement, bundle: Bundle, { roles, decisions }: Abilities, report: Report): void {
  if (!element.isUserTask) report(element.id, 'user-task-not-native');
  const [role, ...others] = element.candidateGroups;
  if (role === undefined || others.length > 0) report(element.id, 'role-not-one');
  else if (!roles.includes(role)) report(element.id, 'role-unknown', { role });
  const { decision, template } = element.headers;
  if (!decision || !decisions.includes(decision)) report(element.id, 'decision-unknown', { decision: decision ?? '' });
  if (decision === 'signature') {
    if (!template) report(element.id, 'signature-without-template');
    else if (textOf(bundle, `${template}.typ`) === undefined) report(element.id, 'template-missing', { template });
  }
}

function checkTemplate(
  element: ModelElement,
  template: string,
  bundle: Bundle,
  texts: CircuitTexts,
  report: Report,
): void {
  if (textOf(bundle, `${template}.typ`) === undefined) report(element.id, 'template-missing', { template });
  for (const text of ['name', 'title'] as const) {
    if (!texts.acts?.[template]?.[text])
      report(element.id, 'act-text-missing', { template, what: text }, 'texts.fr.json');
  }
  if (!element.caughtErrors.some((code) => code === 'ACT_INCOMPLETE' || code === '*')) {
    report(element.id, 'act-error-uncaught');
  }
}

function checkBindings(element: ModelElement, bundle: Bundle, report: Report): void {
  if (element.bindings.some((binding) => binding !== 'deployment')) {
    report(element.id, 'binding-latest');
  }
  const { formId, decisionId } = element;
  const textsOf = (ending: string) =>
    bundle.files.filter(({ path }) => path.endsWith(ending)).map(({ path }) => textOf(bundle, path) ?? '');
  if (formId !== undefined && !textsOf('.form').some((form) => readForm(form)?.id === formId)) {
    report(element.id, 'form-missing', { form: formId });
  }
  if (decisionId !== undefined && !textsOf('.dmn').some((table) => decisionsIn(table).includes(decisionId))) {
    report(element.id, 'table-missing', { table: decisionId });
  }
}

/** Ids of the decisions of a file, whatever prefix its editor writes. */
const decisionsIn = (xml: string): string[] =>
  [...xml.matchAll(/<(?:\w+:)?decision\s[^<>]*>/g)].flatMap(([tag]) => /\sid="([^"]*)"/.exec(tag)?.[1] ?? []);

/** Types of components whose values may be told to the engine: never what a person types freely. */
const FACT_TYPES = ['datetime', 'select', 'radio', 'checkbox', 'checklist', 'number'];

function checkForms(bundle: Bundle, texts: Readonly<Record<'fr' | 'en', CircuitTexts>>, report: Report): void {
  for (const { path } of bundle.files.filter((candidate) => candidate.path.endsWith('.form'))) {
    const form = readForm(textOf(bundle, path) ?? '');
    if (form === undefined) {
      report('(form)', 'form-unreadable', { reason: '' }, path);
      continue;
    }
    for (const component of form.components) {
      checkComponent(component, path, report);
      if (component.fact && !FACT_TYPES.includes(component.type)) {
        report(component.key, 'fact-personal', { type: component.type }, path);
      }
      for (const language of LANGUAGES) {
        const words = texts[language].form;
        for (const wanted of component.wordKeys) {
          if (!words[wanted])
            report(component.key, 'words-missing', { key: wanted, language }, `texts.${language}.json`);
        }
        if (component.pieceType !== undefined && !texts[language].pieces[component.pieceType]) {
          report(
            component.key,
            'piece-name-missing',
            { piece: component.pieceType, language },
            `texts.${language}.json`,
          );
        }
      }
    }
  }
}
