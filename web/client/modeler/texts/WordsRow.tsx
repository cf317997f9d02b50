import { TrashCan } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { useEffect, useId, useState } from 'react';
import type { TranslationFault } from '../../../../domain/circuit/words/translation.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { type Entry, fieldFaults, missingIn, paragraphsOf } from './entries.ts';
import { inOneLine, type RowName } from './row-name.ts';
import { TextName } from './TextName.tsx';

interface RowProps {
  entry: Entry;
  called: RowName;
  /** What is wrong with its English. */
  translation: TranslationFault | null;
  /** Somebody says that its English is right as it is. */
  onRight: () => void;
  onChange: (language: 'fr' | 'en', text: string) => void;
  onRemove: () => void;
}

/** One text in both languages, with what is missing or wrong under it. */
export function WordsRow({ entry, called, translation, onRight, onChange, onRemove }: RowProps) {
  const words = useEditorWords();
  const name = inOneLine(called);
  const missing = missingIn(entry);
  return (
    <div className="h-words__row">
      <div className="h-words__name">
        <TextName called={called} />{' '}
        {entry.context && entry.context !== entry.fr && entry.context !== called.name ? <em>{entry.context}</em> : null}
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
