import { expect, test } from '@jest/globals';
import { appealBefore } from './appeal.ts';

const GRACIOUS = 'Le présent arrêté peut faire l’objet d’un recours gracieux auprès de son auteur.';
const COURT = 'Il peut être contesté devant {court}.';
const INTERRUPTED = expect.stringMatching(/^Un recours administratif formé dans ce délai l’interrompt/);
const BY_TELERECOURS = expect.stringMatching(/Télérecours citoyens/);

test('ways of appeal name the court, say what an administrative appeal does and how the court is reached', () => {
  expect(appealBefore([GRACIOUS, COURT], 'tribunal administratif de Melun')).toEqual([
    ...[GRACIOUS, 'Il peut être contesté devant le tribunal administratif de Melun.', INTERRUPTED, BY_TELERECOURS],
  ]);
});

test('what answers an appeal names no other one, and says nothing of what it would do', () => {
  expect(appealBefore([COURT], null)).toEqual([
    ...['Il peut être contesté devant le tribunal administratif territorialement compétent.', BY_TELERECOURS],
  ]);
});

test('a circuit that says it by itself says it once', () => {
  const own = [GRACIOUS, `${COURT} Un tel recours proroge ce délai. Le tribunal est saisi par Télérecours.`];
  expect(appealBefore(own, 'tribunal administratif de Melun')).toHaveLength(2);
});
