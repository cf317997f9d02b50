import './fields.scss';
import { useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import type { FieldPlace } from '../bpmn/field-property.ts';
import type { BpmnModeler } from '../bpmn/services.ts';
import { ChosenField } from './ChosenField.tsx';
import { useFieldSources } from './use-field-sources.ts';

interface Drawing {
  readonly modeler: BpmnModeler;
  readonly names: readonly KnownName[] | undefined;
}

/** Draws, where the panel of properties leaves them to us, the fields whose value is chosen. Drawn anew with each change of the drawing. */
export function ChosenFields({ modeler, names }: Drawing) {
  const fields = modeler.get('fieldPlaces');
  const places = useSyncExternalStore(fields.subscribe, fields.now);
  // What they are chosen from is read once one of them is on screen.
  return places.length > 0 ? <Placed modeler={modeler} names={names} places={places} /> : null;
}

function Placed({ modeler, names, places }: Drawing & { readonly places: readonly FieldPlace[] }) {
  const sources = useFieldSources(names);
  return places.map((place) =>
    createPortal(
      <ChosenField modeler={modeler} place={place} sources={sources} />,
      place.node,
      `${place.element.id} ${place.id}`,
    ),
  );
}
