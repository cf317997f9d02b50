import { TrashCan } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { useEffect, useId, useState } from 'react';
import type { TranslationFault } from '../../../../domain/circuit/words/translation.ts';
import { CHECK_WORDS } from '../../../../domain/decision/check-words.ts';
import { type EditorWords, useEditorWords } from '../use-editor-words.ts';
import { type Entry, fieldFaults, missingIn, paragraphsOf } from './entries.ts';

interface RowProps {
  entry: Entry;
  /** What is wrong with its English. */
  translation: TranslationFault | null;
  /** Somebody says that its English is right as it is. */
  onRight: () => void;
  onChange: (language: 'fr' | 'en', text: string) => void;
  onRemove: () => void;
}

/** One text in both languages, with what is missing or wrong under it. */
export function WordsRow({ entry, translation, onRight, onChange, onRemove }: RowProps) {
  const words = useEditorWords();
  const name = nameOf(entry, words);
  const missing = missingIn(entry);
  return (
    <div className="h-words__row">
      <div className="h-words__name">
        {entry.group === 'manifest' ? <span>{name}</span> : <KeyName entry={entry} />}{' '}
        {entry.context && entry.context !== entry.fr ? <em>{entry.context}</em> : null}
        {!entry.isUsed ? (
          <>
            <Tag type="gray" size="sm">
              {words('texts.unused')}
            </Tag>
            <Button
              kind="ghost"
              size="sm"
              hasIconOnly
              renderIcon={TrashCan}
              iconDescription={words('texts.removeUnused', { key: name })}
              onClick={onRemove}
            />
          </>
        ) : null}
        {missing.length > 0 ? (
          <Tag type="red" size="sm">
            {words('texts.isMissing')}
          </Tag>
        ) : null}
        {translation ? (
          <>
            <Tag type={translation === 'copied' ? 'red' : 'warm-gray'} size="sm">
              {words(`texts.translation.${translation}`)}
            </Tag>
            <Button
              kind="ghost"
              size="sm"
              aria-label={words(`texts.rightOf.${translation}`, { name })}
              onClick={onRight}
            >
              {words(`texts.right.${translation}`)}
            </Button>
          </>
        ) : null}
      </div>
      <OneText
        entry={entry}
        language="fr"
        label={words('texts.frenchOf', { name })}
        isMissing={missing.includes('fr')}
        onChange={(text) => onChange('fr', text)}
      />
      {entry.frenchOnly ? (
        <p className="h-muted">{entry.isList ? words('texts.oneALine') : words('texts.frenchOnly')}</p>
      ) : (
        <OneText
          entry={entry}
          language="en"
          label={words('texts.englishOf', { name })}
          isMissing={missing.includes('en')}
          onChange={(text) => onChange('en', text)}
        />
      )}
    </div>
  );
}

/** The key in code, since it is of no language, then which of its texts. */
function KeyName({ entry }: { entry: Entry }) {
  const words = useEditorWords();
  const [key, part] = partsOf(entry, words);
  return (
    <span>
      <code>{key}</code>
      {part ? `, ${part}` : ''}
    </span>
  );
}

interface OneTextProps {
  entry: Entry;
  language: 'fr' | 'en';
  label: string;
  isMissing: boolean;
  onChange: (text: string) => void;
}

function OneText({ entry, language, label, isMissing, onChange }: OneTextProps) {
  const words = useEditorWords();
  const id = useId();
  const text = entry[language];
  const [typed, setTyped] = useState(text);
  // An empty line of a list is no paragraph, but must stay while one types the next.
  useEffect(
    () => setTyped((now) => (withoutEmptyLines(now, entry.isList) === text ? now : text)),
    [text, entry.isList],
  );
  const { unknown, uneven } = fieldFaults(entry, language);
  const braces = (names: string[]) => names.map((name) => `{${name}}`).join(' ');
  return (
    <div>
      <textarea
        lang={language}
        rows={Math.min(8, Math.max(1, typed.split('\n').length, Math.ceil(text.length / 60)))}
        aria-label={label}
        aria-describedby={unknown.length + uneven.length > 0 ? id : undefined}
        aria-invalid={isMissing || unknown.length > 0}
        className={isMissing ? 'is-missing' : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(event.target.value);
        }}
      />
      <div id={id} className="h-warned">
        {unknown.length > 0 ? <p>{words('texts.unknownPlaceholder', { names: braces(unknown) })}</p> : null}
        {uneven.length > 0 ? <p>{words('texts.uneven', { names: braces(uneven) })}</p> : null}
      </div>
    </div>
  );
}

const withoutEmptyLines = (text: string, isList: boolean): string => (isList ? paragraphsOf(text).join('\n') : text);

/** How a text is called: « reminder, objet », « startDate.label », « Titre ». */
const nameOf = (entry: Entry, words: EditorWords): string => partsOf(entry, words).filter(Boolean).join(', ');

function partsOf({ group, at }: Entry, words: EditorWords): [key: string, part: string] {
  const [first = '', second = '', third = ''] = at;
  switch (group) {
    case 'manifest':
      return [words(`texts.of.${first as 'title' | 'summary' | 'category' | 'delay'}`), ''];
    case 'mails':
      return [second, words(`texts.of.${third as 'subject' | 'body'}`)];
    case 'acts':
      return [second, words(`texts.of.${third === 'title' ? 'object' : (third as 'name' | 'appeal' | 'ampliations')}`)];
    case 'form': {
      const asked = CHECK_WORDS.find((word) => second.endsWith(`.${word}`));
      return [second, asked ? words(`texts.of.${asked}`) : ''];
    }
    case 'elements':
    case 'pieces':
      return [second, ''];
  }
}
