import { CHECK_WORDS } from '#domain/decision/check-words.ts';
import { type CircuitTextsFile, subjectInWords } from '../formats/circuit-texts.ts';
import type { EditorWords } from '../use-editor-words.ts';
import { type Entry, textAt } from './entries.ts';

export interface RowName {
  readonly name: string;
  /** It is a key of the files: of no language. */
  readonly isKey: boolean;
  /** Which text of what is named: « libellé », « objet »; empty where it has one alone. */
  readonly part: string;
  /** Its key, where people call it otherwise and the drawing by that. */
  readonly key?: string;
}

const said = (name: string, part = ''): RowName => ({ name, isKey: false, part });
const keyed = (name: string, part = ''): RowName => ({ name, isKey: true, part });

/** A text of a form's component, by the keys of domain/circuit/words/form-words.ts. */
const OF_COMPONENT = /^(.+?)\.(label|description|text|options|validateMessage|requiredWhenMessage)(?:\.(.+))?$/;

/**
 * How a text is called in front of its two languages: by what people see of it, the label of a field or the name of a step, as
 * far as the French texts say it; by its key otherwise.
 */
export function rowName({ group, at, context }: Entry, french: CircuitTextsFile, words: EditorWords): RowName {
  const [first = '', second = '', third = ''] = at;
  switch (group) {
    case 'manifest':
      return said(words(`texts.of.${first as 'title' | 'summary' | 'category' | 'delay'}`));
    case 'mails': {
      const part = words(`texts.of.${third as 'subject' | 'body'}`);
      const subject = subjectInWords(textAt(french, ['mails', second, 'subject']));
      return subject === '' ? keyed(second, part) : { ...said(subject, part), key: second };
    }
    case 'acts': {
      const part = words(`texts.of.${third === 'title' ? 'object' : (third as 'name' | 'appeal' | 'ampliations')}`);
      return second === 'act' || second === 'refusal' ? said(words(`acts.names.${second}`), part) : keyed(second, part);
    }
    case 'form': {
      const asked = CHECK_WORDS.find((word) => second.endsWith(`.${word}`));
      if (asked) return keyed(second, words(`texts.of.${asked}`));
      const [, component = '', property, option = ''] = OF_COMPONENT.exec(second) ?? [];
      if (property === undefined) return keyed(second);
      const label = textAt(french, ['form', `${component}.label`]);
      const part =
        property === 'options'
          ? words('texts.of.option', { option: textAt(french, at) || option })
          : words(`texts.of.${property as 'label' | 'description' | 'text' | 'validateMessage'}`);
      return label === '' ? keyed(component, part) : said(label, part);
    }
    case 'elements':
    case 'pieces':
      return context === '' ? keyed(second) : said(context);
  }
}

/** The same in one line, for whoever hears it. */
export const inOneLine = ({ name, part }: RowName): string => [name, part].filter(Boolean).join(', ');

/** The order of messages: by their subjects; those that have none after, those that nothing sends last. */
export function bySubject(french: CircuitTextsFile): (one: Entry, other: Entry) => number {
  const subjectOf = ({ at }: Entry) => subjectInWords(textAt(french, ['mails', at[1] ?? '', 'subject']));
  return (one, other) => {
    const [first, second] = [subjectOf(one), subjectOf(other)];
    return (
      Number(!one.isUsed) - Number(!other.isUsed) ||
      Number(first === '') - Number(second === '') ||
      first.localeCompare(second, 'fr')
    );
  };
}
