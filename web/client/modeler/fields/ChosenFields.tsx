import './fields.scss';
import { useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import type { KnownName } from '../../../contract/atelier.ts';
import type { BpmnModeler } from '../diagram/services.ts';
import { ChosenField } from './ChosenField.tsx';
import { useFieldSources } from './use-field-sources.ts';

/** Draws, where the panel of properties leaves them to us, the fields whose value is chosen. Drawn anew with each change of the drawing. */
export function ChosenFields({ modeler, names }: { modeler: BpmnModeler; names: readonly KnownName[] | undefined }) {
  const fields = modeler.get('fieldPlaces');
  const places = useSyncExternalStore(fields.subscribe, fields.now);
  const sources = useFieldSources(names);
  return places.map((place) =>
    createPortal(
      <ChosenField modeler={modeler} place={place} sources={sources} />,
      place.node,
      `${place.element.id} ${place.id}`,
    ),
  );
}
