import { DataBase } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useRef, useState } from 'react';
import { chipText } from '#domain/act/text/chips.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { ChipText, type TextHandle } from '../chips/ChipText.tsx';
import { DatumDialog } from '../chips/DatumDialog.tsx';
import { useSayChip } from '../chips/use-say-chip.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { TextFieldProps } from './PlainText.tsx';

/** A text that is filled in as it leaves: a subject on one line, a body on several, with what each can name offered. */
export function FilledText(props: TextFieldProps & { data: readonly ActDatum[]; isInvalid: boolean }) {
  const { entry, language, label, describedBy, data, isMissing, isInvalid, onChange } = props;
  const words = useEditorWords();
  const say = useSayChip(data);
  const text = useRef<TextHandle>(null);
  const [isChoosing, setChoosing] = useState(false);
  return (
    <div className={isMissing ? 'h-filled is-missing' : 'h-filled'}>
      <ChipText
        text={entry[language]}
        label={label}
        describedBy={describedBy}
        lang={language}
        isInvalid={isInvalid}
        isOneLine={entry.at.at(-1) === 'subject'}
        vocabulary={data}
        say={say}
        onChange={onChange}
        handle={text}
      />
      <Button
        kind="ghost"
        size="sm"
        renderIcon={DataBase}
        aria-label={words('texts.insertIn', { name: label })}
        onClick={() => setChoosing(true)}
      >
        {words('data.insert')}
      </Button>
      {isChoosing ? (
        <DatumDialog
          vocabulary={data}
          onClose={() => {
            setChoosing(false);
            text.current?.focus();
          }}
          onChosen={({ path }) => {
            setChoosing(false);
            text.current?.insert(chipText({ data: path, as: null }));
          }}
        />
      ) : null}
    </div>
  );
}
