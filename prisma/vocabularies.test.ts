import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { BATCH_STATES, MIGRATION_STATES } from '#domain/circuit/interventions/migration.ts';
import { DECISION_KINDS } from '#domain/decision/decision.ts';
import { GROUNDS, PROPOSAL_OUTCOMES } from '#domain/permissions/administration.ts';
import { SCHEMA_DUMP } from './migrate/dump.ts';
import { driftOf, VOCABULARIES, wordChecks } from './vocabularies.ts';

const dump = readFileSync(SCHEMA_DUMP, 'utf8');
test('the checks of the database have the words of domain/: node prisma/migrate/write-vocabularies.ts writes what is missing', () => {
  expect(driftOf(dump).changed).toEqual([]);
});

test('a column whose words are checked has its list in prisma/vocabularies.ts', () => {
  expect(wordChecks(dump).length).toBe(Object.keys(VOCABULARIES).length);
  expect(driftOf(dump).unlisted).toEqual([]);
});

test.each([
  ['delegation_has_ground', GROUNDS],
  ['habilitation_has_ground', GROUNDS],
  ['migration_batch_state', BATCH_STATES],
  ['request_migration_ends', MIGRATION_STATES],
  ['right_proposal_outcome', PROPOSAL_OUTCOMES],
])('%s, which says more than words, has those of domain/: a migration is written by hand', (constraint, words) => {
  const text = dump.split(`constraint ${constraint} CHECK `)[1]?.split(/\n {2}constraint |\n\);/)[0] ?? '';
  const checked = new Set([...text.matchAll(/'([^']*)'::text/g)].map(([, word]) => word));
  expect([...checked].sort()).toEqual([...words].sort());
});

test('a word that was added to a list, or taken away, is found, with the check that lacks it', () => {
  const words = [...DECISION_KINDS.filter((kind) => kind !== 'correction'), 'hearing'];
  expect(driftOf(dump, { ...VOCABULARIES, 'decision.kind': words }).changed).toEqual([
    { place: 'decision.kind', words, constraint: 'decision_kind' },
  ]);
});

test('a list that no check holds yet is found', () => {
  const { changed } = driftOf(dump, { ...VOCABULARIES, 'pay_piece.movement': ['other'] });
  expect(changed).toEqual([{ place: 'pay_piece.movement', words: ['other'], constraint: null }]);
});

test('a check that names words without a list is found', () => {
  const { 'task.state': _, ...others } = VOCABULARIES;
  expect(driftOf(dump, others).unlisted).toEqual(['task.state']);
});

test('what a comment of schema.prisma names is where it says', () => {
  const root = path.resolve(import.meta.dirname, '..');
  const schema = readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8');
  const named = [...schema.matchAll(/\b((?:domain|prisma|application|workers)\/[\w/-]+\.ts)[:,] ([A-Z]\w+)/g)];
  expect(named.length).toBeGreaterThan(60);
  const missing = named.filter(([, file = '', name = '']) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return !new RegExp(`export (?:const|type|interface|function) ${name}\\b`).test(text);
  });
  expect(missing.map(([, file, name]) => `${file}: ${name}`)).toEqual([]);
});
