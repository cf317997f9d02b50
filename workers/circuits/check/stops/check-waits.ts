import { Duration } from 'luxon';
import { CAMPAIGN_MESSAGES, WITHDRAWAL_MESSAGE } from '#domain/circuit/words/message.ts';
import type { Drawing, Place } from '../../guarantees/drawing.ts';
import type { Report } from '../check-headers.ts';
import { definitionOf, isLonger, MIN_INTERVAL, writtenTimer } from './written-timers.ts';

/** Longer than anything that is asked of an administration takes. */
const MAX_YEARS = 10;

/** Says where a request waits for what never comes, and what begins without one. */
export function checkWaits(drawing: Drawing, report: Report): void {
  const { places, processId } = drawing;
  const all = [...places.values()];
  const known: readonly string[] = [
    WITHDRAWAL_MESSAGE,
    ...(drawing.properties.campaign ? Object.values(CAMPAIGN_MESSAGES) : []),
  ];
  const sent = new Set(all.filter(isThrown).map(signalOf));
  for (const place of all) {
    const { id, type, event, about } = place;
    if (type === 'bpmn:StartEvent' && place.scope === processId && event !== null) report(id, 'start-not-by-request');
    else if (event === 'Message' && !isThrown(place) && !known.includes(about))
      report(id, 'message-unsent', { message: about, known: known.join(', ') });
    else if (event === 'Signal' && !isThrown(place) && !sent.has(signalOf(place)))
      report(id, 'signal-unsent', { signal: signalOf(place) });
    else if (event === 'Timer') checkTimer(place, report);
  }
}

const isThrown = ({ type }: Place): boolean => type === 'bpmn:IntermediateThrowEvent' || type === 'bpmn:EndEvent';

const signalOf = (place: Place): string => {
  const { name } = (definitionOf(place)?.signalRef ?? {}) as { readonly name?: string };
  return name ?? '';
};

function checkTimer(place: Place, report: Report): void {
  const { wait, interval } = writtenTimer(place);
  if (isLonger(wait, Duration.fromObject({ years: MAX_YEARS })))
    report(place.id, 'wait-too-long', { duration: wait.toISO() ?? '', years: MAX_YEARS });
  if (isLonger(MIN_INTERVAL, interval)) report(place.id, 'timer-too-often', { interval: interval.toISO() ?? '' });
}
