import type { Bundle } from './bundle.ts';
import { textOf } from './bundle.ts';
import { readForm } from './form.ts';
import type { CircuitModel, ModelElement } from './model.ts';
import type { CircuitTexts } from './texts.ts';

/** What is wrong in a circuit, and where an analyst finds it. */
export interface CircuitFault {
  readonly file: string;
  readonly elementId: string;
  readonly fault: string;
}

/** Refused whole: a circuit with a fault is never deployed. */
export class InvalidCircuit extends Error {
  override readonly name = 'InvalidCircuit';
  readonly faults: readonly CircuitFault[];

  constructor(kind: string, faults: readonly CircuitFault[]) {
    super(
      `The circuit « ${kind} » cannot be published:\n` +
        faults.map(({ file, elementId, fault }) => `  ${file} · ${elementId}: ${fault}`).join('\n'),
    );
    this.faults = faults;
  }
}

/** What the circuit's steps may ask for. */
export interface Abilities {
  /** By job type: the headers it cannot do without. */
  readonly jobTypes: ReadonlyMap<string, { readonly requiredHeaders: readonly string[] }>;
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
  const report = (elementId: string, fault: string, where = file) => faults.push({ file: where, elementId, fault });

  if (model.processId !== bundle.kind)
    report(model.processId, `the process must be named after its folder, « ${bundle.kind} »`);
  for (const element of model.elements) {
    if (element.jobType !== undefined) checkJob(element, bundle, texts, abilities, report);
    if (element.type === 'bpmn:UserTask') checkUserTask(element, bundle, abilities, report);
    checkBindings(element, bundle, report);
  }
  if (
    !model.elements.some(({ type, scope, formId }) => type === 'bpmn:StartEvent' && scope === model.processId && formId)
  ) {
    report(model.processId, 'the start has no form');
  }
  for (const language of LANGUAGES) {
    for (const [id, name] of model.named) {
      if (!texts[language].elements[id]) report(id, `« ${name} » has no name in ${language}`, `texts.${language}.json`);
    }
  }
  checkForms(bundle, texts, report);
  return faults;
}

type Report = (elementId: string, fault: string, where?: string) => void;

function checkJob(
  element: ModelElement,
  bundle: Bundle,
  texts: Readonly<Record<'fr' | 'en', CircuitTexts>>,
  { jobTypes, recipients }: Abilities,
  report: Report,
): void {
  const job = jobTypes.get(element.jobType ?? '');
  if (job === undefined) return void report(element.id, `no worker does « ${element.jobType} »`);
  for (const header of job.requiredHeaders) {
    if (!element.headers[header]) report(element.id, `« ${element.jobType} » needs the header « ${header} »`);
  }
  const { message, recipients: named, template } = element.headers;
  if (message !== undefined) {
    for (const language of LANGUAGES) {
      const words = texts[language].mails[message];
      if (!words?.subject || !words.body)
        report(element.id, `the message « ${message} » has no text`, `texts.${language}.json`);
    }
  }
  for (const recipient of named?.split(',').map((name) => name.trim()) ?? []) {
    if (!recipients.includes(recipient)) report(element.id, `« ${recipient} » is nobody`);
  }
  if (template !== undefined) checkTemplate(element, template, bundle, texts.fr, report);
}

function checkUserTask(element: ModelElement, bundle: Bundle, { roles, decisions }: Abilities, report: Report): void {
  if (!element.isUserTask) report(element.id, 'a person’s step is a native user task (zeebe:userTask)');
  const [role, ...others] = element.candidateGroups;
  if (role === undefined || others.length > 0)
    report(element.id, 'a person’s step names one role as its candidate group');
  else if (!roles.includes(role)) report(element.id, `« ${role} » is not a role`);
  const { decision, template } = element.headers;
  if (!decision || !decisions.includes(decision)) report(element.id, `« ${decision ?? ''} » is not a kind of decision`);
  if (decision === 'signature') {
    if (!template) report(element.id, 'a signature names the template of its act');
    else if (textOf(bundle, `${template}.typ`) === undefined)
      report(element.id, `the template « ${template}.typ » is missing`);
  }
}

function checkTemplate(
  element: ModelElement,
  template: string,
  bundle: Bundle,
  texts: CircuitTexts,
  report: Report,
): void {
  if (textOf(bundle, `${template}.typ`) === undefined)
    report(element.id, `the template « ${template}.typ » is missing`);
  for (const text of ['name', 'title'] as const) {
    if (!texts.acts?.[template]?.[text]) report(element.id, `the act « ${template} » has no ${text}`, 'texts.fr.json');
  }
  if (!element.caughtErrors.some((code) => code === 'ACT_INCOMPLETE' || code === '*')) {
    report(element.id, 'nothing catches the error ACT_INCOMPLETE: an act that cannot be issued would stop the circuit');
  }
}

function checkBindings(element: ModelElement, bundle: Bundle, report: Report): void {
  if (element.bindings.some((binding) => binding !== 'deployment')) {
    report(element.id, 'its form or table must be bound to the deployment, or a request under way would change rules');
  }
  const forms = bundle.files
    .filter(({ path }) => path.endsWith('.form'))
    .map(({ path }) => readForm(textOf(bundle, path) ?? ''));
  if (element.formId !== undefined && !forms.some((form) => form?.id === element.formId)) {
    report(element.id, `the form « ${element.formId} » is missing`);
  }
  if (element.decisionId !== undefined) {
    const tables = bundle.files
      .filter(({ path }) => path.endsWith('.dmn'))
      .map(({ path }) => textOf(bundle, path) ?? '');
    if (!tables.some((table) => table.includes(`<decision id="${element.decisionId}"`))) {
      report(element.id, `the table « ${element.decisionId} » is missing`);
    }
  }
}

/** Types of components whose values may be told to the engine: never what a person types freely. */
const FACT_TYPES = ['datetime', 'select', 'radio', 'checkbox', 'checklist', 'number'];

function checkForms(bundle: Bundle, texts: Readonly<Record<'fr' | 'en', CircuitTexts>>, report: Report): void {
  for (const { path } of bundle.files.filter((candidate) => candidate.path.endsWith('.form'))) {
    const form = readForm(textOf(bundle, path) ?? '');
    if (form === undefined) {
      report('(form)', 'it is not a Camunda form', path);
      continue;
    }
    for (const component of form.components) {
      if (component.fact && !FACT_TYPES.includes(component.type)) {
        report(component.key, `a ${component.type} may hold personal data: it cannot be a fact`, path);
      }
      for (const language of LANGUAGES) {
        const words = texts[language].form;
        for (const wanted of component.wordKeys) {
          if (!words[wanted]) report(component.key, `« ${wanted} » has no words`, `texts.${language}.json`);
        }
        if (component.pieceType !== undefined && !texts[language].pieces[component.pieceType]) {
          report(component.key, `the piece « ${component.pieceType} » has no name`, `texts.${language}.json`);
        }
      }
    }
  }
}
