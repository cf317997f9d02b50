import { Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { showDay } from '#web/client/ui/fields/civil-date.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { StandingView } from '#web/contract/operations/interventions.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import type { ActionDialog } from './InstanceActions.tsx';

type Fact = StandingView['facts'][number];

/** Chooses a fact of the circuit and what it is to be, among what the form allows; asks why, then writes it. */
export const FactDialog: ActionDialog = ({ requestId, onClose, onDone }) => {
  const { t, read } = useLanguage();
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const standing = useApi('GET /api/operations/requests/:id/standing', { params: { id: requestId } });
  const facts = standing.data?.facts ?? [];
  const fact = facts.find((one) => one.name === name);
  const value = fact && typedValue(fact, text);
  const choices =
    fact?.type === 'boolean'
      ? [
          { value: 'true', text: t('interventions.fact.yes') },
          { value: 'false', text: t('interventions.fact.no') },
        ]
      : (fact?.choices ?? []).map(({ value: one, label }) => ({ value: one, text: read(label) }));
  return (
    <ReasonDialog
      title={t('interventions.fact.title')}
      confirm={t('interventions.fact.confirm')}
      asks={fact !== undefined}
      ready={value !== fact?.value}
      label={t('interventions.reason')}
      help={t('interventions.reasonHelp')}
      verdict={fact ? <p>{t('interventions.fact.effects')}</p> : null}
      stays
      onClose={onClose}
      onConfirm={async (reason) => {
        if (value === undefined) return;
        await call('POST /api/operations/requests/:id/facts', {
          params: { id: requestId },
          body: { name, value, reason },
        });
        onDone(t('interventions.fact.done'));
      }}
    >
      <p>{t('interventions.fact.text')}</p>
      <Loaded query={standing}>
        {({ tokens }) =>
          tokens.length === 0 || facts.length === 0 ? (
            <p role="status">{t(tokens.length === 0 ? 'interventions.gone' : 'interventions.fact.none')}</p>
          ) : (
            <Select
              id="edited-fact"
              labelText={t('interventions.fact.which')}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                const chosen = facts.find((one) => one.name === event.target.value);
                setText(textOf(chosen?.value ?? null));
              }}
            >
              <SelectItem value="" text={t('interventions.choose')} />
              {facts.map((one) => (
                <SelectItem key={one.name} value={one.name} text={read(one.label)} />
              ))}
            </Select>
          )
        }
      </Loaded>
      {fact ? (
        <>
          <p>{t('interventions.fact.now', { value: shown(fact, choices) || t('interventions.fact.empty') })}</p>
          <FactField fact={fact} choices={choices} text={text} onChange={setText} />
        </>
      ) : null}
    </ReasonDialog>
  );
};

interface Choice {
  readonly value: string;
  readonly text: string;
}

function FactField({
  fact,
  choices,
  text,
  onChange,
}: {
  fact: Fact;
  choices: readonly Choice[];
  text: string;
  onChange: (text: string) => void;
}) {
  const { t } = useLanguage();
  const label = t('interventions.fact.becomes');
  if (choices.length > 0)
    return (
      <Select id="fact-value" labelText={label} value={text} onChange={(event) => onChange(event.target.value)}>
        <SelectItem value="" text={t('interventions.fact.empty')} />
        {choices.map(({ value, text: said }) => (
          <SelectItem key={value} value={value} text={said} />
        ))}
      </Select>
    );
  if (fact.type === 'date') return <DayField id="fact-value" labelText={label} value={text} onChange={onChange} />;
  return (
    <TextInput
      id="fact-value"
      labelText={label}
      helperText={t(`interventions.fact.help.${fact.type === 'number' ? 'number' : 'text'}`)}
      inputMode={fact.type === 'number' ? 'decimal' : 'text'}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const textOf = (value: Fact['value']): string => (value === null ? '' : String(value));

function shown({ type, value }: Fact, choices: readonly Choice[]): string {
  const text = textOf(value);
  return type === 'date' ? showDay(text) : (choices.find((one) => one.value === text)?.text ?? text);
}

/** What was typed, as the form keeps it; what is no number is sent as it is, and refused. */
function typedValue({ type }: Fact, text: string): Fact['value'] {
  const typed = text.trim();
  if (typed === '') return null;
  if (type === 'boolean') return typed === 'true';
  const number = Number(typed.replace(',', '.'));
  return type === 'number' && !Number.isNaN(number) ? number : typed;
}
