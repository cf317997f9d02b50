import type { CircuitFaultCode } from '../../circuit/faults/fault.ts';
import type { ActDatum } from '../../circuit/words/datum.ts';
import type { Template } from '../../decision/decision.ts';
import type { ErrorParams } from '../../errors.ts';
import { textRank } from '../legal/visas.ts';
import { type Chip, isChip, runsOf } from './chips.ts';
import { type ActBlock, type ActCondition, type ActDocument, isWordless } from './document.ts';
import { choicesOf } from './say.ts';
import { takesFormat } from './vocabulary.ts';

/**
 * What is wrong in an act written as text, with its block, counted from 1; 0: the whole document.
 */
export interface TextFault {
  readonly block: number;
  readonly code: CircuitFaultCode;
  readonly params: ErrorParams;
  readonly severity: 'error' | 'warning';
}

/** Blocks in the order of an act: what stands before the articles, then these. */
const ARTICLES: readonly ActBlock['is'][] = ['article', 'paragraph'];

/** Lists all that is wrong in a document, without any request. */
export function checkDocument(
  document: ActDocument,
  { template, vocabulary }: { readonly template: Template; readonly vocabulary: readonly ActDatum[] },
): TextFault[] {
  const faults: TextFault[] = [];
  const known = new Map(vocabulary.map((datum) => [datum.path, datum]));
  const { blocks, words = {} } = document;
  const report = (
    block: number,
    code: CircuitFaultCode,
    params: ErrorParams = {},
    severity: TextFault['severity'] = 'error',
  ) => faults.push({ block, code, params, severity });
  checkWhole(document, template, report);
  let articles = false;
  let text = 0;
  for (const [index, block] of blocks.entries()) {
    const at: Report = (code, params, severity) => report(index + 1, code, params, severity);
    const rank = (block.is === 'visa' ? textRank(block.text) : null) ?? text;
    if (rank < text) at('act-visas-order', {}, 'warning');
    text = Math.max(text, rank);
    articles ||= block.is === 'article';
    if (articles && !ARTICLES.includes(block.is)) at('act-order');
    for (const condition of block.when ?? []) checkCondition(condition, known, at);
    if (!isWordless(block.is)) checkText(block, { known, words, at });
  }
  return faults;
}

type Report = (code: CircuitFaultCode, params?: ErrorParams, severity?: TextFault['severity']) => void;

function checkWhole(
  { blocks }: ActDocument,
  template: Template,
  report: (block: number, code: CircuitFaultCode, params?: ErrorParams, severity?: TextFault['severity']) => void,
): void {
  const always = blocks.filter(({ when = [] }) => when.length === 0);
  if (!always.some(({ is }) => is === 'visa')) report(0, 'act-without-visas');
  if (!always.some(({ is }) => is === 'article')) report(0, 'act-block-article');
  if (template === 'refusal' && !always.some(({ is }) => is === 'reasons')) report(0, 'act-block-reasons');
  if (template === 'act' && blocks.some(({ is }) => is === 'reasons')) report(0, 'act-reasons-of-grant');
  if (!always.some(({ is }) => is === 'references')) report(0, 'act-block-references', {}, 'warning');
  const named = blocks.some(({ is, text }) => is === 'article' && /\{agent\.(?:name|lastName)\b/.test(text));
  if (!named) report(0, 'act-without-agent', {}, 'warning');
}

function checkCondition(
  { data, is, value = '' }: ActCondition,
  known: ReadonlyMap<string, ActDatum>,
  at: Report,
): void {
  const datum = known.get(data);
  if (datum === undefined || datum.type === 'agreement') {
    at('act-condition-unknown', { data });
    return;
  }
  if (is !== 'equal' && is !== 'different') return;
  const choices = choicesOf(datum);
  if (value === '') at('act-condition-empty', { data: datum.label.fr });
  else if (choices !== undefined && !choices.some((choice) => choice.value === value))
    at('act-condition-never', { data: datum.label.fr, value });
}

interface TextChecked {
  readonly known: ReadonlyMap<string, ActDatum>;
  readonly words: NonNullable<ActDocument['words']>;
  readonly at: Report;
}

function checkText(block: ActBlock, { known, words, at }: TextChecked): void {
  const { is, text, when = [] } = block;
  if (text.trim() === '') at('act-block-empty');
  if (is === 'visa' && /^\s*vu\b/i.test(text)) at('act-visa-twice', {}, 'warning');
  if (is === 'recital' && !/^\s*qu(?:e\b|['’]|\{)/i.test(text)) at('act-recital-que', {}, 'warning');
  for (const run of runsOf(text)) {
    if (!isChip(run)) {
      if (/[{}]/.test(run.words)) at('act-brace');
      continue;
    }
    const datum = known.get(run.data);
    if (datum === undefined) at('act-datum-unknown', { data: run.data });
    else checkChip(run, datum, { when, words: words[run.data], at });
  }
}

function checkChip(
  { data, as }: Chip,
  datum: ActDatum,
  {
    when,
    words,
    at,
  }: { when: readonly ActCondition[]; words: Readonly<Record<string, string>> | undefined; at: Report },
): void {
  const label = datum.label.fr;
  if (!takesFormat(datum, as)) at('act-format-unknown', { data: label, format: as ?? '' });
  const isKnown = when.some((one) => one.data === data && (one.is === 'known' || one.is === 'equal'));
  if (!datum.sure && !isKnown) at('act-datum-unsure', { data: label });
  if (as !== 'words') return;
  const unsaid = (choicesOf(datum) ?? []).filter(({ value }) => !words?.[value]?.trim());
  for (const { label: choice } of unsaid) at('act-words-missing', { data: label, value: choice });
}
