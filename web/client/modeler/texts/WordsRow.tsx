import { TrashCan } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { useId } from 'react';
import type { TranslationFault } from '#domain/circuit/words/translation.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { dataFaults, type Entry, missingIn } from './entries.ts';
import { FilledText } from './FilledText.tsx';
import { PlainText } from './PlainText.tsx';
import { inOneLine, type RowName } from './row-name.ts';
import { TextName } from './TextName.tsx';

interface RowProps {
  entry: Entry;
  called: RowName;
  /** Who receives it, of a message. */
  to?: string | undefined;
  /** What is wrong with its English. */
  translation: TranslationFault | null;
  /** Somebody says that its English is right as it is. */
  onRight: () => void;
  onChange: (language: 'fr' | 'en', text: string) => void;
  onRemove: () => void;
}

/** One text in both languages, with what is missing or wrong under it. */
export function WordsRow({ entry, called, to, translation, onRight, onChange, onRemove }: RowProps) {
  const words = useEditorWords();
  const name = inOneLine(called);
  const missing = missingIn(entry);
  return (
    <div className="h-words__row">
      <div className="h-words__name">
        <TextName called={called} />{' '}
        {entry.context && entry.context !== entry.fr && entry.context !== called.name ? <em>{entry.context}</em> : null}
        {to ? <p className="h-muted">{words('texts.sentTo', { people: to })}</p> : null}
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
  const { read } = useLanguage();
  const id = useId();
  const { unknown, uneven } = dataFaults(entry, language);
  const own = { entry, language, label, describedBy: id, isMissing, onChange };
  return (
    <div>
      {entry.data ? (
        <FilledText {...own} data={entry.data} isInvalid={isMissing || unknown.length > 0} />
      ) : (
        <PlainText {...own} />
      )}
      <div id={id} className="h-warned">
        {unknown.length > 0 ? (
          <p>{words('texts.unknownData', { names: unknown.map((name) => `{${name}}`).join(' ') })}</p>
        ) : null}
        {uneven.length > 0 ? (
          <p>{words('texts.uneven', { names: uneven.map(({ label: named }) => read(named)).join(', ') })}</p>
        ) : null}
      </div>
    </div>
  );
}
