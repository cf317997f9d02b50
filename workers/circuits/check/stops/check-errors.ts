import { type Drawing, type Place, scopesAround } from '../../guarantees/drawing.ts';
import type { Report } from '../check-headers.ts';

/** Says at each end that throws an error that nothing around it catches it: a cluster makes an incident of it. */
export function checkErrors(drawing: Drawing, report: Report): void {
  for (const place of drawing.places.values())
    if (place.type === 'bpmn:EndEvent' && place.event === 'Error' && !isCaught(drawing, place))
      report(place.id, 'error-uncaught', { error: place.about });
}

function isCaught(drawing: Drawing, thrown: Place): boolean {
  const { places, within } = drawing;
  const catches = ({ event, about }: Place) => event === 'Error' && (about === '' || about === thrown.about);
  return scopesAround(drawing, thrown).some((scope) => {
    const beside = (within.get(scope) ?? []).filter(({ triggered }) => triggered);
    const starts = beside.flatMap(({ id }) => within.get(id) ?? []).filter(({ type }) => type === 'bpmn:StartEvent');
    const around = within.get(places.get(scope)?.scope ?? '') ?? [];
    return [...starts, ...around.filter(({ attachedTo }) => attachedTo === scope)].some(catches);
  });
}
