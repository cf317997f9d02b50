import { type ActDatum, FORMATS } from '../../circuit/words/datum.ts';
import { spaced } from '../../formats/spaced.ts';
import { type Chip, isChip, runsOf } from './chips.ts';
import type { ActBlock, ActCondition, ActDocument } from './document.ts';
import { choicesOf } from './say.ts';

/** A text between quotes in Typst. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** Words as markup that prints them: what Typst would read as code or as a mark is escaped. */
const escaped = (words: string): string =>
  words
    .replace(/[\\#$*_`<>@[\]~"]/g, '\\$&')
    .replace(/\/(?=[/*])/g, '\\/')
    .replace(/-(?=-)/g, '-\\')
    .replace(/^(\s*)([-+=/]|\d+\.(?=\s))/, '$1\\$2')
    .replaceAll('\u00a0', '~');

/** Returns where a template finds a datum: `none`, or an empty text, where nothing is known. */
export function typstPlace(path: string): string {
  const [root = '', ...rest] = path.split('.');
  const key = rest.join('.');
  const at = (holder: string, name: string) => `${holder}.at(${quoted(name)}, default: none)`;
  const within = (holder: string, name: string) => `${holder}.at(${quoted(name)}, default: (:))`;
  switch (root) {
    case 'form':
      return at('act.answers', key);
    case 'situation':
      return at(within('act.situation', rest[0] ?? ''), rest[1] ?? '');
    case 'step': {
      const cut = key.lastIndexOf('.');
      return at(within(within('act', 'steps'), key.slice(0, cut)), key.slice(cut + 1));
    }
    case 'act':
      return at('act', key);
    default:
      return at(within('act', root), key);
  }
}

const dictionary = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.length === 0 ? '(:)' : `(${pairs.map(([key, value]) => `${quoted(key)}: ${quoted(value)}`).join(', ')})`;

function chipCode({ data, as }: Chip, datum: ActDatum | undefined, words: ActDocument['words']): string {
  if (data === 'agent.name') return '#person(act.agent)';
  if (datum?.type === 'agreement') return `#agree(act.agent, ${quoted(as ?? '')})`;
  if (data === 'act.payFraction') return '#str(act.payFraction.numerator)/#str(act.payFraction.denominator)';
  const place = typstPlace(data);
  switch (as ?? (datum && FORMATS[datum.type][0])) {
    case 'date':
      return `#date-fr(${place})`;
    case 'numeric':
      return `#${place}.split("-").rev().join("/")`;
    case 'number':
      return `#figures(${place})`;
    case 'amount':
      return `#figures(${place}, digits: 2)~€`;
    case 'percent':
      return `#figures(${place})~%`;
    case 'ordinal':
      return `#ordinal(${place})`;
    case 'yes-no':
      return `#(if ${place} == true [oui] else [non])`;
    case 'label': {
      const choices = (datum && choicesOf(datum)) ?? [];
      return `#${dictionary(choices.map(({ value, label }) => [value, label]))}.at(str(${place}), default: str(${place}))`;
    }
    case 'words':
      return `#${dictionary(Object.entries(words?.[data] ?? {}))}.at(str(${place}))`;
    default:
      return `#${place}`;
  }
}

/** What a template defines for itself, where it uses it. */
const HELPERS: readonly (readonly [use: string, code: string])[] = [
  ['#ordinal(', '#let ordinal(number) = if str(number) == "1" [1#super[er]] else [#number#super[e]]'],
  [
    '#figures(',
    `#let figures(number, digits: none) = {
  let value = float(number)
  let (whole, ..rest) = str(if digits == none { value } else { calc.round(value, digits: digits) }).split(".")
  let decimals = rest.at(0, default: "")
  while digits != none and decimals.len() < digits { decimals += "0" }
  whole.rev().clusters().chunks(3).map(group => group.join()).join("\u{00a0}").rev() + if decimals != "" { "," + decimals }
}`,
  ],
  [
    '  (',
    `#let articles(items) = for (index, item) in items.enumerate() {
  heading(level: 2)[Article #{ if index == 0 [1#super[er]] else [#(index + 1)] }]
  for paragraph in if type(item) == array { item } else { (item,) } { par(paragraph) }
}`,
  ],
];

/**
 * Converts an act written as text to a Typst template that prints the same, once, for analysts who
 * go on in code. There is no way back.
 */
export function typstOf(document: ActDocument, vocabulary: readonly ActDatum[], verb: 'ARRÊTE' | 'DÉCIDE'): string {
  const known = new Map(vocabulary.map((datum) => [datum.path, datum]));
  const content = ({ text }: ActBlock): string => {
    const runs = runsOf(text.trim()).map((run) =>
      isChip(run) ? chipCode(run, known.get(run.data), document.words) : escaped(spaced(run.words)),
    );
    return `[${runs.join('')}]`;
  };
  const groups = grouped(document.blocks);
  const first = groups.findIndex(({ is }) => is === 'articles');
  const parts = groups.map(({ is, blocks }) => {
    if (is === 'paragraphs') return blocks.map((block) => whenCode(block, `par${content(block)}`, '#')).join('\n');
    const items =
      is === 'articles' ? articlesOf(blocks, content) : blocks.map((block) => itemOf(block, content(block)));
    return `#${is}((\n${items.map((item) => `  ${item},\n`).join('')}))`;
  });
  if (first !== -1) parts.splice(first, 0, `#enacts(${quoted(verb)})`);
  const helpers = HELPERS.filter(([use]) => parts.some((part) => part.includes(use))).map(([, code]) => code);
  const head = ['#import "letterhead.typ": *', '#let act = json("data.json")', ...helpers].join('\n');
  return `${[head, ...parts].join('\n\n')}\n`;
}

type Group = { is: 'vus' | 'recitals' | 'articles' | 'paragraphs'; blocks: ActBlock[] };
const GROUP_OF: Readonly<Record<ActBlock['is'], Group['is']>> = {
  ...{ visa: 'vus', references: 'vus', recital: 'recitals', reasons: 'recitals' },
  ...{ article: 'articles', paragraph: 'paragraphs' },
};

/** Blocks of a kind together, as the functions of the letterhead take them; paragraphs follow their article. */
function grouped(blocks: readonly ActBlock[]): Group[] {
  const groups: Group[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    const is = block.is === 'paragraph' && last?.is === 'articles' ? 'articles' : GROUP_OF[block.is];
    if (last?.is === is) last.blocks.push(block);
    else groups.push({ is, blocks: [block] });
  }
  return groups;
}

const test = ({ data, is, value = '' }: ActCondition): string => {
  const place = typstPlace(data);
  if (is === 'known') return `${place} not in (none, "")`;
  if (is === 'unknown') return `${place} in (none, "")`;
  const same = `str(${place}) ${is === 'equal' ? '==' : '!='} ${quoted(value)}`;
  return `${place} not in (none, "") and ${same}`;
};
const allOf = (when: readonly ActCondition[]): string => when.map((one) => `(${test(one)})`).join(' and ');

const whenCode = ({ when = [] }: ActBlock, code: string, mark = ''): string =>
  when.length === 0 ? `${mark}${code}` : `${mark}if ${allOf(when)} { ${code} }`;

/** An item of a list of contents, or none where its condition does not hold. */
function itemOf({ is, when = [] }: ActBlock, content: string): string {
  const list =
    is === 'references'
      ? 'act.legalReferences.map(reference => [#reference])'
      : is === 'reasons'
        ? '(act.reasons.law + act.reasons.fact).map(reason => [#reason])'
        : null;
  if (when.length > 0) return `..if ${allOf(when)} { ${list ?? `(${content},)`} } else { () }`;
  return list === null ? content : `..${list}`;
}

/** Articles, each with the paragraphs that follow it. */
function articlesOf(blocks: readonly ActBlock[], content: (block: ActBlock) => string): string[] {
  const articles: [ActBlock, ...ActBlock[]][] = [];
  for (const block of blocks) {
    if (block.is === 'article' || articles.length === 0) articles.push([block]);
    else articles.at(-1)?.push(block);
  }
  return articles.map(([article, ...more]) => {
    const paragraphs = more.map((block) => itemOf(block, content(block)));
    const whole = more.length === 0 ? content(article) : `(${[content(article), ...paragraphs].join(', ')},)`;
    return itemOf({ ...article, is: 'article' }, whole);
  });
}
