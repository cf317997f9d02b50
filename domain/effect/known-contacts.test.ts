import { describe, expect, test } from '@jest/globals';
import { type ContactHistory, everyContact, knownBefore } from './known-contacts.ts';

const FILED = new Date('2026-11-24T10:00:00Z');
const daysBefore = (days: number) => new Date(FILED.getTime() - days * 86_400_000);
const MINUTES = 5 / 1440;
const OLD = '+33142761717';
const NEW = '+33612345678';
const THIEF = '+33666666666';

/**
 * A person known for years, whose telephone was changed so many days before the filing (negative:
 * after).
 */
const changed = (...changes: [days: number, former: string | null][]): ContactHistory => ({
  workEmail: 'claire@harmonie.example',
  since: daysBefore(2_000),
  now: { phone: NEW, personalEmail: null },
  changes: changes.map(([days, phone]) => ({ at: daysBefore(days), before: { phone, personalEmail: null } })),
});
const phones = (history: ContactHistory) =>
  knownBefore(history, FILED).flatMap(({ kind, value }) => (kind === 'phone' ? [value] : []));

describe('G4: a telephone is known before a danger', () => {
  test.each<[string, ContactHistory, string[]]>([
    ['when it never changed', changed(), [NEW]],
    ['not when it was given after the filing; the former one is', changed([-1, OLD]), [OLD]],
    ['not when it was given minutes before', changed([MINUTES, OLD]), [OLD]],
    ['not when it was given twenty-nine days before', changed([29, OLD]), [OLD]],
    ['thirty days after it was given, as is the former one', changed([30, OLD]), [NEW, OLD]],
    ['no longer when it was replaced long before', changed([91, OLD]), [NEW]],
    ['not when it was given and replaced since', changed([20, OLD], [10, '+33699999999']), [OLD]],
    ['again when it was given back', changed([20, NEW], [10, OLD]), [NEW]],
    ['when another thing changed since', changed([2, NEW]), [NEW]],
    ['not when it stood one minute, forty days before', changed([40, NEW], [40 - 1 / 1440, THIEF]), [NEW]],
    ['not when it stood twenty-nine days', changed([60, OLD], [31, THIEF]), [NEW, OLD]],
    [
      'when it stood thirty days, and was replaced',
      changed([89, OLD], [59, '+33755555555']),
      [NEW, '+33755555555', OLD],
    ],
    [
      'for as long as it stood, whatever else changed',
      changed([70, OLD], [55, '+33755555555'], [40, '+33755555555']),
      [NEW, '+33755555555', OLD],
    ],
    ['not when it is the first, and new', changed([2, null]), []],
    ['not of somebody who came since', { ...changed(), since: daysBefore(29) }, []],
    ['of somebody who came long enough before', { ...changed(), since: daysBefore(30) }, [NEW]],
  ])('%s', (_when, history, expected) => {
    expect(phones(history)).toEqual(expected);
  });
});

test('G4: who is alerted is who stood: an address that stood one minute never takes the place of the real one', () => {
  const contact = (personalEmail: string) => ({ phone: null, personalEmail });
  const history: ContactHistory = {
    ...changed(),
    now: contact('claire@exemple.test'),
    changes: [
      { at: daysBefore(40), before: contact('claire@exemple.test') },
      { at: daysBefore(40 - 1 / 1440), before: contact('thief@exemple.test') },
    ],
  };
  expect(knownBefore(history, FILED).map(({ value }) => value)).toEqual([
    'claire@harmonie.example',
    'claire@exemple.test',
  ]);
});

test('the address at work always is, and the others count for what everyone may hear of', () => {
  expect(knownBefore({ ...changed([2, null]), since: FILED }, FILED)).toEqual([
    { kind: 'workEmail', value: 'claire@harmonie.example', replacedAt: null },
  ]);
  expect(everyContact(changed([2, OLD]), FILED).slice(1)).toEqual([
    { kind: 'phone', value: NEW, replacedAt: null },
    { kind: 'phone', value: OLD, replacedAt: daysBefore(2) },
  ]);
});
