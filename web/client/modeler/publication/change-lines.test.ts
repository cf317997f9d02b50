import { describe, expect, test } from '@jest/globals';
import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { linesOf } from './change-lines.ts';

const NOTHING: CircuitComparison = {
  from: { versionId: null, number: 1 },
  to: { versionId: null, number: null },
  elements: [],
  forms: [],
  tables: [],
  acts: [],
  texts: [],
  files: [],
};
const said = (changes: Partial<CircuitComparison>) =>
  linesOf({ ...NOTHING, ...changes }).map(({ change, part, name, before, after }) => [
    change,
    part,
    name,
    before,
    after,
  ]);

describe('what a publication changes', () => {
  test('nothing says nothing', () => {
    expect(said({})).toEqual([]);
  });

  test('a step renamed says both names', () => {
    const attributes = [{ name: 'name', before: 'Visa', after: 'Visa du valideur' }];
    expect(
      said({ elements: [{ elementId: 'visa', type: 'bpmn:UserTask', name: 'Visa', change: 'changed', attributes }] }),
    ).toEqual([['changed', 'element', 'Visa', 'Visa', 'Visa du valideur']]);
  });

  test('a rule of a table says its cells', () => {
    const rules = [{ ruleId: 'r1', change: 'changed' as const, before: ['50', '0.5'], after: ['50', '0.6'] }];
    expect(
      said({ tables: [{ path: 't.dmn', decisionId: 'fraction', change: 'changed', attributes: [], rules }] }),
    ).toEqual([['changed', 'rule', 'fraction · r1', '50 | 0.5', '50 | 0.6']]);
  });

  test('a file is named only when nothing finer is said of it', () => {
    const texts = [{ language: 'fr' as const, key: 'title', change: 'changed' as const, before: 'a', after: 'b' }];
    const files = ['act.typ', 'texts.fr.json', 'demande.form'].map((path) => ({
      path,
      change: 'changed' as const,
      hunks: null,
    }));
    expect(said({ texts, files })).toEqual([
      ['changed', 'text', 'title (fr)', 'a', 'b'],
      ['changed', 'file', 'act.typ', null, null],
      ['changed', 'file', 'demande.form', null, null],
    ]);
  });
});
