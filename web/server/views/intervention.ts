import type { z } from 'zod';
import { editableFacts } from '#application/interventions/editable-facts.ts';
import type { Version } from '#application/versions.ts';
import { idAt, pathOf } from '#domain/circuit/blocks/block.ts';
import { isFactValue } from '#domain/circuit/interventions/fact-value.ts';
import type { MoveBar } from '#domain/circuit/interventions/token-move.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { same } from '#domain/formats/in-words.ts';
import type { OutboxAnswers } from '#domain/outbox/outbox-command.ts';
import type { MovePreview, StandingView } from '#web/contract/operations/interventions.ts';
import { stepName } from './standing.ts';

type FactView = z.input<typeof StandingView>['facts'][number];

/** Where a request stands, in the words of its version. */
export function standingView(
  version: Version,
  { tokens, targets, facts }: OutboxAnswers['read-standing'],
): z.input<typeof StandingView> {
  const { manifest } = version;
  const named = (place: string) => {
    const name = stepName(manifest, place);
    return { place, name: name.fr === place ? unnamed(place) : name };
  };
  return {
    versionId: version.id,
    tokens: tokens.map(({ key, instanceKey, place }) => ({ key, instanceKey, path: pathOf(place), ...named(place) })),
    targets: Object.entries(targets).map(([path, places]) => ({ path, places: places.map(named) })),
    facts: editableFacts(version).map((fact) => factView(manifest, fact, facts[fact.name])),
  };
}

/** A gateway or an event that its analyst gave no name is found on the diagram by its id. */
const unnamed = (place: string) => ({
  fr: `Élément sans nom (${idAt(place)})`,
  en: `Unnamed element (${idAt(place)})`,
});

function factView(
  { texts }: CircuitManifest,
  { name, component }: ReturnType<typeof editableFacts>[number],
  value: unknown,
): FactView {
  const { type, subtype, label, values = [] } = component;
  const choices = values.flatMap((one) => {
    const { value: text } = (one ?? {}) as { readonly value?: unknown };
    return typeof text === 'string'
      ? [{ value: text, label: texts.form[`${name}.options.${text}`] ?? same(text) }]
      : [];
  });
  return {
    name,
    label: texts.form[`${name}.label`] ?? same(label ?? name),
    type: typeOf(type, subtype, choices.length > 0),
    choices,
    value: isFactValue(value) ? value : null,
  };
}

function typeOf(type: string, subtype: string | undefined, offersChoices: boolean): FactView['type'] {
  if (offersChoices) return 'choice';
  if (type === 'number') return 'number';
  if (type === 'checkbox') return 'boolean';
  return type === 'datetime' && subtype === 'date' ? 'date' : 'text';
}

/** Why a token may not be moved, in words. */
export function moveBarView(manifest: CircuitManifest, bar: MoveBar | null): z.input<typeof MovePreview>['bar'] {
  if (bar === null) return null;
  const { step, fr, en, reason } = bar.params;
  return {
    cause: bar.cause,
    step: step === undefined ? null : stepName(manifest, step),
    lack: fr === undefined || en === undefined ? null : { fr, en },
    reason: reason ?? null,
  };
}
