import { expect, test } from '@jest/globals';
import { citationOf, contestEffect, contestField, DECISIONS } from './contest.ts';

test('an appeal filed in time begins the time for the court anew, from its answer or from its silence', () => {
  const filed = { filedOn: '2026-04-01', closedOn: null, withdrawn: false };
  expect(contestEffect('2026-03-03', filed)).toEqual({ limitOn: '2026-05-04', late: false, prolongedTo: '2026-08-03' });
  expect(contestEffect('2026-03-03', { ...filed, closedOn: '2026-04-15' })).toMatchObject({
    prolongedTo: '2026-06-16',
  });
  // The silence rejected it on 1 June: an answer within the time limit since then starts it again,
  // a later one does not.
  expect(contestEffect('2026-03-03', { ...filed, closedOn: '2026-08-03' })).toMatchObject({
    prolongedTo: '2026-10-05',
  });
  expect(contestEffect('2026-03-03', { ...filed, closedOn: '2026-08-04' })).toMatchObject({
    prolongedTo: '2026-08-03',
  });
  expect(contestEffect('2026-03-03', { ...filed, withdrawn: true })).toMatchObject({ prolongedTo: null });
});

test('filed after that, it prolongs nothing; where nobody knows since when, nothing is said', () => {
  const late = { filedOn: '2026-05-05', closedOn: null, withdrawn: false };
  expect(contestEffect('2026-03-03', late)).toEqual({ limitOn: '2026-05-04', late: true, prolongedTo: null });
  expect(contestEffect(null, late)).toEqual({ limitOn: null, late: null, prolongedTo: null });
});

test('the answer cites what was contested', () => {
  const decided = { number: '2026-000123', decidedOn: '2026-03-01' };
  expect(citationOf({ ...decided, act: 'Arrêté portant titularisation' })).toBe(
    'l’arrêté n° 2026-000123 du 1er mars 2026',
  );
  expect(citationOf({ ...decided, act: 'Décision de refus' })).toBe('la décision n° 2026-000123 du 1er mars 2026');
  expect(citationOf({ ...decided, act: null })).toBe('la décision du 1er mars 2026 sur la demande n° 2026-000123');
});

test('a form contests by a choice of decisions, within its groups and in no list', () => {
  const choice = { key: 'contested', type: 'select', properties: { from: DECISIONS } };
  expect(contestField([{ type: 'group', components: [choice] }])).toBe('contested');
  expect(contestField([{ key: 'rows', type: 'dynamiclist', components: [choice] }])).toBeNull();
  expect(contestField([{ ...choice, type: 'textfield' }])).toBeNull();
});
