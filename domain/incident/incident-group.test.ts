import { expect, test } from '@jest/globals';
import { encodeFailure } from './incident.ts';
import { incidentGroup, type Stopped, withoutOccurrence } from './incident-group.ts';

const stopped: Stopped = {
  ...{ circuit: 'teletravail', place: 'instruction/visa', errorType: 'CONDITION_ERROR' },
  errorMessage: "Expected at least one condition to evaluate to true at 'issue'",
};
const sameAs = (changes: Partial<Stopped>) => incidentGroup({ ...stopped, ...changes }) === incidentGroup(stopped);

test('incidents of one circuit, step, type and message are one group', () => {
  expect(incidentGroup(stopped)).toMatch(/^[0-9a-f]{32}$/);
  expect(sameAs({})).toBe(true);
  for (const changes of [
    { circuit: 'adresse' },
    { place: 'visa' },
    { errorType: 'IO_MAPPING_ERROR' },
    { errorMessage: "Expected at least one condition to evaluate to true at 'accord'" },
  ] as const)
    expect(sameAs(changes)).toBe(false);
});

test('what differs from one request to the next does not part them', () => {
  const message = (key: string, id: string, at: string) =>
    `No instance ${key} of '${id}' at ${at}, as the element 'call' expects of version 2`;
  expect(
    withoutOccurrence(message('2251799813685300', '0198d2b1-7c00-7000-8000-000000000000', '2026-03-02T09:00:00Z')),
  ).toBe("No instance … of '…' at …, as the element 'call' expects of version 2");
});

test('of a step of ours, the cause and what fills it in tell them apart: what mends one does not mend the other', () => {
  const lacks = (structure: string) =>
    incidentGroup({
      ...{ ...stopped, errorType: 'TASK_LISTENER_NO_RETRIES' },
      errorMessage: encodeFailure({ cause: 'nobody-holds', params: { role: 'valideur', structure } }),
    });
  expect(lacks('TJ-VALMONT')).toBe(lacks('TJ-VALMONT'));
  expect(lacks('TJ-VALMONT')).not.toBe(lacks('TJ-RIVEBELLE'));
});
