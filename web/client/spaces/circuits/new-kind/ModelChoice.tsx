import { RadioTile, Select, SelectItem, TileGroup } from '@carbon/react';
import { useState } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { KindModel } from '#web/contract/circuits/atelier.ts';
import type { KindRow } from '../by-kind.ts';
import { DiagramSketch } from './DiagramSketch.tsx';

/** What is chosen where a circuit begins from next to nothing. No name of a model or of a kind is empty. */
export const MODEL_NONE = '';
const KIND = '+kind';

/** What a new kind is begun from: a model drawn small, a kind in force, or nothing; the chosen one said in a sentence. */
export function ModelChoice({
  models,
  kinds,
  value,
  setValue,
}: {
  models: readonly KindModel[];
  kinds: readonly KindRow[];
  /** The name of a model or of a kind, or {@link MODEL_NONE}. */
  value: string;
  setValue: (name: string) => void;
}) {
  const { t, read } = useLanguage();
  const [byKind, setByKind] = useState(false);
  const choose = (chosen: string) => {
    setByKind(chosen === KIND);
    setValue(chosen === KIND ? (kinds[0]?.kind ?? MODEL_NONE) : chosen);
  };
  const model = byKind ? undefined : models.find(({ name }) => name === value);
  const summary = model ? read(model.summary) : t(byKind ? 'atelier.newAfterKindText' : 'atelier.newEmptyText');
  return (
    <>
      <TileGroup
        name="circuit-model"
        legend={t('atelier.newAfter')}
        className="h-new-kind__models"
        valueSelected={byKind ? KIND : value}
        onChange={(chosen) => choose(String(chosen ?? MODEL_NONE))}
      >
        {models.map(({ name, title, diagram }) => (
          <RadioTile key={name} id={`model-${name}`} value={name}>
            <DiagramSketch xml={diagram} />
            <strong>{read(title)}</strong>
          </RadioTile>
        ))}
        <RadioTile id="model-of-kind" value={KIND} disabled={kinds.length === 0}>
          <strong>{t('atelier.newAfterKind')}</strong>
        </RadioTile>
        <RadioTile id="model-none" value={MODEL_NONE}>
          <strong>{t('atelier.newEmpty')}</strong>
        </RadioTile>
      </TileGroup>
      <p className="h-muted" aria-live="polite">
        {summary}
      </p>
      {byKind ? (
        <Select
          id="circuit-after"
          labelText={t('atelier.newWhichKind')}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        >
          {kinds.map(({ kind, title }) => (
            <SelectItem key={kind} value={kind} text={read(title)} />
          ))}
        </Select>
      ) : null}
    </>
  );
}
