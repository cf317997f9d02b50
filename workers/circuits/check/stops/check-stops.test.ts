import { describe, expect, test } from '@jest/globals';
import * as drawn from 'harmonie-engine/testing';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { STOPS_FAULTS } from '#domain/circuit/faults/stops.ts';
import { makeBundle } from '../../read/bundle.ts';
import { readModel } from '../../read/model.ts';
import { checkStops } from './check-stops.ts';

const { boundary, end, error, errorNamed, eventStart, eventSubProcess, extensions, flows, inside, loop } = drawn;
const { mapping, messageNamed, node, service, signal, signalNamed, start, subProcess, timer, user, xmlText } = drawn;

const FORM = {
  id: 'essai-demande',
  components: [
    { id: 'a', type: 'select', key: 'motif', values: [{ value: 'a' }, { value: 'b' }], ...asked(true) },
    { id: 'b', type: 'number', key: 'jours', ...asked(false) },
    { id: 'c', type: 'select', key: 'lieu', values: [{ value: 'a' }], ...asked(false) },
  ],
};
function asked(required: boolean) {
  return { properties: { fact: 'true' }, validate: { required } };
}

/** Who is told what is drawn apart (check-told.test.ts). */
const TOLD = ['step-unannounced', 'closing-untold'];

/** What is wrong in a drawing: « element: code ». */
async function faultsOf(body: string[], roots: string[] = []) {
  const xml = drawn.draw('essai', body, roots);
  const files = { 'essai.bpmn': xml, 'demande.form': JSON.stringify(FORM) };
  const contents = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  const faults = checkStops(makeBundle('essai', new Map(contents)), await readModel(xml));
  return faults.filter(({ code }) => !TOLD.includes(code));
}

/** A circuit of one step, or of several that its flows lead through. */
const through = (...steps: string[]) => [start(), ...steps, end(), flows('start -> x -> end')];
const waiting = (definition: string) => through(node('intermediateCatchEvent', 'x', definition));
const work = (id = 'x', more = '') => service(id, 'notify', more);
const header = (key: string, value: string) => `<zeebe:header key="${key}" value="${value}" />`;
const decided = (id: string, headers: string, more = '') =>
  user(
    id,
    '<zeebe:assignmentDefinition candidateGroups="gestionnaire" />',
    `<zeebe:taskHeaders>${headers}</zeebe:taskHeaders>`,
    mapping({ outputs: [`=outcome -> ${id}`] }),
    more,
  );
const visa = (id: string, outcomes = 'approved, refused') =>
  decided(id, header('decision', 'visa') + header('outcomes', outcomes));
/** Whose decision is only advice. */
const opinion = (id: string) => decided(id, header('decision', 'opinion'));
const choice = (id: string, otherwise?: string) =>
  node('exclusiveGateway', id, '', otherwise === undefined ? {} : { default: otherwise });
const join = (id: string) => node('parallelGateway', id);
const refused = (id = 'e') => node('endEvent', id, error('rate'));
const tried = (...more: string[]) => subProcess('x', [start('s'), refused(), flows('s -> e'), ...more]);
const rate = errorNamed('rate');
const given = (expression: string, inner = '') =>
  `<zeebe:script expression="${xmlText(expression)}" resultVariable="v" />${inner}`;
const script = (id: string) => node('scriptTask', id, extensions(given('=1')));
const onChoice = (...conditions: string[]) => [
  start(),
  conditions.some((condition) => condition.includes('visa')) ? visa('visa') : opinion('visa'),
  choice('x'),
  ...conditions.map((_one, index) => end(`end${index}`)),
  flows('start -> visa -> x', ...conditions.map((condition, index) => `x -> end${index} : ${condition}`)),
];

describe('a circuit is said to stop requests', () => {
  test.each<[what: string, body: string[], expected: string, roots?: string[]]>([
    [
      'where it waits for a message that nobody sends',
      waiting(drawn.message('colis')),
      'x: message-unsent',
      [messageNamed('colis', '=requestId')],
    ],
    [
      'where a task does',
      through(node('receiveTask', 'x', '', { messageRef: 'colis' })),
      'x: message-unsent',
      [messageNamed('colis', '=requestId')],
    ],
    ['where it waits for a signal that nobody sends', waiting(signal('feu')), 'x: signal-unsent', [signalNamed('feu')]],
    [
      'where it begins without a request',
      [...through(work()), start('autre', timer('cycle', 'R/PT1S')), flows('autre -> x')],
      'autre: start-not-by-request',
    ],
    ['where it waits for a century', waiting(timer('duration', 'P100Y')), 'x: wait-too-long'],
    [
      'where a reminder comes every second',
      [
        ...through(opinion('x')),
        boundary('b', 'x', timer('cycle', 'R/PT1S'), false),
        work('relance'),
        end('fin'),
        flows('b -> relance -> fin'),
      ],
      'b: timer-too-often',
    ],
    ['where an error is thrown to nobody', through(tried()), 'e: error-uncaught', [rate]],
    [
      'where another one is caught',
      [...through(tried()), boundary('b', 'x', error('autre')), flows('b -> end')],
      'e: error-uncaught',
      [rate, errorNamed('autre')],
    ],
    [
      'where gateways turn round',
      [start(), choice('x'), choice('y'), flows('start -> x -> y -> x')],
      'x: loop-endless',
    ],
    [
      'where workers turn round, whatever leads out of it',
      [
        start(),
        choice('x'),
        work('y'),
        choice('z', 'z_end'),
        end(),
        flows('start -> x -> y -> z', 'z -> x : =v = 1', 'z -> end'),
      ],
      'x: loop-endless',
    ],
    ...['PT0S', '=duration("PT59M")'].map((wait): [string, string[], string] => [
      `where they turn round at each ${wait}`,
      [
        start(),
        choice('x'),
        work('y'),
        node('intermediateCatchEvent', 'z', timer('duration', wait)),
        flows('start -> x -> y -> z -> x'),
      ],
      'x: loop-endless',
    ]),
    [
      'where what fails is tried again at once',
      [...through(tried()), boundary('b', 'x', error('rate')), flows('b -> x')],
      'x: loop-endless',
      [rate],
    ],
    [
      'where branches of a choice are joined as if both were taken',
      [
        start(),
        choice('c', 'c_b'),
        work('a'),
        work('b'),
        join('x'),
        end(),
        flows('start -> c', 'c -> a : =motif = "a"', 'c -> b', 'a -> x', 'b -> x', 'x -> end'),
      ],
      'x: join-incomplete',
    ],
    [
      'where what interrupts a step is joined with it',
      [
        start(),
        opinion('a'),
        boundary('b', 'a', timer('duration', 'P2D')),
        join('x'),
        end(),
        flows('start -> a -> x', 'b -> x', 'x -> end'),
      ],
      'x: join-incomplete',
    ],
    ['where an outcome has no way', onChoice('=visa = "approved"'), 'x: choice-without-way'],
    [
      'where an answer has none',
      onChoice('=motif = "a"', '=motif = "b" and visa = "approved"'),
      'x: choice-without-way',
    ],
    ['where an answer that is left out has none', onChoice('=lieu = "a"'), 'x: choice-without-way'],
    [
      'where nobody answers a listener of a task',
      through(
        user(
          'x',
          '<zeebe:taskListeners><zeebe:taskListener eventType="completing" type="mien" /></zeebe:taskListeners>',
        ),
      ),
      'x: listener-unanswered',
    ],
    [
      'where nobody answers a listener of any step',
      through(work('x', drawn.executionListeners('start mien'))),
      'x: listener-unanswered',
    ],
    [
      'where a job has no try',
      through(node('serviceTask', 'x', extensions('<zeebe:taskDefinition type="notify" retries="0" />'))),
      'x: retries-none',
    ],
    [
      'where a step is for somebody by name',
      through(user('x', '<zeebe:assignmentDefinition candidateGroups="gestionnaire" assignee="jean" />')),
      'x: person-named',
    ],
    ['where a wait is no duration', waiting(timer('duration', '="demain"')), 'x: value-of-kind'],
    ['where a wait is as long as an answer', waiting(timer('duration', '=motif')), 'x: value-of-kind'],
    ['where a wait is a number', waiting(timer('duration', '=if motif = "a" then 1 else 2')), 'x: value-of-kind'],
    ['where a list is none', through(inside(work(), loop({ inputCollection: '=motif' }))), 'x: value-of-kind'],
    [
      'where a condition is an identifier',
      [start(), choice('x', 'x_b'), end('a'), end('b'), flows('start -> x', 'x -> a : =withdrawalId', 'x -> b')],
      'x_a: value-of-kind',
    ],
    ['where what is refused goes on as what is granted', through(visa('x')), 'x: outcomes-untold'],
    [
      'where it does beside a complement that is asked',
      [
        start(),
        visa('visa', 'approved, complement, refused'),
        choice('x', 'x_end'),
        end(),
        end('autre'),
        flows('start -> visa -> x', 'x -> autre : =visa = "complement"', 'x -> end'),
      ],
      'visa: outcomes-untold',
    ],
    [
      'where a condition compares an answer that may be left out',
      [start(), choice('x', 'x_b'), end('a'), end('b'), flows('start -> x', 'x -> a : =jours > 3', 'x -> b')],
      'x_a: compared-nothing',
    ],
  ])('%s', async (_what, body, expected, roots = []) => {
    const faults = await faultsOf(body, roots);
    expect(
      faults.map(({ elementId, code, severity }) => `${elementId}: ${code}${severity === 'error' ? '' : '?'}`),
    ).toEqual([expected]);
  });

  test('perhaps, where nothing proves that one of the ways is taken', async () => {
    expect(await faultsOf(onChoice('=jours != null', '=v = 1'))).toEqual([
      expect.objectContaining({ elementId: 'x', code: 'choice-without-otherwise', severity: 'warning' }),
    ]);
  });

  test('with the case that no way takes', async () => {
    const [fault] = await faultsOf(onChoice('=motif = "a"', '=visa = "approved"'));
    expect(fault && wordsOfFault(fault).fr).toContain('si motif = "b", visa = "refused" :');
  });
});

describe('nothing is said of', () => {
  test.each<[what: string, body: string[], roots?: string[]]>([
    [
      'the message of a withdrawal',
      waiting(drawn.message('retrait')),
      ['<bpmn:message id="retrait" name="request-withdrawn" />'],
    ],
    [
      'a signal that the circuit sends',
      [...waiting(signal('feu')), node('intermediateThrowEvent', 'y', signal('feu')), flows('start -> y -> end')],
      [signalNamed('feu')],
    ],
    ['a wait of a year', waiting(timer('duration', 'P1Y'))],
    [
      'an error that is caught at the border',
      [...through(tried()), boundary('b', 'x', error('rate')), flows('b -> end')],
      [rate],
    ],
    [
      'an error that is caught beside',
      through(tried(eventSubProcess('secours', [eventStart('se', error()), end('fin'), flows('se -> fin')]))),
      [rate],
    ],
    [
      'a loop through somebody',
      [
        start(),
        choice('x'),
        visa('visa'),
        choice('z', 'z_end'),
        end(),
        flows('start -> x -> visa -> z', 'z -> x : =visa = "refused"', 'z -> end'),
      ],
    ],
    [
      'a loop through somebody in a sub-process',
      [
        start(),
        subProcess('x', [start('s'), opinion('avis'), end('e'), flows('s -> avis -> e')]),
        choice('z', 'z_end'),
        end(),
        flows('start -> x -> z', 'z -> x : =v = 1', 'z -> end'),
      ],
    ],
    [
      'branches that go together and are joined',
      [start(), join('f'), work('a'), work('b'), join('x'), end(), flows('start -> f -> a -> x -> end', 'f -> b -> x')],
    ],
    [
      'a reminder that is joined with its step',
      [
        start(),
        opinion('a'),
        boundary('b', 'a', timer('duration', 'P2D'), false),
        join('x'),
        end(),
        flows('start -> a -> x -> end', 'b -> x'),
      ],
    ],
    ['a choice with a way for each outcome', onChoice('=visa = "approved"', '=visa = "refused"')],
    ['a choice with a way for no answer', onChoice('=lieu = "a"', '=lieu = null')],
    ['a wait that is computed', [...waiting(timer('duration', '=duration("P" + string(1) + "D")'))]],
    [
      'a comparison that asks first whether there is an answer',
      [
        start(),
        choice('x', 'x_b'),
        end('a'),
        end('b'),
        flows('start -> x', 'x -> a : =jours != null and jours > 3', 'x -> b'),
      ],
    ],
    ['a script', through(script('x'))],
    ['an opinion after which all goes on', through(opinion('x'))],
    [
      'a visa that is told apart later, by another name',
      [
        start(),
        subProcess('x', [
          extensions(mapping({ outputs: ['=visa -> suite'] })),
          start('s'),
          visa('visa'),
          end('e'),
          flows('s -> visa -> e'),
        ]),
        choice('z', 'z_end'),
        end(),
        end('refus'),
        flows('start -> x -> z', 'z -> refus : =suite = "refused"', 'z -> end'),
      ],
    ],
    [
      'a visa whose outcome a script reads',
      [
        start(),
        visa('visa'),
        node('scriptTask', 'x', extensions(given('=if visa = "refused" then 1 else 2'))),
        end(),
        flows('start -> visa -> x -> end'),
      ],
    ],
  ])('%s', async (_what, body, roots = []) => {
    expect(await faultsOf(body, roots)).toEqual([]);
  });
});

test('each is said in both languages, with nothing left to fill in', () => {
  for (const code of Object.keys(STOPS_FAULTS) as (keyof typeof STOPS_FAULTS)[]) {
    const params = Object.fromEntries(
      [...STOPS_FAULTS[code].join(' ').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, '…']),
    );
    const { fr, en } = wordsOfFault({ code, params });
    expect(fr).not.toBe(en);
  }
});
