import { describe, expect, test } from '@jest/globals';
import type { Variables } from '../../processing/protocol.ts';
import type { Bench } from '../bench.ts';
import { draw, end, extensions, flows, node, start } from '../draw.ts';
import { decision, dmn, literal, table } from '../draw-decision.ts';
import { onBench } from '../on-bench.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

async function evaluate(decisionId: string, variables: Variables, ...decisions: string[]) {
  await bench.deploy({ 'd.dmn': dmn('drg', ...decisions) });
  return bench.engine.execute('EVALUATE_DECISION', { decisionId, variables });
}

const RULES = [
  ['"adresse","rib"', '-', '"high"', '3'],
  ['"rib"', '> 100', '"low"', '2'],
  ['not("autre")', '[1..500]', '"low"', '5'],
];
const tableOf = (hitPolicy: string, rules = RULES) =>
  decision(
    'd',
    table({
      hitPolicy,
      inputs: ['kind', 'amount'],
      outputs: ['level', 'days'],
      rules,
      allowed: { level: '"high","low"' },
    }),
  );
const oneOutput = (hitPolicy: string, rules: string[][]) =>
  decision('d', table({ hitPolicy, inputs: ['kind'], outputs: ['days'], rules }));

const entry = (name: string | undefined, text: string) =>
  `<contextEntry>${name === undefined ? '' : `<variable name="${name}" />`}${literal(text)}</contextEntry>`;
const boxedContext = (...entries: string[]) => `<context>${entries.join('')}</context>`;
const knows = (id: string) => `<knowledgeRequirement><requiredKnowledge href="#${id}" /></knowledgeRequirement>`;
const KNOWS = knows('double');
/** Business knowledge: its parameters and its FEEL. */
const knowledge = (id: string, parameters: string[], text: string, ...requires: string[]) =>
  `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}" /><encapsulatedLogic>${parameters
    .map((name) => `<formalParameter name="${name}" />`)
    .join('')}${literal(text)}</encapsulatedLogic>${requires.map(knows).join('')}</businessKnowledgeModel>`;
const KNOWLEDGE = [
  knowledge('double', ['n'], 'n * 2'),
  knowledge('rate', [], '1 + 1'),
  knowledge('rated', ['n'], 'double(n) * rate', 'double', 'rate'),
];

test.each([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
])('a decision drawn by a tool of another version of DMN (%s) is evaluated', async (version) => {
  const drawn = dmn('drg', decision('d', literal('kind = "rib"')));
  await bench.deploy({ 'd.dmn': drawn.replace('https://www.omg.org/spec/DMN/20191111/MODEL/', version) });
  const { output } = await bench.engine.execute('EVALUATE_DECISION', { decisionId: 'd', variables: { kind: 'rib' } });
  expect(output).toBe(true);
});

describe('a decision table', () => {
  test.each<[string, Variables, unknown]>([
    ['FIRST', { kind: 'rib', amount: 200 }, { level: 'high', days: 3 }],
    ['UNIQUE', { kind: 'x', amount: 20 }, { level: 'low', days: 5 }],
    ['UNIQUE', { kind: 'autre', amount: 20 }, null],
    [
      'COLLECT',
      { kind: 'rib', amount: 200 },
      [
        { level: 'high', days: 3 },
        { level: 'low', days: 2 },
        { level: 'low', days: 5 },
      ],
    ],
    [
      'RULE ORDER',
      { kind: 'adresse', amount: 20 },
      [
        { level: 'high', days: 3 },
        { level: 'low', days: 5 },
      ],
    ],
    ['PRIORITY', { kind: 'rib', amount: 200 }, { level: 'high', days: 3 }],
    ['OUTPUT ORDER', { kind: 'autre', amount: 200 }, []],
  ])('with hit policy %s and %j gives %j', async (hitPolicy, variables, output) => {
    expect((await evaluate('d', variables, tableOf(hitPolicy))).output).toEqual(output);
  });

  test.each<[string, unknown]>([
    ['SUM', 8],
    ['COUNT', 2],
    ['MIN', 3],
    ['MAX', 5],
  ])('collects with %s', async (aggregation, output) => {
    const drawn = decision(
      'd',
      table({
        hitPolicy: 'COLLECT',
        aggregation,
        inputs: ['kind'],
        outputs: ['days'],
        rules: [
          ['-', '3'],
          ['"a"', '5'],
          ['"b"', '9'],
        ],
      }),
    );
    expect((await evaluate('d', { kind: 'a' }, drawn)).output).toBe(output);
  });

  test('that must have one answer says so when it has two', async () => {
    const unique = await evaluate(
      'd',
      { kind: 'a' },
      oneOutput('UNIQUE', [
        ['-', '3'],
        ['"a"', '5'],
      ]),
    );
    expect(unique.failureMessage).toContain('UNIQUE allows one rule to match, but 2 did: rules 1, 2');
    expect(unique.evaluatedDecisions).toMatchObject([
      { decisionId: unique.failedDecisionId, output: null, matchedRules: [{ ruleIndex: 1 }, { ruleIndex: 2 }] },
    ]);
    const any = await evaluate(
      'd',
      { kind: 'a' },
      oneOutput('ANY', [
        ['-', '3'],
        ['"a"', '5'],
      ]),
    );
    expect(any.failureMessage).toMatch(/ANY .*: rules 1, 2$/);
    expect(
      (
        await evaluate(
          'd',
          { kind: 'a' },
          oneOutput('ANY', [
            ['-', '3'],
            ['"a"', '3'],
          ]),
        )
      ).output,
    ).toBe(3);
  });

  test('compares dates, uses functions and reads other variables in its cells', async () => {
    const drawn = oneOutput('FIRST', [
      ['contains(?, "x")', '1'],
      ['limit', '2'],
      ['? != null', 'n + 1'],
    ]);
    expect((await evaluate('d', { kind: 'axb' }, drawn)).output).toBe(1);
    expect(
      (await bench.engine.execute('EVALUATE_DECISION', { decisionId: 'd', variables: { kind: 'a', limit: 'a' } }))
        .output,
    ).toBe(2);
    expect(
      (await bench.engine.execute('EVALUATE_DECISION', { decisionId: 'd', variables: { kind: 'a', n: 4 } })).output,
    ).toBe(5);
  });
});

describe('decisions', () => {
  test('use those that they require, and tell which rules matched', async () => {
    const outcome = await evaluate(
      'pay',
      { quota: 80 },
      decision(
        'fraction',
        table({
          hitPolicy: 'UNIQUE',
          inputs: ['quota'],
          outputs: ['fraction'],
          rules: [
            ['80', '6/7'],
            ['90', '32/35'],
            ['< 80', 'quota / 100'],
          ],
        }),
      ),
      decision('pay', literal('fraction * 700'), ['fraction']),
    );
    expect(outcome.output).toBe(600);
    expect(outcome.evaluatedDecisions).toMatchObject([
      { decisionId: 'fraction', decisionType: 'DECISION_TABLE', matchedRules: [{ ruleIndex: 1 }] },
      { decisionId: 'pay', decisionType: 'LITERAL_EXPRESSION', output: 600 },
    ]);
  });

  test.each<[string, string, unknown]>([
    ['a context', boxedContext(entry('base', '10'), entry('total', 'base + x')), { base: 10, total: 14 }],
    ['a context with a result', boxedContext(entry('base', '10'), entry(undefined, 'base * x')), 40],
    ['a list', `<list>${literal('x')}${literal('x + 1')}</list>`, [4, 5]],
    [
      'a relation',
      `<relation><column name="a" /><column name="b" /><row>${literal('1')}${literal('x')}</row></relation>`,
      [{ a: 1, b: 4 }],
    ],
    ['a call of business knowledge', `${KNOWS}${literal('double(x) + 1')}`, 9],
    ['one of a named parameter', `${KNOWS}${literal('double(n: x)')}`, 8],
    [
      'an invocation of it',
      `${KNOWS}<invocation>${literal('double')}<binding><parameter name="n" />${literal('x')}</binding></invocation>`,
      8,
    ],
    ['knowledge that requires other knowledge', `${knows('rated')}${literal('rated(x)')}`, 16],
    ['knowledge without parameters', `${knows('rate')}${literal('rate')}`, 2],
    ['knowledge that is not required', literal('double(x)'), null],
  ])('can be %s', async (_what, logic, output) => {
    const outcome = await evaluate('d', { x: 4 }, decision('d', logic), ...KNOWLEDGE);
    expect(outcome).toMatchObject({ output, failureMessage: '' });
  });

  test.each(['n + endless(n)', 'endless(n)'])('that call knowledge without end are a fault: %s', async (text) => {
    const calling = decision('d', `${knows('endless')}${literal('endless(1)')}`);
    const outcome = await evaluate('d', {}, calling, knowledge('endless', ['n'], text, 'endless'));
    expect(outcome.failureMessage).toMatch(/goes too deep|call stack|ran longer/);
  });

  test.each<[string, unknown, unknown]>([
    ['number', 5, true],
    ['number', 'five', /the input 'x' must be of type 'number', but was '"five"'/],
    ['number', null, null],
    ['boolean', 'true', /must be of type 'boolean'/],
    ['string', 5, /must be of type 'string'/],
    ['date', '2026-02-01', true],
    ['date', 'soon', /must be of type 'date'/],
    ['Any', 5, true],
  ])('whose input is a %s take %j: %s', async (type, x, expected) => {
    const cell = type === 'date' ? '> date("2026-01-01")' : '> 1';
    const drawn = table({ hitPolicy: 'UNIQUE', inputs: ['x'], outputs: ['o'], rules: [[cell, 'true']] });
    const typed = drawn.replace('<inputExpression id="ie0"', `<inputExpression id="ie0" typeRef="${type}"`);
    const { output, failureMessage } = await evaluate('d', { x } as Variables, decision('d', typed));
    if (expected instanceof RegExp) expect(failureMessage).toMatch(expected);
    else expect({ output, failureMessage }).toEqual({ output: expected, failureMessage: '' });
  });

  const part = (tag: string, logic: string) => `<${tag}>${logic}</${tag}>`;
  const ofList = (tag: string, list: string, each: string) =>
    `<${tag}>${part('in', list)}${each}</${tag.split(' ')[0]}>`;
  const wide = (condition: string) =>
    part('if', literal(condition)) + part('then', literal('"wide"')) + part('else', literal('"narrow"'));
  const agents = literal('[{ name: "Ada", days: 3 }, { name: "Bo", days: 8 }]');
  const ofAgent = boxedContext(entry('is long', 'agent.days > limit'), entry(undefined, 'is long'));
  const match = (text: string) => part('match', literal(text));
  const each = (variable: string) => `iteratorVariable="${variable}"`;
  test.each<[string, unknown]>([
    [part('conditional', wide('limit > 4')), 'wide'],
    [part('conditional', wide('limit')), null],
    [ofList('filter', agents, match('days > limit')), [{ name: 'Bo', days: 8 }]],
    [ofList('filter', agents, match('item.name = "Ada"')), [{ name: 'Ada', days: 3 }]],
    [ofList('filter', agents, match('name')), null],
    [ofList(`for ${each('agent')}`, agents, part('return', ofAgent)), [false, true]],
    [ofList(`for ${each('n')}`, literal('[1, 2, 3]'), part('return', literal('n + count(partial)'))), [1, 3, 5]],
    [ofList(`some ${each('agent')}`, agents, part('satisfies', ofAgent)), true],
    [ofList(`every ${each('agent')}`, agents, part('satisfies', ofAgent)), false],
  ])('are conditionals, filters and loops whose parts are boxed: %#', async (logic, output) => {
    expect(await evaluate('d', { limit: 5 }, decision('d', logic))).toMatchObject({ output });
  });

  test('mention what they require, and what is boxed around them, by names of several words', async () => {
    const input = '<inputData id="i" name="Years of service"><variable name="Years of service" /></inputData>';
    const requires =
      '<informationRequirement><requiredInput href="#i" /></informationRequirement>' +
      '<informationRequirement><requiredDecision href="http://camunda.org/schema/1.0/dmn#base" /></informationRequirement>';
    const context = boxedContext(
      entry('long-standing', 'Years of service > 10'),
      entry('days', 'if long-standing then Days in a year + 2 else Days in a year'),
      entry(undefined, 'days'),
    );
    const drawn = [
      input,
      `<decision id="base" name="base"><variable name="Days in a year" />${literal('25')}</decision>`,
      `<decision id="d" name="d"><variable name="d" />${requires}${context}</decision>`,
    ];
    expect(await evaluate('d', { 'Years of service': 12 }, ...drawn)).toMatchObject({ output: 27 });
    expect(await evaluate('d', { 'Years of service': 3 }, ...drawn)).toMatchObject({ output: 25 });
  });

  test('that require each other, or what is not there, are refused', async () => {
    const cyclic = dmn('drg', decision('a', literal('b'), ['b']), decision('b', literal('a'), ['a']));
    await expect(bench.deploy({ 'd.dmn': cyclic })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('Requires itself'),
    });
    await expect(bench.deploy({ 'd.dmn': dmn('drg', decision('a', literal('b +'))) })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(bench.engine.execute('EVALUATE_DECISION', { decisionId: 'nope' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('that fail under another are named', async () => {
    const rules = [
      ['-', '3'],
      ['"a"', '5'],
    ];
    const outcome = await evaluate(
      'top',
      { kind: 'a' },
      decision('top', literal('d + 1'), ['d']),
      oneOutput('UNIQUE', rules),
    );
    expect(outcome).toMatchObject({ failedDecisionId: 'd' });
    expect(outcome.failureMessage).toMatch(
      /^Expected to evaluate decision 'top', but in decision 'd' that it requires: /,
    );
  });

  test('are called by a business rule task, and a fault is an incident', async () => {
    const called = (more = '') => extensions(`<zeebe:calledDecision decisionId="d" resultVariable="days" ${more} />`);
    const process = draw('p', [
      start(),
      node('businessRuleTask', 'rule', called()),
      end(),
      flows('start -> rule -> end'),
    ]);
    await bench.deploy({ 'p.bpmn': process });
    const run = await bench.start('p', { kind: 'a' });
    expect(run.incidents()).toMatchObject([{ type: 'CALLED_DECISION_ERROR' }]);
    await bench.deploy({
      'd.dmn': dmn(
        'drg',
        oneOutput('UNIQUE', [
          ['-', '3'],
          ['"a"', '5'],
        ]),
      ),
    });
    const retry = () => bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    await retry();
    expect(run.incidents()).toMatchObject([{ type: 'DECISION_EVALUATION_ERROR' }]);
    await bench.deploy({
      'd.dmn': dmn(
        'drg',
        oneOutput('FIRST', [
          ['-', '3'],
          ['"a"', '5'],
        ]),
      ),
    });
    await retry();
    expect(run.alive).toBe(false);
    expect(run.written()).toEqual({ kind: 'a', days: 3 });
  });
});
