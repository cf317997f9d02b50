import type { Guarantee } from '../../effect/guarantee.ts';
import { type AskedForm, askedForm } from '../../situation/asked-form.ts';
import { answered, guaranteeOf, type Theme } from '../../situation/theme.ts';
import type { Bilingual } from '../manifest.ts';
import { digestOf, MADE_FROM } from '../words/translation.ts';
import { renamed, type TextFiles } from './renamed.ts';

/** What new kinds are begun from: a circuit that is drawn, worded and printed whole, but for what it is about. */
export interface KindModel {
  readonly name: string;
  readonly title: Bilingual;
  /** What it does, in a sentence. */
  readonly summary: Bilingual;
  /** Among the others, from the simplest. */
  readonly order: number;
  /** Of the themes that it can apply: what its steps put behind a change. */
  readonly guarantees: readonly Guarantee[];
  readonly files: TextFiles;
}

/** The name that the files of a model give their process. */
export const MODEL_KIND = 'modele';

/** What an analyst says of a kind as they begin it. */
export interface NewKind {
  readonly kind: string;
  readonly title: Bilingual;
  readonly category: Bilingual;
}

/** Whether a model's steps put behind a change what a theme asks. */
export const canApply = ({ guarantees }: Pick<KindModel, 'guarantees'>, theme: Pick<Theme, 'fields' | 'guarantee'>) =>
  guarantees.includes(guaranteeOf(theme));

/**
 * The files of a new kind, as a model has them: its names, its title and its category in their place, and, where the analyst says
 * what it changes, the form that asks for it. Without a theme, the step that applies it is left to be filled in.
 */
export function begunFromModel({ files }: Pick<KindModel, 'files'>, asked: NewKind, theme: Theme | null): TextFiles {
  const { kind, title, category } = asked;
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
  const filled = new Map([...files].map(([path, text]) => [path, fill(path, text, said)]));
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

/** What the theme says alike in both languages, whoever wrote it meant it so. */
const saidAlike = ({ fr, en }: AskedForm['words']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fr).flatMap(([key, text]) => (en[key] === text ? [[`form.${key}`, digestOf(text)]] : [])),
  );

function change<Content extends object>(files: Map<string, string>, path: string, how: (content: Content) => Content) {
  const text = files.get(path);
  if (text !== undefined) files.set(path, `${JSON.stringify(how(JSON.parse(text) as Content), null, 2)}\n`);
}
