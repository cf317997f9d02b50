import { describe, expect, test } from '@jest/globals';
import { type IncidentCause, readIncident } from '#domain/incident/incident.ts';
import { operations as en } from './en/administration/operations.ts';
import { operations as fr } from './fr/administration/operations.ts';

const MENDED_ELSEWHERE: readonly string[] = ['circuit', 'operator'];

/** The mending of each cause that a step says without params, or that the engine says by its type. */
const mendingOf = (cause: IncidentCause, params: readonly string[]): string =>
  readIncident({
    errorType: 'UNKNOWN',
    errorMessage: JSON.stringify({ cause, params: Object.fromEntries(params.map((name) => [name, 'x'])) }),
  }).mending;

/** What the words of a cause are filled in with. */
const namesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);

describe('what an administrator reads of an incident', () => {
  const causes = Object.keys(fr.causes) as IncidentCause[];

  test.each(causes)('%s: never to try again where that cannot help', (cause) => {
    const params = ['role', 'structure', 'part', 'fault', 'reason', ...namesIn(fr.causes[cause].what)];
    if (!MENDED_ELSEWHERE.includes(mendingOf(cause, params))) return;
    expect(fr.causes[cause].todo).not.toMatch(/réessayez/i);
    expect(en.causes[cause].todo).not.toMatch(/try again/i);
  });

  test.each(causes)('%s: says the same things in both languages', (cause) => {
    expect(namesIn(en.causes[cause].what)).toEqual(namesIn(fr.causes[cause].what));
  });
});
