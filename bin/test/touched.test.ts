import { expect, test } from '@jest/globals';
import { touchedSuites } from './touched.ts';

const SOURCES = new Map([
  ['domain/leave.ts', 'export const days = 25;'],
  ['domain/leave.test.ts', "import { days } from './leave.ts';"],
  ['application/file.ts', "import { days } from '#domain/leave.ts';"],
  ['application/file.db.test.ts', "import { file } from './file.ts';"],
  ['web/routes.ts', "import { file } from '#application/file.ts';"],
  ['web/routes.db.test.ts', "import { routes } from './routes.ts';"],
  ['testing/story.e2e.test.ts', "import { days } from '#domain/leave.ts';"],
  ['testing/circuits/leave.circuit.test.ts', "const kind = 'annual-leave';"],
  ['testing/circuits/grade.circuit.test.ts', "const kind = 'grade';"],
]);

test('a change touches its own suite, then those of what imports it, two imports away', () => {
  expect(touchedSuites(['domain/leave.ts'], SOURCES)).toEqual(['domain/leave.test.ts', 'application/file.db.test.ts']);
});

test('a suite that changed is played, one that is gone is not', () => {
  expect(touchedSuites(['web/routes.db.test.ts', 'web/gone.test.ts'], SOURCES)).toEqual(['web/routes.db.test.ts']);
});

test('a kind touches the circuits that name it, and what says whether it may be published', () => {
  expect(touchedSuites(['processes/annual-leave/circuit.bpmn'], SOURCES)).toEqual([
    'testing/circuits/leave.circuit.test.ts',
    'workers/circuits/publish/shipped.test.ts',
  ]);
});

test('a document touches the suite of documents, a picture none', () => {
  expect(touchedSuites(['docs/testing.md', 'docs/screenshot.png'], SOURCES)).toEqual(['testing/documentation.test.ts']);
});
