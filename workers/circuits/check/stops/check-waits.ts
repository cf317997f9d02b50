import { Duration } from 'luxon';
import { type DrawnElement, drawnIn } from '../../../../domain/circuit/flows.ts';
import { CAMPAIGN_MESSAGES, WITHDRAWAL_MESSAGE } from '../../../../domain/circuit/words/message.ts';
import type { Drawing, Place } from '../../guarantees/drawing.ts';
import type { Report } from '../check-headers.ts';

/** Longer than anything that is asked of an administration takes. */
const MAX_YEARS = 10;
const MIN_INTERVAL = Duration.fromObject({ hours: 1 });

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

const definitionOf = ({ drawn }: Place): DrawnElement | undefined => drawnIn(drawn.eventDefinitions)[0];

const signalOf = (place: Place): string => {
  const { name } = (definitionOf(place)?.signalRef ?? {}) as { readonly name?: string };
  return name ?? '';
};

/** What is written in a timer; what is computed is known by nobody yet. */
function checkTimer(place: Place, report: Report): void {
  const definition = definitionOf(place);
  const duration = textOf(definition?.timeDuration);
  if (isLonger(Duration.fromISO(duration), Duration.fromObject({ years: MAX_YEARS })))
    report(place.id, 'wait-too-long', { duration, years: MAX_YEARS });
  const [, interval = ''] = /^R(?:-1)?\/(?:[^P]*\/)?(P.*)$/.exec(textOf(definition?.timeCycle)) ?? [];
  if (isLonger(MIN_INTERVAL, Duration.fromISO(interval))) report(place.id, 'timer-too-often', { interval });
}

const textOf = (expression: unknown): string => {
  const { body } = (expression ?? {}) as { readonly body?: unknown };
  return typeof body === 'string' ? body.trim() : '';
};

/** Never of one that cannot be read: comparing with what is no number is false. */
const isLonger = (one: Duration, other: Duration): boolean => one.toMillis() > other.toMillis();
