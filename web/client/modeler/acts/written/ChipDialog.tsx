import { Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import type { Chip } from '#domain/act/text/chips.ts';
import { choicesOf } from '#domain/act/text/say.ts';
import { formatsOf, takesFormat } from '#domain/act/text/vocabulary.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import type { editors } from '#web/client/language/fr/atelier/atelier-editors.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { useEditorWords } from '../../use-editor-words.ts';

type FormatName = keyof (typeof editors)['acts']['written']['formats'];

/** In which form a datum is written: a day in words or in figures, a choice by its label or in words of the act's own. */
export function ChipDialog(props: {
  datum: ActDatum;
  chip: Chip;
  said: Readonly<Record<string, string>>;
  onWritten: (chip: Chip, said: Readonly<Record<string, string>>) => void;
  onClose: () => void;
}) {
  const words = useEditorWords();
  const { read } = useLanguage();
  const { datum, chip } = props;
  const formats = formatsOf(datum);
  const [as, setAs] = useState(chip.as ?? formats[0] ?? '');
  const [said, setSaid] = useState(props.said);
  const choices = choicesOf(datum) ?? [];
  const isReady = takesFormat(datum, as) && (as !== 'words' || choices.every(({ value }) => said[value]?.trim()));
  const written = { data: chip.data, as: as === formats[0] ? null : as };
  return (
    <ConfirmDialog
      title={read(datum.label)}
      confirm={words('acts.written.apply')}
      ready={isReady}
      onClose={props.onClose}
      onConfirm={async () => props.onWritten(written, said)}
    >
      {datum.type === 'agreement' ? (
        <TextInput
          id="chip-word"
          labelText={words('acts.written.word')}
          helperText={words('acts.written.wordHelp')}
          value={as}
          maxLength={40}
          data-modal-primary-focus
          onChange={(event) => setAs(event.target.value.trim())}
        />
      ) : (
        <Select
          id="chip-format"
          labelText={words('acts.written.format')}
          value={as}
          onChange={(event) => setAs(event.target.value)}
        >
          {formats
            // Words of its own are for what is one of a few.
            .filter((format) => format !== 'words' || choices.length > 0)
            .map((format) => (
              <SelectItem key={format} value={format} text={words(`acts.written.formats.${format as FormatName}`)} />
            ))}
        </Select>
      )}
      {as === 'words'
        ? choices.map(({ value, label }) => (
            <TextInput
              key={value}
              id={`chip-words-${value}`}
              labelText={label}
              value={said[value] ?? ''}
              maxLength={200}
              onChange={(event) => setSaid({ ...said, [value]: event.target.value })}
            />
          ))
        : null}
    </ConfirmDialog>
  );
}
