import { expect, test } from '@jest/globals';
import type { StateView } from './state-view.ts';

/** Each line fails the build as soon as the compiler lets it pass. */
const attempts = [
  // @ts-expect-error: a table cannot be written
  ({ jobs }: StateView) => jobs.set,
  // @ts-expect-error: nor added to
  ({ jobs }: StateView) => jobs.add,
  // @ts-expect-error: nor read for the store, which would think that it has what was read
  ({ jobs }: StateView) => jobs.takeChanges,
  // @ts-expect-error: an index follows its table and nobody else
  ({ children }: StateView) => children.changed,
  // @ts-expect-error: what is undone is the turn's business
  (view: StateView) => view.journal,
  // @ts-expect-error: a row is replaced by an event, never changed
  (view: StateView) => (view.jobs.must('1').retries = 0),
  // @ts-expect-error: nor what it holds
  (view: StateView) => view.userTasks.must('1').candidateGroups.push('everyone'),
  // @ts-expect-error: nor a variable
  (view: StateView) => (view.localVariables('1').outcome = 'favourable'),
];

test('nothing of the state as processing sees it can be changed', () => {
  expect(attempts).toHaveLength(8);
});
