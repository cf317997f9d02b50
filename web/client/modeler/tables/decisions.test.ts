import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DmnModdle } from 'dmn-moddle';
import { type Decision, readDecisions } from './decisions.ts';
import { dataFrom, inputsOf, readModel, tryDecision, typedValue } from './evaluate.ts';

/** The types at hand say how to read only. */
interface Writer {
  toXML: (element: unknown, options: { format: boolean }) => Promise<{ xml: string }>;
}

const ROOT = path.resolve(import.meta.dirname, '../../../../processes');
const shipped = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.dmn'));

const table = (hitPolicy: string, rules: [string, string][], attributes = ''): string => `<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
  <decision id="t" name="T"><variable id="v" name="out" />
    <decisionTable id="dt" hitPolicy="${hitPolicy}" ${attributes}>
      <input id="i"><inputExpression id="e"><text>quota</text></inputExpression></input>
      <output id="o" name="out"><outputValues id="ov"><text>"high","low"</text></outputValues></output>
      ${rules
        .map(
          ([when, gives], index) =>
            `<rule id="r${index}"><inputEntry id="ri${index}"><text>${when}</text></inputEntry><outputEntry id="ro${index}"><text>${gives}</text></outputEntry></rule>`,
        )
        .join('')}
    </decisionTable>
  </decision>
</definitions>`;

const tried = async (xml: string, data: Record<string, unknown>) => {
  const outcome = tryDecision(await readModel(xml), await readDecisions(xml), 't', data).at(-1);
  return { value: outcome?.value, matched: outcome?.matched, fault: outcome?.fault };
};

describe('a table tried in the browser', () => {
  test.each([
    ['UNIQUE', { value: 'low', matched: [1], fault: null }],
    ['FIRST', { value: 'low', matched: [1], fault: null }],
    ['ANY', { value: 'low', matched: [1], fault: null }],
    ['PRIORITY', { value: 'low', matched: [1], fault: null }],
    ['RULE ORDER', { value: ['low'], matched: [1], fault: null }],
    ['COLLECT', { value: ['low'], matched: [1], fault: null }],
  ])('%s: one rule applies, and is named', async (hitPolicy, expected) => {
    const xml = table(hitPolicy, [
      ['&lt; 60', '"low"'],
      ['&gt;= 60', '"high"'],
    ]);
    expect(await tried(xml, { quota: 50 })).toEqual(expected);
  });

  test.each([
    ['for i in 1..1000000000 return i', ''],
    ['"high"', 'count(for i in 1..1000000000 return i) = ?'],
  ])('what loops over a list too long to be made is given up, and says why: %s %s', async (gives, when) => {
    const { value, fault } = await tried(table('FIRST', [[when, gives.replaceAll('"', '&quot;')]]), { quota: 50 });
    expect([value, fault]).toEqual([null, { reason: expect.stringContaining('turn more than 200000 times') }]);
  });

  test('two rules of a « unique » table: says so, with both', async () => {
    const xml = table('UNIQUE', [
      ['&lt; 60', '"low"'],
      ['', '"high"'],
    ]);
    expect(await tried(xml, { quota: 50 })).toEqual({ value: null, matched: [1, 2], fault: 'several-rules' });
  });

  test('« priority » follows the order of the output’s values', async () => {
    const xml = table('PRIORITY', [
      ['&lt; 60', '"low"'],
      ['', '"high"'],
    ]);
    expect(await tried(xml, { quota: 50 })).toEqual({ value: 'high', matched: [2], fault: null });
  });

  test('« collect » sums', async () => {
    const xml = table(
      'COLLECT',
      [
        ['', '2'],
        ['&gt; 10', '3'],
        ['&lt; 10', '7'],
      ],
      'aggregation="SUM"',
    );
    expect(await tried(xml, { quota: 50 })).toEqual({ value: 5, matched: [1, 2], fault: null });
  });

  test('no rule applies: nothing comes out', async () => {
    const xml = table('UNIQUE', [['&lt; 10', '"low"']]);
    expect(await tried(xml, { quota: 50 })).toEqual({ value: null, matched: [], fault: null });
  });

  test('an expression that cannot be read is reported, not thrown', async () => {
    const xml = table('UNIQUE', [['((', '"low"']]);
    expect((await tried(xml, { quota: 50 })).fault).toEqual({ reason: expect.any(String) });
  });

  test('what is typed is a number, a yes or no, a text or nothing', () => {
    expect(['12', '1,5', 'true', '2027-02-01', '"50"', ' '].map(typedValue)).toEqual([
      12,
      1.5,
      true,
      '2027-02-01',
      '50',
      null,
    ]);
  });
});

describe('every shipped table', () => {
  test.each(shipped)('%s is read, asks for its data, and loses nothing when written again', async (file) => {
    const xml = readFileSync(path.join(ROOT, file), 'utf8');
    const decisions: Decision[] = await readDecisions(xml);
    const model = await readModel(xml);
    expect(decisions.length).toBeGreaterThan(0);
    for (const decision of decisions) {
      expect(decision.table ?? decision.expression).not.toBeNull();
      expect(tryDecision(model, decisions, decision.id, {}).at(-1)?.decision).toBe(decision);
      expect(inputsOf(decisions, decision.id).every((name) => /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name))).toBe(true);
    }
    const moddle = new DmnModdle() as DmnModdle & Writer;
    const { rootElement, warnings } = await moddle.fromXML(xml);
    expect(warnings).toEqual([]);
    const again = await moddle.toXML(rootElement, { format: true });
    expect(await readDecisions(again.xml)).toEqual(decisions);
    expect(elementsOf(again.xml)).toEqual(elementsOf(xml));
  });

  test('one that the portal evaluates is tried by each answer and each field of the situation that it reads', async () => {
    const xml = readFileSync(path.join(ROOT, 'changement-adresse/changement-adresse-verification.dmn'), 'utf8');
    const decisions = await readDecisions(xml);
    const names = inputsOf(decisions, 'changement-adresse-verification');
    expect(names).toEqual(['answers.pays', 'situation.adresse.pays', 'answers.effectDate', 'filedOn']);
    const model = await readModel(xml);
    const answer = (...typed: unknown[]) => {
      const data = dataFrom(names.map((name, index) => [name, typed[index]]));
      const [outcome] = tryDecision(model, decisions, 'changement-adresse-verification', data);
      return [outcome?.value, outcome?.matched];
    };
    expect(answer('France', null, '2026-11-28', '2026-11-28')).toEqual(['auto', [4]]);
    expect(answer('Belgique', 'France', '2026-11-28', '2026-11-28')).toEqual(['check', [1]]);
    expect(answer('France', 'Belgique', '2026-11-28', '2026-11-28')).toEqual(['check', [2]]);
    expect(answer('France', 'France', '2026-08-28', '2026-11-28')).toEqual(['auto', [4]]);
    expect(answer('France', 'France', '2026-08-27', '2026-11-28')).toEqual(['check', [3]]);
  });

  test('the part-time rules give the fraction of pay', async () => {
    const xml = readFileSync(path.join(ROOT, 'temps-partiel-sur-autorisation/temps-partiel-regles.dmn'), 'utf8');
    const decisions = await readDecisions(xml);
    expect(inputsOf(decisions, 'temps-partiel-regles')).toEqual(['quota', 'startDate', 'filedOn']);
    const outcomes = tryDecision(await readModel(xml), decisions, 'temps-partiel-regles', {
      quota: '80',
      startDate: '2027-02-01',
      filedOn: '2027-01-15',
    });
    expect(outcomes.map(({ decision, value, matched }) => [decision.id, value, matched])).toEqual([
      ['payFraction', '6/7', [4]],
      ['noticeShort', true, [1]],
      ['temps-partiel-regles', { fraction: '6/7', short: true }, null],
    ]);
  });
});

/** Every element of a file with its attributes, sorted: what must not be lost. */
const elementsOf = (xml: string): string[] =>
  (xml.match(/<(?![/?])[^>]+>/g) ?? [])
    .map((element) =>
      element
        // « unique » is what a table is when it says nothing.
        .replace(/^<|\/?>$| hitPolicy="UNIQUE"/g, '')
        .split(/\s+(?=[\w:]+=)/)
        .toSorted()
        .join(' '),
    )
    .toSorted();
