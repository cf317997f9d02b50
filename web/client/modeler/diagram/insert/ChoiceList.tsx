import { Search } from '@carbon/react';
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { CHOICE_GROUPS, type Choice, type ChoiceGroup, choicesFound } from './choices.ts';

const STEP: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** Choices by group, each with what it does. One types what one looks for; arrows go through what is found. */
export function ChoiceList({
  choices,
  onChoose,
  onClose,
}: {
  choices: readonly Choice[];
  onChoose: (choice: Choice) => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groupName = (group: ChoiceGroup) => t(`atelier.diagram.choiceGroups.${group}`);
  const found = choicesFound(choices, typed, groupName);

  const move = (event: KeyboardEvent) => {
    const step = STEP[event.key];
    if (step === undefined || !list.current) return;
    event.preventDefault();
    const stops = [...list.current.querySelectorAll<HTMLElement>('input, ul button')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops[(at + step + stops.length) % stops.length]?.focus();
  };
  // The field keeps Escape for itself, even when there is nothing in it to clear.
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && typed === '') onClose();
  };
  const chooseFirst = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !first || typed.trim() === '') return;
    event.preventDefault();
    onChoose(first);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is inside has the focus; arrows only move it
    <div ref={list} className="h-modeler__choices" onKeyDown={move} onKeyDownCapture={leave}>
      <Search
        size="md"
        data-modal-primary-focus
        labelText={t('atelier.diagram.searchChoices')}
        placeholder={t('atelier.diagram.searchChoices')}
        closeButtonLabelText={t('list.clearSearch')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={chooseFirst}
      />
      <p className="h-hidden" role="status">
        {t('atelier.diagram.choicesFound', { count: found.length })}
      </p>
      {found.length === 0 ? <p className="h-muted">{t('atelier.diagram.noChoice')}</p> : null}
      {CHOICE_GROUPS.map((group) => {
        const own = found.filter((choice) => choice.group === group);
        return own.length === 0 ? null : (
          <section key={group} aria-labelledby={`choices-${group}`}>
            <h3 id={`choices-${group}`}>{groupName(group)}</h3>
            <ul>
              {own.map((choice) => (
                <li key={choice.id}>
                  <button type="button" onMouseDown={stayStill} onClick={() => onChoose(choice)}>
                    <strong>{choice.name}</strong>
                    {choice.description ? <span>{choice.description}</span> : null}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The dialog scrolls to what takes the focus: pressed near its edge, a choice would slip away before it is released. */
const stayStill = (event: MouseEvent): void => event.preventDefault();
