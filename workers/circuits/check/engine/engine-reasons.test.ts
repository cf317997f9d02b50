import { describe, expect, test } from '@jest/globals';
import { DEFECTS, type Defect, type DefectCode } from 'harmonie-engine/models';
import { inFrench } from './engine-reasons.ts';

type Reason = Pick<Defect, 'code' | 'params'>;

test.each<[Reason, string]>([
  [
    { code: 'flow-without-condition', params: { flow: 'vers-a' } },
    'Le flux « vers-a » doit avoir une condition, ou être le flux par défaut.',
  ],
  [{ code: 'task-definition-missing', params: {} }, 'Le type de travail n’est pas indiqué (zeebe:taskDefinition).'],
  [
    { code: 'loop-unsupported', params: { type: 'StandardLoopCharacteristics' } },
    '« StandardLoopCharacteristics » n’est pas exécuté par le moteur.',
  ],
  [
    { code: 'attribute-empty', params: { attribute: 'type', extension: 'zeebe:taskListener' } },
    'L’attribut « type » de « zeebe:taskListener » doit être rempli.',
  ],
  [{ code: 'reference-missing', params: { trigger: 'escalation' } }, 'Il faut désigner une escalade.'],
  [
    { code: 'expression-unreadable-at', params: { text: '=a +', position: 4 } },
    'L’expression « =a + » ne se lit pas, au caractère 4.',
  ],
  // what is quoted is never filled in itself
  [
    { code: 'expression-unreadable-at', params: { text: '={position}', position: 1 } },
    'L’expression « ={position} » ne se lit pas, au caractère 1.',
  ],
])('%j', (reason, french) => {
  expect(inFrench(reason)).toBe(french);
});

describe('whatever the reader of our engine refuses has its French', () => {
  const blanksOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const codes = Object.keys(DEFECTS) as DefectCode[];

  test('the catalogue is there', () => {
    expect(DEFECTS['no-start']).toBe('Must have at least one start event');
    expect(codes.length).toBeGreaterThan(100);
  });

  test.each(codes)('%s, with all that the English says', (code) => {
    const blanks = blanksOf(DEFECTS[code]);
    const params = Object.fromEntries(blanks.map((name) => [name, name === 'trigger' ? 'error' : `<${name}>`]));
    const french = inFrench({ code, params } as unknown as Reason);
    expect(french).not.toMatch(/undefined|[{}]/);
    for (const name of blanks) expect(french).toContain(name === 'trigger' ? 'erreur' : `<${name}>`);
    expect(french).not.toBe(DEFECTS[code]);
  });
});
