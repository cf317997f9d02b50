import { blockFile, isInBlock, pathOf } from '#domain/circuit/blocks/block.ts';
import { takesForm } from '#domain/circuit/decision-context.ts';
import { type CircuitFault, inBoth, wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { CHECK_WORDS, checkWordKey } from '#domain/decision/check-words.ts';
import { isTaskRole } from '#domain/permissions/role.ts';
import { definitionOf } from '../../jobs/definitions.ts';
import { readHeaders } from '../../steps/headers.ts';
import { DECISION, PERSON_STEPS } from '../../steps/person-step.ts';
import type { Bundle } from '../read/bundle.ts';
import { textOf } from '../read/bundle.ts';
import { hasDecision } from '../read/decisions.ts';
import { readForm } from '../read/form.ts';
import { formsOf } from '../read/forms.ts';
import { leftOutOf } from '../read/left-out.ts';
import { type CircuitModel, type ModelElement, whereIs } from '../read/model.ts';
import { valueInWords } from '../read/step-words.ts';
import type { CircuitTexts } from '../read/texts.ts';
import { readThemes } from '../read/theme.ts';
import { checkCalls } from './check-calls.ts';
import { checkEffects, checkThemeFacts, checkThemeFormats, checkThemes } from './check-effects.ts';
import { type CheckedCircuit, checkHeaders, type Report } from './check-headers.ts';
import { checkProposal } from './check-proposal.ts';
import { checkSilence } from './check-silence.ts';
import { checkCampaign, checkComponent, checkLaterAct, checkProperties, checkStepForm } from './tables/portal-rules.ts';

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

const LANGUAGES = ['fr', 'en'] as const;
const WORDS_OF_ACT = { name: { fr: 'nom', en: 'name' }, title: { fr: 'titre', en: 'title' } };

/** What a check asks in words of its own is said in both languages, or in none. */
function checkAsked(formId: string, texts: CheckedCircuit['texts'], report: Report): void {
  for (const key of CHECK_WORDS.map((word) => checkWordKey(formId, word))) {
    const without = LANGUAGES.filter((language) => !texts[language].form[key]);
    const [language] = without;
    if (language && without.length < LANGUAGES.length)
      report(formId, 'words-missing', { key, language }, `texts.${language}.json`);
  }
}

/** Checks that everything a circuit names exists: workers, forms, tables, templates, messages, words. */
export function checkCircuit(
  bundle: Bundle,
  model: CircuitModel,
  texts: Readonly<Record<'fr' | 'en', CircuitTexts>>,
): CircuitFault[] {
  const file = `${bundle.kind}.bpmn`;
  const faults: CircuitFault[] = [];
  const report: Report = (elementId, code, params = {}, where = file) =>
    faults.push({ file: where, ...whereIs(model, elementId), code, params, severity: 'error' });
  const circuit: CheckedCircuit = { bundle, model, texts, report };

  checkProperties(model, report);
  checkCampaign(bundle, model, texts, report);
  checkLaterAct(bundle, model, report);
  checkSilence(bundle.kind, model, report);
  checkThemes(bundle, model, report);
  checkThemeFacts(bundle, model, report);
  checkThemeFormats(bundle, model, report);
  checkEffects(bundle, model, report);
  faults.push(...checkCalls(bundle, model));
  if (model.processId !== bundle.kind) report(model.processId, 'process-name', { kind: bundle.kind });
  for (const element of model.elements) {
    if (leftOutOf(element, model).length > 0) continue;
    if (element.jobType !== undefined) checkJob(element, element.jobType, circuit);
    if (element.type === 'bpmn:UserTask') checkUserTask(element, circuit);
    checkBindings(element, bundle, report);
  }
  const starts = model.elements.filter(({ type, scope }) => type === 'bpmn:StartEvent' && scope === model.processId);
  if (!starts.some(({ formId }) => formId)) report(starts[0]?.id ?? model.processId, 'start-without-form');
  for (const language of LANGUAGES) {
    for (const [id, name] of model.named) {
      if (!texts[language].elements[id])
        report(id, 'element-name-missing', { name, language }, textsWith(id, language, model));
    }
  }
  checkForms(bundle, texts, report);
  return faults;
}

/** The file of texts that names an element: its block's, where it stands in one. */
function textsWith(id: string, language: string, { opened }: CircuitModel): string {
  const file = `texts.${language}.json`;
  return isInBlock(id) ? blockFile(opened.calls.get(pathOf(id))?.block ?? '', file) : file;
}

function checkJob(element: ModelElement, type: string, circuit: CheckedCircuit): void {
  const { texts, report } = circuit;
  const job = definitionOf(type);
  if (job === undefined) return void report(element.id, 'job-type-unknown', { type });
  checkHeaders(element, type, job.headers, circuit);
  for (const [name, { kind }] of Object.entries(job.headers)) {
    const template = kind === 'template' ? element.headers[name] : undefined;
    for (const what of template === undefined ? [] : (['name', 'title'] as const)) {
      if (texts.fr.acts?.[template ?? '']?.[what]) continue;
      const act = valueInWords(type, name, kind, template ?? '');
      const params = { ...inBoth('template', act), ...inBoth('what', WORDS_OF_ACT[what]) };
      report(element.id, 'act-text-missing', params, 'texts.fr.json');
    }
  }
  for (const error of job.errors) {
    if (!element.caughtErrors.some((code) => code === error || code === '*')) report(element.id, 'act-error-uncaught');
  }
}

function checkUserTask(element: ModelElement, circuit: CheckedCircuit): void {
  const { bundle, report } = circuit;
  if (!element.isUserTask) report(element.id, 'user-task-not-native');
  const [role, ...others] = element.candidateGroups;
  if (role === undefined || others.length > 0) report(element.id, 'role-not-one');
  else if (!isTaskRole(role)) report(element.id, 'role-unknown', { role });
  const read = readHeaders(DECISION, element.headers);
  if ('faults' in read) {
    report(element.id, 'decision-unknown', { decision: element.headers.decision ?? '' });
    return;
  }
  const { decision } = read.values;
  checkHeaders(element, decision, { ...DECISION, ...PERSON_STEPS[decision] }, circuit);
  if (decision === 'answer' && role !== 'agent' && role !== undefined) report(element.id, 'answer-not-agent', { role });
  if (decision === 'check' && element.formId === undefined) report(element.id, 'check-without-form');
  if (takesForm(decision)) checkStepForm(element, bundle, report);
  if (decision === 'visa') checkProposal(element, circuit);
}

function checkBindings(element: ModelElement, bundle: Bundle, report: Report): void {
  if (element.bindings.some((binding) => binding !== 'deployment')) {
    report(element.id, 'binding-latest');
  }
  const { formId, decisionId } = element;
  const forms = formsOf(bundle);
  if (formId !== undefined && !forms.some(({ content }) => content.id === formId)) {
    report(element.id, 'form-missing', { form: formId });
  }
  if (decisionId !== undefined && !hasDecision(bundle, decisionId)) {
    report(element.id, 'table-missing', { table: decisionId });
  }
}

/** Types of components whose values the engine may be given: never what a person types freely. */
const FACT_TYPES = ['datetime', 'select', 'radio', 'checkbox', 'checklist', 'number'];

function checkForms(bundle: Bundle, texts: Readonly<Record<'fr' | 'en', CircuitTexts>>, report: Report): void {
  const { themes } = readThemes(bundle);
  for (const { path } of bundle.files.filter((candidate) => candidate.path.endsWith('.form'))) {
    const form = readForm(textOf(bundle, path) ?? '');
    if (form === undefined) {
      report('(form)', 'form-unreadable', { reason: '' }, path);
      continue;
    }
    checkAsked(form.id, texts, report);
    for (const component of form.components) {
      checkComponent(component, { path, themes, grids: bundle.grids }, report);
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
