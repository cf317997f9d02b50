import type { Bilingual } from '../../bilingual.ts';
import { type AskedForm, askedForm } from '../../situation/asked-form.ts';
import type { Guarantee } from '../../situation/guarantee.ts';
import { answered, guaranteeOf, type Theme } from '../../situation/themes/theme.ts';
import { diagramOf } from '../blocks/part.ts';
import { digestOf, MADE_FROM } from '../words/translation.ts';
import { renamed, type TextFiles } from './renamed.ts';
import { withoutStep } from './without-step.ts';

/** A model for new kinds: a circuit drawn, worded and printed whole, except for its subject. */
export interface KindModel {
  readonly name: string;
  readonly title: Bilingual;
  /** What it does, in a sentence. */
  readonly summary: Bilingual;
  /** Among the others, from the simplest. */
  readonly order: number;
  /** Of the themes that it can apply: what its steps put behind a change. */
  readonly guarantees: readonly Guarantee[];
  /** Of a model whose requests may change nothing: a loan, a certificate. */
  readonly changingNothing?: ChangingNothing | undefined;
  readonly files: TextFiles;
}

/** What differs in a kind that changes nothing. */
export interface ChangingNothing {
  /** The step that applies a change: it goes. */
  readonly without: string;
  /** What its files say of a change, each with what they say in its place. */
  readonly instead: Readonly<Record<string, string>>;
}

/** The name that the files of a model give their process. */
export const MODEL_KIND = 'modele';

/** What an analyst gives to create a kind. */
export interface NewKind {
  readonly kind: string;
  readonly title: Bilingual;
  readonly category: Bilingual;
}

/** True if a model has the steps that a theme's guarantee requires before a change. */
export const canApply = ({ guarantees }: Pick<KindModel, 'guarantees'>, theme: Pick<Theme, 'fields' | 'guarantee'>) =>
  guarantees.includes(guaranteeOf(theme));

/** What a new kind changes of an agent's situation: a theme, nothing, or not decided yet. */
export type Change = Theme | 'nothing' | 'unsaid';

/**
 * True if a kind made from a model may change that: its steps meet the theme's guarantee, or the
 * model works without the step that applies it.
 */
export const canChange = (model: Pick<KindModel, 'guarantees' | 'changingNothing'>, changes: Change): boolean =>
  changes === 'nothing' ? model.changingNothing !== undefined : changes === 'unsaid' || canApply(model, changes);

/**
 * Builds the files of a new kind from a model: with its names, title and category, and, where the
 * analyst says what it changes, the form that asks for it. A kind that changes nothing loses the
 * step that applies it; where nothing is said, it is left to be filled in.
 */
export function begunFromModel(
  { files, changingNothing }: Pick<KindModel, 'files' | 'changingNothing'>,
  asked: NewKind,
  changes: Change,
): TextFiles {
  const { kind, title, category } = asked;
  const theme = typeof changes === 'string' ? null : changes;
  const movement = theme?.pay?.movement;
  const paid = theme === null ? [] : answered(theme).flatMap(({ key, pay }) => (pay ? [key] : []));
  const said: Said = {
    title: title.fr,
    titleEn: title.en,
    category: category.fr,
    categoryEn: category.en,
    theme: theme?.name ?? '',
    movement: movement ?? '',
    facts: movement === undefined ? '' : paid.join(', '),
  };
  const taken = changes === 'nothing' && changingNothing ? applyingNothing(files, changingNothing) : files;
  const filled = new Map([...taken].map(([path, text]) => [path, fill(path, text, said)]));
  return renamed(theme === null ? filled : asking(filled, theme), MODEL_KIND, kind);
}

type Said = Readonly<Record<'title' | 'titleEn' | 'category' | 'categoryEn' | 'theme' | 'movement' | 'facts', string>>;

/** Writes what was said in the place of `%title%` and its like, as the file writes a text. An input that nothing fills in goes. */
function fill(path: string, text: string, said: Said): string {
  const asWritten = path.endsWith('.bpmn') ? inXml : path.endsWith('.json') ? inJson : (plain: string) => plain;
  const kept = text.replace(/^[ \t]*<zeebe:input source="%(\w+)%"[^>]*\/>\r?\n/gm, (line, name: string) =>
    said[name as keyof Said] ? line : '',
  );
  return kept.replace(/%(\w+)%/g, (whole, name: string) =>
    Object.hasOwn(said, name) ? asWritten(said[name as keyof Said]) : whole,
  );
}

const inXml = (text: string): string => text.replace(/[&<>"\n\t]/g, (one) => `&#${one.codePointAt(0)};`);
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

interface Form {
  readonly components: readonly object[];
}
interface Texts {
  readonly elements: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

/** The same, whose form asks for what the theme is made of. */
function asking(files: TextFiles, theme: Theme): TextFiles {
  const { components, words } = askedForm(theme);
  const asks = new Map(files);
  change<Form>(asks, 'demande.form', (form) => ({ ...form, components: [...form.components, ...components] }));
  for (const language of ['fr', 'en'] as const)
    change<Texts>(asks, `texts.${language}.json`, (texts) => ({
      ...texts,
      form: { ...texts.form, ...words[language] },
      ...(language === 'en' && { [MADE_FROM]: saidAlike(words) }),
    }));
  return asks;
}

/** The same without the step that applies a change, and without a word of one. */
function applyingNothing(files: TextFiles, { without: step, instead }: ChangingNothing): TextFiles {
  const changed = new Map([...files].map(([path, text]) => [path, saying(instead, text)]));
  changed.set(diagramOf(MODEL_KIND), withoutStep(changed.get(diagramOf(MODEL_KIND)) ?? '', step));
  for (const language of ['fr', 'en'] as const)
    change<Texts>(changed, `texts.${language}.json`, ({ elements: { [step]: _step, ...elements }, ...texts }) => ({
      ...texts,
      elements,
    }));
  return changed;
}

const saying = (instead: ChangingNothing['instead'], text: string): string =>
  Object.entries(instead).reduce((said, [words, others]) => said.replaceAll(words, () => others), text);

/** A label that is the same in both languages was meant so by the author of the theme. */
const saidAlike = ({ fr, en }: AskedForm['words']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fr).flatMap(([key, text]) => (en[key] === text ? [[`form.${key}`, digestOf(text)]] : [])),
  );

function change<Content extends object>(files: Map<string, string>, path: string, how: (content: Content) => Content) {
  const text = files.get(path);
  if (text !== undefined) files.set(path, `${JSON.stringify(how(JSON.parse(text) as Content), null, 2)}\n`);
}
