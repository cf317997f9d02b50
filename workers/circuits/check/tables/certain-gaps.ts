import { type DrawnElement, waysBackIn } from '#domain/circuit/flows.ts';
import { readDrawing } from '../../guarantees/drawing.ts';
import type { Bundle } from '../../read/bundle.ts';
import { tableAskedAt } from '../../read/decisions.ts';
import type { FormComponent } from '../../read/form.ts';
import { startFormOf } from '../../read/forms.ts';
import type { CircuitModel } from '../../read/model.ts';
import { readThemes } from '../../read/theme.ts';

/** Whether a decision surely comes to see any values of these answers of the form that files the request, by their keys. */
export type IsSurelyAsked = (decision: string, keys: readonly string[]) => boolean;

/**
 * Reads for which answers a table is surely evaluated: choices that everybody is shown, all together unless a rule of a theme may
 * refuse some, where no condition on the way to the table chose among them before.
 */
export function readSurelyAsked(bundle: Bundle, model: CircuitModel): IsSurelyAsked {
  const shown = (startFormOf(bundle, model)?.content.components ?? []).filter(isShownChoice).map(({ key }) => key);
  const { themes } = readThemes(bundle);
  const mayRefuse = Object.values(themes).some(({ rules }) => rules.some(({ then }) => then === 'refuses'));
  const { places } = readDrawing(model);
  const before = waysBackIn(model.drawn.process as DrawnElement);
  const isChosenBefore = (step: string, keys: readonly string[]): boolean =>
    [...before(step)]
      .flatMap((id) => places.get(id)?.flows ?? [])
      .some(({ condition }) => condition?.names.some((name) => keys.includes(name)));
  return (decision, keys) =>
    keys.every((key) => shown.includes(key)) &&
    (keys.length === 1 || !mayRefuse) &&
    model.elements.some(
      (element) =>
        (element.decisionId === decision || tableAskedAt(element)?.table === decision) &&
        !isChosenBefore(element.id, keys),
    );
}

const isShownChoice = ({ type, conditional, options, required }: FormComponent): boolean =>
  !conditional && (type === 'checkbox' ? !required : (type === 'select' || type === 'radio') && options.length > 0);
