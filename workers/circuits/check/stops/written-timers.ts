import { Duration } from 'luxon';
import { type DrawnElement, drawnIn } from '#domain/circuit/flows.ts';
import type { Place } from '../../guarantees/drawing.ts';

/** What comes again sooner would be done more than once an hour, until the request ends. */
export const MIN_INTERVAL = Duration.fromObject({ hours: 1 });

export const definitionOf = ({ drawn }: Place): DrawnElement | undefined => drawnIn(drawn.eventDefinitions)[0];

/** How long a timer waits, and how often it repeats, where that is written. What is computed is known by nobody yet: neither is valid. */
export function writtenTimer(place: Place): { readonly wait: Duration; readonly interval: Duration } {
  const definition = definitionOf(place);
  const [, interval = ''] = /^R(?:-1)?\/(?:[^P]*\/)?(P.*)$/.exec(textOf(definition?.timeCycle)) ?? [];
  const duration = textOf(definition?.timeDuration);
  const [, wait = duration] = /^=\s*duration\("([^"]*)"\)$/.exec(duration) ?? [];
  return { wait: Duration.fromISO(wait), interval: Duration.fromISO(interval) };
}

const textOf = (expression: unknown): string => {
  const { body } = (expression ?? {}) as { readonly body?: unknown };
  return typeof body === 'string' ? body.trim() : '';
};

/** Never of one that cannot be read: comparing with what is no number is false. */
export const isLonger = (one: Duration, other: Duration): boolean => one.toMillis() > other.toMillis();
