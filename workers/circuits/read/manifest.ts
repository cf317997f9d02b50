import type { Bilingual } from '#domain/bilingual.ts';
import { isInBlock } from '#domain/circuit/blocks/block.ts';
import type { CircuitManifest, MailText, ManifestStep, PieceRule, StepType } from '#domain/circuit/manifest.ts';
import { OFFERABLE_OUTCOMES, TEMPLATES } from '#domain/decision/decision.ts';
import { isTaskRole } from '#domain/permissions/role.ts';
import { type Theme, type Themes, themeNamed } from '#domain/situation/themes/theme.ts';
import { definition as situationApply } from '../../jobs/situation-apply/definition.ts';
import { type HeaderValues, readHeaders } from '../../steps/headers.ts';
import { type PersonStep, readPersonStep } from '../../steps/person-step.ts';
import { PROCESS_PROPERTIES } from '../../steps/process-properties.ts';
import { actFileOf } from './acts.ts';
import type { Bundle } from './bundle.ts';
import type { CircuitForm } from './form.ts';
import { formsOf, startFormOf } from './forms.ts';
import { leftOutOf } from './left-out.ts';
import type { CircuitModel, ModelElement } from './model.ts';
import type { CircuitTexts } from './texts.ts';
import { readThemes } from './theme.ts';

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
  'bpmn:CallActivity': 'block',
};

/** Reads the manifest of a bundle that passed every check. */
export function makeManifest(bundle: Bundle, model: CircuitModel, texts: Texts): CircuitManifest {
  const properties = propertiesOf(bundle, model);
  const { themes } = readThemes(bundle);
  const forms = formsOf(bundle);
  const formOf = (element: ModelElement) => forms.find(({ content }) => content.id === element.formId);
  const startForm = startFormOf(bundle, model);
  if (startForm === undefined) throw new Error(`${bundle.kind}: the start has no form`);
  const { silenceAfter, startedBy } = properties;
  return {
    kind: bundle.kind,
    title: both(texts, (words) => words.title),
    summary: both(texts, (words) => words.summary),
    category: both(texts, (words) => words.category),
    delay: texts.fr.delay === undefined ? null : both(texts, (words) => words.delay ?? ''),
    legalReference: properties.legalReference ?? null,
    silence: silenceAfter
      ? {
          after: silenceAfter,
          means: properties.silenceMeans,
          legalReference: properties.silenceReference ?? null,
        }
      : null,
    startedBy: startedBy === undefined || startedBy === 'agent' ? null : startedBy,
    offeredTo: properties.offeredTo ?? [],
    proposes: [...new Set(properties.proposes)],
    campaign: properties.campaign ?? null,
    laterAct: properties.laterAct ?? null,
    laterActFrom: properties.laterActFrom ?? null,
    stepUp: properties.stepUp,
    startFacts: properties.startFacts ?? [],
    payCutoffDay: properties.payCutoffDay ?? null,
    effects: effectsIn(model.elements, themes).map(({ name }) => name),
    themes,
    payImpact: properties.payImpact,
    refusalInterview: properties.refusalInterview,
    steps: model.elements
      .filter((element) => leftOutOf(element, model).length === 0)
      // A call of another circuit shows nothing of it.
      .filter(({ id, type }) => type !== 'bpmn:CallActivity' || model.opened.calls.has(id))
      .flatMap((element) => stepOf(element, texts)),
    form: { id: startForm.content.id, path: startForm.path },
    taskForms: Object.fromEntries(
      model.elements
        .filter(({ type }) => type === 'bpmn:UserTask')
        .flatMap((element) => {
          const form = formOf(element);
          return form === undefined ? [] : [[element.id, { id: form.content.id, path: form.path }] as const];
        }),
    ),
    pieces: piecesOf(startForm.content, texts),
    facts: startForm.content.components.filter(({ fact }) => fact).map(({ key }) => key),
    templates: Object.fromEntries(
      TEMPLATES.flatMap((template) => {
        const file = actFileOf(bundle, template);
        return file === undefined ? [] : [[template, file] as const];
      }),
    ),
    diagram: `${bundle.kind}.bpmn`,
    ...(model.opened.calls.size > 0 && { calls: Object.fromEntries(model.opened.calls) }),
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

/** The theme that a step changes; undefined for any other step. */
export const effectAt = ({ jobType, headers }: ModelElement, themes: Themes): Theme | undefined =>
  jobType === situationApply.type ? themeNamed(themes, headers.what) : undefined;

/** What a circuit changes, as its steps are drawn. */
export const effectsIn = (elements: readonly ModelElement[], themes: Themes): Theme[] => [
  ...new Set(elements.flatMap((element) => effectAt(element, themes) ?? [])),
];

function propertiesOf({ kind }: Bundle, { properties }: CircuitModel): HeaderValues<typeof PROCESS_PROPERTIES> {
  const read = readHeaders(PROCESS_PROPERTIES, properties);
  if ('values' in read) return read.values;
  throw new Error(`${kind}: ${read.faults.map(({ header }) => header).join(', ')}`);
}

function stepOf(element: ModelElement, texts: Texts): ManifestStep[] {
  const type = STEP_TYPES[element.type];
  // A start or an end without a name is plumbing, and so is where a block begins and ends.
  if (type === undefined || element.name === '') return [];
  if (isInBlock(element.id) && (type === 'start' || type === 'end')) return [];
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
function stepRules(step: PersonStep): Pick<ManifestStep, 'outcomes' | 'proposable' | 'distinctFrom' | 'contacts'> {
  const { outcomes, proposable, distinctFrom, contacts } = step;
  return {
    ...(outcomes !== undefined && { outcomes: OFFERABLE_OUTCOMES.filter((outcome) => outcomes.includes(outcome)) }),
    ...(proposable !== undefined && { proposable }),
    ...(distinctFrom !== undefined && { distinctFrom }),
    ...(contacts && { contacts }),
  };
}

/** A piece that is given no type is filed under its field's key, and named as its field is. */
const piecesOf = (form: CircuitForm, texts: Texts): PieceRule[] =>
  form.components
    .filter(({ type }) => type === 'filepicker')
    .map(({ pieceType, mandatory, closed, key }) => ({
      pieceType: pieceType || key,
      mandatory,
      ...(closed && { closed }),
      field: key,
      label: both(texts, ({ pieces, form: words }) =>
        pieceType ? (pieces[pieceType] ?? pieceType) : (words[`${key}.label`] ?? key),
      ),
    }));

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
