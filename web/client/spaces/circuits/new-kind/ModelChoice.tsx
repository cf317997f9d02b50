import { RadioTile, Select, SelectItem, TileGroup } from '@carbon/react';
import { useState } from 'react';
import type { KindModel } from '../../../../contract/atelier.ts';
import { useLanguage } from '../../../language/use-language.ts';
import type { KindRow } from '../by-kind.ts';
import { DiagramSketch } from './DiagramSketch.tsx';

/** What is chosen where a circuit begins from next to nothing. No name of a model or of a kind is empty. */
export const MODEL_NONE = '';
const KIND = '+kind';

/** What comes below the tiles would be asked out of sight. */
const showsItself = (select: HTMLSelectElement | null) => select?.scrollIntoView?.({ block: 'center' });

/** What a new kind is begun from: a model, drawn small and said in a sentence, a kind in force, or nothing. */
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
  return (
    <>
      <TileGroup
        name="circuit-model"
        legend={t('atelier.newAfter')}
        className="h-new-kind__models"
        valueSelected={byKind ? KIND : value}
        onChange={(chosen) => choose(String(chosen ?? MODEL_NONE))}
      >
        {models.map(({ name, title, summary, diagram }) => (
          <RadioTile key={name} id={`model-${name}`} value={name}>
            <span className="h-two">
              <DiagramSketch xml={diagram} />
              <strong>{read(title)}</strong>
              <span className="h-muted">{read(summary)}</span>
            </span>
          </RadioTile>
        ))}
        <RadioTile id="model-of-kind" value={KIND} disabled={kinds.length === 0}>
          <span className="h-two">
            <strong>{t('atelier.newAfterKind')}</strong>
            <span className="h-muted">{t('atelier.newAfterKindText')}</span>
          </span>
        </RadioTile>
        <RadioTile id="model-none" value={MODEL_NONE}>
          <span className="h-two">
            <strong>{t('atelier.newEmpty')}</strong>
            <span className="h-muted">{t('atelier.newEmptyText')}</span>
          </span>
        </RadioTile>
      </TileGroup>
      {byKind ? (
        <Select
          id="circuit-after"
          ref={showsItself}
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
