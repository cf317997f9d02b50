import { expect, test } from '@jest/globals';
import { deskOf, foldText, marksOn, readFoldId, urgencyOf, type WaitingAct } from './desk.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const waiting = (fold: string, act: Partial<WaitingAct> = {}): WaitingAct => {
  const dueAt = act.dueAt ?? null;
  return {
    ...{ fold, kind: `kind of ${fold}`, structureId: 'court', marked: false, setAside: false, ...act },
    ...{ dueAt, urgency: urgencyOf(dueAt, NOW) },
  };
};
const ALL = { aside: false };

test('an act is overdue once its day is over, urgent within seven days; without a day it is neither', () => {
  const days = [-1, 0, 7, 8].map((day) => urgencyOf(inDays(day), NOW));
  expect([...days, urgencyOf(null, NOW)]).toEqual(['overdue', 'week', 'week', 'later', 'later']);
});

test('folds come the most urgent first, with how many of their acts are overdue or marked', () => {
  const desk = deskOf(
    [
      waiting('b'),
      waiting('a', { dueAt: inDays(3) }),
      waiting('c', { dueAt: inDays(-2), marked: true }),
      waiting('a', { dueAt: inDays(-1) }),
    ],
    ALL,
  );
  expect(desk.folds).toEqual([
    { fold: 'c', count: 1, marked: 1, overdue: 1, dueAt: inDays(-2) },
    { fold: 'a', count: 2, marked: 0, overdue: 1, dueAt: inDays(-1) },
    { fold: 'b', count: 1, marked: 0, overdue: 0, dueAt: null },
  ]);
});

test('each filter counts what its choices would show, the others being as they are', () => {
  const acts = [waiting('a'), waiting('a', { structureId: 'prison' }), waiting('b', { dueAt: inDays(1) })];
  const desk = deskOf(acts, { ...ALL, kind: 'kind of a' });
  expect(desk.shown).toBe(2);
  expect(Object.fromEntries(desk.kinds)).toEqual({ 'kind of a': 2, 'kind of b': 1 });
  expect(Object.fromEntries(desk.structures)).toEqual({ court: 1, prison: 1 });
  expect(Object.fromEntries(desk.urgencies)).toEqual({ later: 2 });
});

test('what was set aside is counted, and shown alone when it is asked for', () => {
  const acts = [waiting('a'), waiting('a', { setAside: true })];
  expect(deskOf(acts, ALL)).toMatchObject({ shown: 1, setAside: 1 });
  expect(deskOf(acts, { aside: true })).toMatchObject({ shown: 1, setAside: 1 });
});

test('an opinion against the request is no reason to look twice at the act that refuses it', () => {
  expect(marksOn('act', ['opinion-reserved', 'refused-before'])).toEqual(['opinion-reserved', 'refused-before']);
  expect(marksOn('refusal', ['opinion-unfavorable', 'refused-before'])).toEqual(['refused-before']);
});

test('a fold is named in an address by its version and its step', () => {
  const id = { versionId: '01900000-0000-7000-8000-000000000000', elementId: 'signature/signature.arrete-2' };
  expect(foldText(id)).not.toContain('/');
  expect(readFoldId(foldText(id))).toEqual(id);
  expect(() => readFoldId(id.versionId)).toThrow(expect.objectContaining({ code: 'not-found' }));
});
