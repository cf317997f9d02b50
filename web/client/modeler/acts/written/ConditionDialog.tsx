import { Add, TrashCan } from '@carbon/icons-react';
import { Button, Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import { isChip, runsOf } from '#domain/act/text/chips.ts';
import { type ActCondition, CONDITIONS } from '#domain/act/text/document.ts';
import { choicesOf } from '#domain/act/text/say.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { useEditorWords } from '../../use-editor-words.ts';

const MAX_CONDITIONS = 5;
const compares = ({ is }: ActCondition): boolean => is === 'equal' || is === 'different';

/** When a block is printed: all of these, chosen among what the act can name. */
export function ConditionDialog(props: {
  /** Of the block. */
  name: string;
  text: string;
  when: readonly ActCondition[];
  vocabulary: readonly ActDatum[];
  onChosen: (when: readonly ActCondition[]) => void;
  onClose: () => void;
}) {
  const words = useEditorWords();
  const { vocabulary } = props;
  const named = new Set(runsOf(props.text).flatMap((run) => (isChip(run) ? [run.data] : [])));
  // What the block itself names and may not be known is what a condition is asked for.
  const unsure = vocabulary.filter(({ sure }) => !sure);
  const first = unsure.find(({ path }) => named.has(path)) ?? unsure[0] ?? vocabulary[0];
  const another: ActCondition = { data: first?.path ?? '', is: 'known' };
  const [when, setWhen] = useState(props.when.length > 0 ? props.when : [another]);
  const set = (index: number, condition: ActCondition) => setWhen(when.with(index, condition));
  return (
    <ConfirmDialog
      title={words('acts.written.conditionOf', { name: props.name })}
      confirm={words('acts.written.apply')}
      ready={when.every((one) => !compares(one) || (one.value ?? '') !== '')}
      onClose={props.onClose}
      onConfirm={async () => props.onChosen(when)}
    >
      {when.length === 0 ? <p>{words('acts.written.always')}</p> : <p>{words('acts.written.onlyIf')}</p>}
      {when.map((condition, index) => (
        <OneCondition
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
          key={index}
          id={`condition-${index}`}
          condition={condition}
          vocabulary={vocabulary}
          onChange={(next) => set(index, next)}
          onRemove={() => setWhen(when.toSpliced(index, 1))}
        />
      ))}
      {when.length < MAX_CONDITIONS ? (
        <Button kind="ghost" size="sm" renderIcon={Add} onClick={() => setWhen([...when, another])}>
          {words('acts.written.addCondition')}
        </Button>
      ) : null}
    </ConfirmDialog>
  );
}

function OneCondition(props: {
  id: string;
  condition: ActCondition;
  vocabulary: readonly ActDatum[];
  onChange: (condition: ActCondition) => void;
  onRemove: () => void;
}) {
  const words = useEditorWords();
  const { read } = useLanguage();
  const { id, condition, vocabulary, onChange } = props;
  const datum = vocabulary.find(({ path }) => path === condition.data);
  const choices = datum && choicesOf(datum);
  const valueLabel = words('acts.written.value');
  return (
    <div className="h-block-condition">
      <Select
        id={`${id}-data`}
        labelText={words('acts.written.datum')}
        value={condition.data}
        onChange={(event) => onChange({ data: event.target.value, is: 'known' })}
      >
        {datum ? null : <SelectItem value={condition.data} text={condition.data} />}
        {vocabulary
          .filter(({ type }) => type !== 'agreement')
          .map(({ path, label }) => (
            <SelectItem key={path} value={path} text={read(label)} />
          ))}
      </Select>
      <Select
        id={`${id}-is`}
        labelText={words('acts.written.is')}
        value={condition.is}
        onChange={(event) => {
          const is = CONDITIONS.find((one) => one === event.target.value) ?? 'known';
          onChange({ data: condition.data, is, ...(condition.value !== undefined && { value: condition.value }) });
        }}
      >
        {CONDITIONS.map((is) => (
          <SelectItem key={is} value={is} text={words(`acts.written.conditions.${is}`)} />
        ))}
      </Select>
      {!compares(condition) ? null : choices ? (
        <Select
          id={`${id}-value`}
          labelText={valueLabel}
          value={condition.value ?? ''}
          onChange={(event) => onChange({ ...condition, value: event.target.value })}
        >
          <SelectItem value="" text={words('acts.written.choose')} />
          {choices.map(({ value, label }) => (
            <SelectItem key={value} value={value} text={label} />
          ))}
        </Select>
      ) : (
        <TextInput
          id={`${id}-value`}
          labelText={valueLabel}
          value={condition.value ?? ''}
          maxLength={200}
          onChange={(event) => onChange({ ...condition, value: event.target.value })}
        />
      )}
      <Button
        kind="ghost"
        size="sm"
        hasIconOnly
        renderIcon={TrashCan}
        iconDescription={words('acts.written.removeCondition')}
        onClick={props.onRemove}
      />
    </div>
  );
}
