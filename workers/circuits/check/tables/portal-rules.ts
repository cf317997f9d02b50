import { CAMPAIGN_ANSWERS, isOfCampaign, isPostChoice } from '#domain/campaign/answers.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { CAMPAIGN_MESSAGES } from '#domain/circuit/words/message.ts';
import { isFieldFormat } from '#domain/formats/field-format.ts';
import { isStartingRole, startsActs } from '#domain/permissions/role.ts';
import { CONTEST_TYPES, DECISIONS } from '#domain/request/contest.ts';
import { GRID_CHOICE_TYPES, gridOffered, isChosenFrom } from '#domain/situation/grids/grid-choices.ts';
import { canFillFrom, isItemOf, mayBeFact, readFrom } from '#domain/situation/prefill.ts';
import type { Themes } from '#domain/situation/themes/theme.ts';
import { type Header, readHeaders } from '#workers/steps/headers.ts';
import { PROCESS_PROPERTIES } from '#workers/steps/process-properties.ts';
import { readDrawing } from '../../guarantees/drawing.ts';
import type { Bundle } from '../../read/bundle.ts';
import { hasDecision } from '../../read/decisions.ts';
import type { FormComponent } from '../../read/form.ts';
import { formsOf } from '../../read/forms.ts';
import type { CircuitModel, ModelElement } from '../../read/model.ts';
import type { CircuitTexts } from '../../read/texts.ts';
import { checkMessageWords, type Report } from '../check-headers.ts';

/** Checks the portal's own properties of a process. */
export function checkProperties({ processId, properties, elements }: CircuitModel, report: Report): void {
  const starter = properties.startedBy ?? '';
  const signs = elements.some(({ headers }) => headers.decision === 'signature');
  if (isStartingRole(starter) && !startsActs(starter) && signs) report(processId, 'starter-signs', { role: starter });
  if (readNames(properties.proposes).includes(processId)) report(processId, 'proposes-itself');
  const read = readHeaders(PROCESS_PROPERTIES, properties);
  for (const { header: property, value = '' } of 'faults' in read ? read.faults : []) {
    const { choices, example, kind } = PROCESS_PROPERTIES[property as keyof typeof PROCESS_PROPERTIES] as Header;
    if (kind === 'start-facts') {
      for (const fact of readNames(value))
        if (!choices?.includes(fact)) report(processId, 'start-fact-unknown', { fact });
    } else if (property === 'startedBy') report(processId, 'role-unknown', { role: value });
    else if (kind === 'day-of-month') report(processId, 'cutoff-day', { day: value });
    else report(processId, 'property-value', { property, value, expected: choices?.join(', ') ?? example ?? '' });
  }
}

/** Checks the form of a step where something is written down. */
export function checkStepForm(element: ModelElement, bundle: Bundle, report: Report): void {
  for (const { path, content } of formsOf(bundle)) {
    if (content.id !== element.formId) continue;
    for (const { key, type, sensitive } of content.components) {
      // A step's answers are read by all who may read its decision, and no file is awaited there.
      if (type === 'filepicker' || sensitive) report(key, 'check-form-component', { type }, path);
    }
  }
}

/** Components that offer the items of a list to choose from. */
const ITEM_TYPES: readonly string[] = ['select', 'radio'];

/**
 * Checks a component's own properties: `format` and `sensitive` belong to a line of text, which is never a fact; `from` is a
 * field of one of these themes that is not sealed, nor is it then a fact of the circuit unless the theme lets it be one; or what
 * was decided for the agent, that the request contests; or what a reference grid says, of which one chooses.
 */
export function checkComponent(
  component: FormComponent,
  { path, themes, grids }: { path: string; themes: Themes; grids: Bundle['grids'] },
  report: Report,
): void {
  const { key, type, format, sensitive, closed, fact, from } = component;
  if (closed && type !== 'filepicker') report(key, 'closed-misplaced', { type }, path);
  const filled = readFrom(from);
  if (from === DECISIONS) {
    if (!CONTEST_TYPES.includes(type)) report(key, 'from-item', { from, type }, path);
    else if (fact) report(key, 'fact-personal', { type: from }, path);
  } else if (gridOffered(from) !== null) checkGridChoice(component, grids, path, report);
  else if (filled !== null && isOfCampaign(filled)) checkCampaignAnswer(component, filled.field, path, report);
  else if (from !== undefined && (filled === null || !canFillFrom(themes, filled)))
    report(key, 'from-unknown', { from, known: Object.keys(themes).join(', ') || '…' }, path);
  else if (filled !== null && isItemOf(themes[filled.theme], filled.field) && !ITEM_TYPES.includes(type))
    report(key, 'from-item', { from: from ?? '', type }, path);
  else if (filled !== null && fact && !mayBeFact(themes, filled))
    report(key, 'fact-personal', { type: from ?? '' }, path);
  if (format !== undefined && (!isFieldFormat(format) || type !== 'textfield'))
    report(key, 'format-unknown', { format, type }, path);
  if (sensitive && (type !== 'textfield' || fact)) report(key, 'sensitive-misplaced', { type }, path);
}

/** A choice among what a grid says, whose rows are found by one name. */
function checkGridChoice(
  { key, type, from = '' }: FormComponent,
  grids: Bundle['grids'],
  path: string,
  report: Report,
) {
  if (!GRID_CHOICE_TYPES.includes(type)) return report(key, 'from-item', { from, type }, path);
  const offered = grids?.find(({ name }) => name === gridOffered(from));
  if (grids !== undefined && (offered === undefined || !isChosenFrom(offered)))
    report(
      key,
      'from-grid',
      {
        from,
        known:
          grids
            .filter(isChosenFrom)
            .map(({ name }) => name)
            .join(', ') || '…',
      },
      path,
    );
}

/** A choice among the posts of a campaign; or what its result answers, which the form works out until then. */
function checkCampaignAnswer(
  { key, type, from = '' }: FormComponent,
  field: string,
  path: string,
  report: Report,
): void {
  const types = CAMPAIGN_ANSWERS[field];
  if (types === undefined) report(key, 'from-unknown', { from, known: Object.keys(CAMPAIGN_ANSWERS).join(', ') }, path);
  else if (!types.includes(type)) report(key, 'campaign-answer', { from, types: types.join(', ') }, path);
}

/** A kind whose acts touch earlier ones has its form choose which, and says since when by one of its days. */
export function checkLaterAct(bundle: Bundle, { processId, properties }: CircuitModel, report: Report): void {
  const { laterAct, laterActFrom } = properties;
  if (!laterAct) return;
  const asked = formsOf(bundle).flatMap(({ content }) => content.components);
  if (!asked.some(({ from }) => from === DECISIONS)) report(processId, 'later-act-choice', { from: DECISIONS });
  if (laterActFrom && !asked.some(({ key }) => key === laterActFrom))
    report(processId, 'later-act-day', { field: laterActFrom });
}

/**
 * Says what a kind that is filed in campaigns lacks: its table of points, a choice of posts, the results that it waits for, and the
 * words of these, which the portal itself sends to all candidates.
 */
export function checkCampaign(
  bundle: Bundle,
  model: CircuitModel,
  texts: Readonly<Record<'fr' | 'en', CircuitTexts>>,
  report: Report,
): void {
  const { processId, properties } = model;
  const { campaign } = properties;
  if (!campaign) return;
  if (!hasDecision(bundle, campaign)) report(processId, 'campaign-table', { table: campaign });
  const choices = formsOf(bundle).flatMap(({ content }) => content.components.filter(({ from }) => isPostChoice(from)));
  if (choices.length === 0) report(processId, 'campaign-choice', { from: 'campagne.postes' });
  const waited = new Set(
    [...readDrawing(model).places.values()].map(({ event, about }) => (event === 'Message' ? about : '')),
  );
  for (const message of Object.values(CAMPAIGN_MESSAGES)) {
    if (!waited.has(message)) report(processId, 'campaign-unawaited', { message });
    checkMessageWords(processId, message, texts, report);
  }
}
