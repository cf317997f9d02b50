import type { Bilingual, CircuitSheet, MailText, PieceRule, SheetStep, StepType } from '../../../domain/circuit.ts';
import { TEMPLATES, VISA_OUTCOMES } from '../../../domain/decision.ts';
import { isRole, isTaskRole } from '../../../domain/permissions/role.ts';
import { readNames } from '../../../domain/start-fact.ts';
import { type PersonStep, readPersonStep } from '../../person-step.ts';
import { type Bundle, textOf } from './bundle.ts';
import { type FormSheet, readForm } from './form.ts';
import type { CircuitModel, ModelElement } from './model.ts';
import type { CircuitTexts } from './texts.ts';

type Texts = Readonly<Record<'fr' | 'en', CircuitTexts>>;

/** Elements that people see as a step; gateways and sub-processes are how the circuit is built, not what is done. */
const STEP_TYPES: Readonly<Record<string, StepType>> = {
  'bpmn:StartEvent': 'start',
  'bpmn:UserTask': 'user',
  'bpmn:ServiceTask': 'service',
  'bpmn:ScriptTask': 'service',
  'bpmn:SendTask': 'service',
  'bpmn:BusinessRuleTask': 'decision',
  'bpmn:EndEvent': 'end',
  'bpmn:BoundaryEvent': 'event',
  'bpmn:IntermediateCatchEvent': 'event',
};

/** Reads the sheet of a bundle that passed every check. */
export function makeSheet(bundle: Bundle, model: CircuitModel, texts: Texts): CircuitSheet {
  const { properties } = model;
  const forms = formsOf(bundle);
  const formOf = (element: ModelElement) => forms.find(({ sheet }) => sheet.id === element.formId);
  const start = model.elements.find(({ type, scope }) => type === 'bpmn:StartEvent' && scope === model.processId);
  const startForm = start && formOf(start);
  if (startForm === undefined) throw new Error(`${bundle.kind}: the start has no form`);
  const { silenceAfter, silenceMeans, silenceReference, startedBy } = properties;
  return {
    kind: bundle.kind,
    title: both(texts, (words) => words.title),
    summary: both(texts, (words) => words.summary),
    category: both(texts, (words) => words.category),
    delay: texts.fr.delay === undefined ? null : both(texts, (words) => words.delay ?? ''),
    legalReference: properties.legalReference || null,
    silence: silenceAfter
      ? {
          after: silenceAfter,
          means: silenceMeans === 'acceptance' ? 'acceptance' : 'rejection',
          legalReference: silenceReference || null,
        }
      : null,
    startedBy: startedBy && isRole(startedBy) ? startedBy : null,
    stepUp: properties.stepUp === 'true',
    startFacts: readNames(properties.startFacts),
    payCutoffDay: properties.payCutoffDay ? Number(properties.payCutoffDay) : null,
    payImpact: properties.payImpact === 'true',
    refusalInterview: properties.refusalInterview === 'true',
    steps: model.elements.flatMap((element) => stepOf(element, texts)),
    form: { id: startForm.sheet.id, path: startForm.path },
    taskForms: Object.fromEntries(
      model.elements
        .filter(({ type }) => type === 'bpmn:UserTask')
        .flatMap((element) => {
          const form = formOf(element);
          return form === undefined ? [] : [[element.id, { id: form.sheet.id, path: form.path }] as const];
        }),
    ),
    pieces: piecesOf(startForm.sheet, texts),
    facts: startForm.sheet.components.filter(({ fact }) => fact).map(({ key }) => key),
    templates: Object.fromEntries(
      TEMPLATES.filter((template) => textOf(bundle, `${template}.typ`) !== undefined).map((template) => [
        template,
        `${template}.typ`,
      ]),
    ),
    diagram: `${bundle.kind}.bpmn`,
    texts: {
      elements: bilingualMap(texts, (words) => words.elements),
      form: bilingualMap(texts, (words) => words.form),
      mails: Object.fromEntries(
        Object.keys(texts.fr.mails).map((message): [string, MailText] => [
          message,
          {
            subject: both(texts, (words) => words.mails[message]?.subject ?? ''),
            body: both(texts, (words) => words.mails[message]?.body ?? ''),
          },
        ]),
      ),
    },
  };
}

const formsOf = (bundle: Bundle): { path: string; sheet: FormSheet }[] =>
  bundle.files.flatMap(({ path }) => {
    const sheet = path.endsWith('.form') ? readForm(textOf(bundle, path) ?? '') : undefined;
    return sheet === undefined ? [] : [{ path, sheet }];
  });

function stepOf(element: ModelElement, texts: Texts): SheetStep[] {
  const type = STEP_TYPES[element.type];
  // A start or an end without a name is plumbing.
  if (type === undefined || element.name === '') return [];
  const isUser = type === 'user';
  const role = isUser ? (element.candidateGroups[0] ?? '') : '';
  const read = isUser ? readPersonStep(element.headers) : { faults: [] };
  const person = 'values' in read ? read.values : null;
  return [
    {
      elementId: element.id,
      name: both(texts, (words) => words.elements[element.id] ?? element.name),
      type,
      role: isTaskRole(role) ? role : null,
      decision: person?.decision ?? null,
      template: person?.template ?? null,
      ...(person !== null && stepRules(person)),
    },
  ];
}

/** What the headers of a person's step add to its kind of decision. */
function stepRules(step: PersonStep): Pick<SheetStep, 'outcomes' | 'distinctFrom' | 'contacts'> {
  const { outcomes, distinctFrom, contacts } = step;
  return {
    ...(outcomes !== undefined && { outcomes: VISA_OUTCOMES.filter((outcome) => outcomes.includes(outcome)) }),
    ...(distinctFrom !== undefined && { distinctFrom }),
    ...(contacts && { contacts }),
  };
}

const piecesOf = (form: FormSheet, texts: Texts): PieceRule[] =>
  form.components.flatMap(({ pieceType, mandatory, key }) =>
    pieceType === undefined
      ? []
      : [{ pieceType, mandatory, field: key, label: both(texts, (words) => words.pieces[pieceType] ?? pieceType) }],
  );

const both = (texts: Texts, pick: (words: CircuitTexts) => string): Bilingual => ({
  fr: pick(texts.fr),
  en: pick(texts.en),
});

function bilingualMap(
  texts: Texts,
  pick: (words: CircuitTexts) => Readonly<Record<string, string>>,
): Record<string, Bilingual> {
  return Object.fromEntries(
    Object.keys(pick(texts.fr)).map((key) => [key, both(texts, (words) => pick(words)[key] ?? '')]),
  );
}
