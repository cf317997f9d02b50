import { describe, expect, test } from '@jest/globals';
import { type Bench, draw, end, flows, node, start, xmlText } from 'harmonie-engine/testing';
import { compileForm } from '#application/forms/validator.ts';
import { unaryTest } from '#web/client/forms/feel.ts';
import { readDecisions } from '#web/client/modeler/tables/decisions.ts';
import { readModel, tryDecision } from '#web/client/modeler/tables/evaluate.ts';
import { judgeCondition, readCondition } from '#workers/circuits/guarantees/conditions.ts';
import { onBench } from './on-bench.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

type Texts = Readonly<Record<string, string | null>>;

/** Conditions on what a form asks for, and whether they hold. The same in a built page: application/forms/form-js.e2e.test.ts. */
const CONDITIONS: readonly [condition: string, data: Texts, holds: boolean][] = [
  ['0.1 + 0.2 = 0.3', {}, true],
  ['4.35 * 100 = 435', {}, true],
  ['round half up(1.005, 2) = 1.01', {}, true],
  ['9007199254740993 - 1 = 9007199254740992', {}, true],
  ['[1, 2, 3, 4][odd(item)] = [1, 3]', {}, true],
  ['count([{ n: "a", done: true }, { n: "b", done: false }][not(done)]) = 1', {}, true],
  ['[1, 2] = []', {}, false],
  ['[1, 2, null][item = null] = [null]', {}, true],
  ['day = null', { day: null }, true],
  ['day != null and date(day) < date("2026-03-01")', { day: null }, false],
  ['date(day) < date("2026-03-01")', { day: '2026-02-28' }, true],
  ['date(day) - date("2026-02-01") >= duration("P28D")', { day: '2026-02-28' }, false],
  ['date(day) + duration("P1M") = date("2026-02-28")', { day: '2026-01-31' }, true],
  ['number(quota) * 1.1 = 88', { quota: '80' }, true],
  ['quota in ("50", "60")', { quota: '80' }, false],
  ['not(quota = "80")', { quota: '80' }, false],
  ['string length(`quota`) = 2', { quota: '80' }, true],
];

describe.each(CONDITIONS)('%s with %j', (condition, data, holds) => {
  test('is the same to a circuit, a form, its screen, a check and a table that is tried', async () => {
    const fields = Object.entries(data);
    const names = fields.map(([key]) => ({ type: 'select', key, valuesExpression: `=[${key}]` }));
    const field = { type: 'textfield', key: 'shown', conditional: { hide: `=${condition}` } };
    const form = compileForm({ components: [...names, field] });
    const { data: kept } = form({ ...data, shown: 'x' }, { today: '2026-09-01', pieces: [] });
    expect({
      circuit: await wayOf(condition, data),
      table: await decided(condition, data),
      tried: await tried(condition, data),
      screen: unaryTest(condition, data).value,
      check: judgeCondition(readCondition(`=${condition}`), new Map(fields)) === 'yes',
      form: kept.shown === undefined,
    }).toEqual({ circuit: holds, table: holds, tried: holds, screen: holds, check: holds, form: holds });
  });
});

/** Whether a gateway takes the way that has the condition. */
async function wayOf(condition: string, data: Texts): Promise<boolean> {
  const gateway = node('exclusiveGateway', 'choice', '', { default: 'choice_no' });
  const ways = flows('start -> choice', `choice -> yes : =${condition}`, 'choice -> no');
  await bench.deploy({ 'p.bpmn': draw('p', [start(), gateway, end('yes'), end('no'), ways]) });
  return (await bench.start('p', data)).path().includes('yes');
}

const decided = async (condition: string, data: Texts): Promise<unknown> => {
  await bench.deploy({ 'd.dmn': tableOf(condition) });
  return (await bench.engine.execute('EVALUATE_DECISION', { decisionId: 'd', variables: data })).output;
};

async function tried(condition: string, data: Texts): Promise<unknown> {
  const xml = tableOf(condition);
  return tryDecision(await readModel(xml), await readDecisions(xml), 'd', data).at(-1)?.value;
}

/** A table that asks the condition in its head, and answers what it is. */
const tableOf = (condition: string): string =>
  table(condition, 'boolean', [
    ['true', 'true'],
    ['false', 'false'],
  ]);

function table(head: string, type: string, rules: readonly [cell: string, gives: string][]): string {
  const entry = (tag: string, id: string, text: string) => `<${tag} id="${id}"><text>${xmlText(text)}</text></${tag}>`;
  const drawn = rules.map(
    ([cell, gives], i) =>
      `<rule id="r${i}">${entry('inputEntry', `i${i}`, cell)}${entry('outputEntry', `o${i}`, gives)}</rule>`,
  );
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drg" name="drg" namespace="n"><decision id="d" name="d"><variable id="v" name="d" /><decisionTable id="t"><input id="i"><inputExpression id="e" typeRef="${type}"><text>${xmlText(head)}</text></inputExpression></input><output id="o" name="o" />${drawn.join('')}</decisionTable></decision></definitions>`;
}

/** Cells, what they are asked of, and whether the rule applies. */
const CELLS: readonly [cell: string, type: string, value: string | number | null, applies: boolean][] = [
  ['? < 10', 'number', null, false],
  ['odd(?)', 'number', null, false],
  ['not(< 3)', 'number', null, false],
  ['null', 'number', null, true],
  ['-', 'number', null, true],
  ['[0.1..0.3]', 'number', 0.3, true],
  ['< date("2026-03-01")', 'date', '2026-02-28', true],
  ['not("a")', 'string', 'b', true],
];

describe.each(CELLS)('a cell %s of type %s, of %j', (cell, type, x, applies) => {
  test('says in the table that is tried what it says in the gateway', async () => {
    const xml = table('x', type, [[cell, '"applies"']]);
    await bench.deploy({ 'd.dmn': xml });
    const { output } = await bench.engine.execute('EVALUATE_DECISION', { decisionId: 'd', variables: { x } });
    const outcome = tryDecision(await readModel(xml), await readDecisions(xml), 'd', { x }).at(-1);
    expect([output, outcome?.value, outcome?.matched]).toEqual(
      applies ? ['applies', 'applies', [1]] : [null, null, []],
    );
  });
});

test('a value that its column does not take is refused by both, in the same words', async () => {
  const xml = table('x', 'date', [['< date("2026-03-01")', '1']]);
  await bench.deploy({ 'd.dmn': xml });
  const asked = { decisionId: 'd', variables: { x: '31/02/2026' } };
  const { failureMessage } = await bench.engine.execute('EVALUATE_DECISION', asked);
  expect(failureMessage).toContain("must be of type 'date'");
  const outcome = tryDecision(await readModel(xml), await readDecisions(xml), 'd', asked.variables).at(-1);
  expect(outcome?.fault).toEqual({ reason: failureMessage });
});
