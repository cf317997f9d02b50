import { ArrowDown, ArrowUp, DataBase, Filter, TrashCan } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { type Ref, useId } from 'react';
import { type Chip, isChip, runsOf } from '#domain/act/text/chips.ts';
import { isWordless } from '#domain/act/text/document.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { ChipText, type TextHandle } from '../../chips/ChipText.tsx';
import type { SayChip } from '../../chips/chip-view.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import type { OpenBlock } from './blocks.ts';

/** What is done to a block by its buttons and its keys. */
export interface BlockActions {
  onChange: (text: string) => void;
  onFocus: () => void;
  onEnter: (before: string, rest: string) => void;
  onInsert: () => void;
  /** `place`: which of the chips of the block. */
  onChip: (chip: Chip, place: number) => void;
  onCondition: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  onRemove: () => void;
}

interface OneBlockProps extends BlockActions {
  block: OpenBlock;
  /** « Article 2 » */
  name: string;
  /** The condition in words; null: it is always printed. */
  condition: string | null;
  faults: readonly string[];
  vocabulary: readonly ActDatum[];
  say: SayChip;
  isActive: boolean;
  handle: Ref<TextHandle>;
}

/** One block of an act: its sentence, what it hangs on, what is wrong in it. */
export function OneBlock({ block, name, condition, faults, vocabulary, say, isActive, handle, ...on }: OneBlockProps) {
  const words = useEditorWords();
  const helpId = useId();
  const data = runsOf(block.text).filter(isChip);
  const icon = (label: string, renderIcon: typeof TrashCan, onClick: (() => void) | null) => (
    <Button
      kind="ghost"
      size="sm"
      hasIconOnly
      renderIcon={renderIcon}
      iconDescription={`${label} (${name})`}
      tooltipPosition="bottom"
      disabled={onClick === null}
      onClick={onClick ?? undefined}
    />
  );
  return (
    <li className={isActive ? 'h-block is-active' : 'h-block'}>
      <div className="h-block__head">
        <strong>{name}</strong>
        {condition === null ? null : (
          <Tag type="cool-gray" size="sm">
            {condition}
          </Tag>
        )}
        <span className="h-block__actions">
          {isWordless(block.is) ? null : icon(words('data.insert'), DataBase, on.onInsert)}
          {icon(words('acts.written.condition'), Filter, on.onCondition)}
          {icon(words('acts.written.up'), ArrowUp, on.onUp)}
          {icon(words('acts.written.down'), ArrowDown, on.onDown)}
          {icon(words('acts.written.remove'), TrashCan, on.onRemove)}
        </span>
      </div>
      <p id={helpId} className={isWordless(block.is) ? 'h-muted' : 'h-hidden'}>
        {words(`acts.written.help.${block.is}`)}
      </p>
      {isWordless(block.is) ? null : (
        <ChipText
          text={block.text}
          label={name}
          describedBy={helpId}
          lang="fr"
          isOneLine
          vocabulary={vocabulary}
          say={say}
          onChange={on.onChange}
          onFocus={on.onFocus}
          onEnter={on.onEnter}
          onEmpty={on.onRemove}
          handle={handle}
        />
      )}
      {isActive && data.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and ask for a legend
        <div role="group" className="h-block__data" aria-label={words('acts.written.dataOf', { name })}>
          {data.map((chip, place) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a datum may stand twice in a sentence
              key={place}
              type="button"
              className="h-linkish"
              disabled={!say(chip).isKnown}
              onClick={() => on.onChip(chip, place)}
            >
              {words('acts.written.form', { name: say(chip).label })}
            </button>
          ))}
        </div>
      ) : null}
      {faults.length > 0 ? (
        <ul className="h-faults">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
