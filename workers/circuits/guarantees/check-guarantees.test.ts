import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as drawn from 'harmonie-engine/testing';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { LACKS } from '#domain/effect/guarantee.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
import { themeFiles } from '#testing/shipped-themes.ts';
import { makeBundle, readBundles } from '../read/bundle.ts';
import { readModel } from '../read/model.ts';
import { checkGuarantees } from './check-guarantees.ts';

const { boundary, call, end, eventStart, eventSubProcess, flows, inside, mapping, node, start, subProcess, timer } =
  drawn;

const header = (key: string, value: string) => `<zeebe:header key="${key}" value="${value}" />`;
const headers = (all: Record<string, string>) =>
  `<zeebe:taskHeaders>${Object.entries(all)
    .map(([key, value]) => header(key, value))
    .join('')}</zeebe:taskHeaders>`;

/** A step of a worker. */
const job = (id: string, type: string, all: Record<string, string> = {}) => drawn.service(id, type, headers(all));
/** A step of a person, which gives its outcome to the variable of its name. */
const person = (id: string, role: string, all: Record<string, string>, more = '') =>
  drawn.user(
    id,
    `<zeebe:assignmentDefinition candidateGroups="${role}" />`,
    headers(all),
    mapping({ outputs: [`=outcome -> ${id}`] }),
    more,
  );
const choice = (id: string, otherwise?: string) =>
  node('exclusiveGateway', id, '', otherwise === undefined ? {} : { default: otherwise });
const fork = (id: string) => node('parallelGateway', id);

const visa = (id = 'visa', role = 'gestionnaire') =>
  person(id, role, { decision: 'visa', outcomes: 'approved, refused' });
const signature = (id = 'signature', template = 'act') => person(id, 'signataire', { decision: 'signature', template });
const seal = (id = 'seal') => job(id, 'act-seal');
const workTime = (id = 'effect') => job(id, 'situation-apply', { what: 'temps-de-travail' });
const contact = (id = 'effect') => job(id, 'situation-apply', { what: 'contact' });

/** A block that any drawing may call. */
const BLOCK = drawn.draw('essai--bloc', [start(), end(), flows('start -> end')]);

/** What is wrong in a drawing: « element: code ». */
async function faultsOf(
  body: string[],
  { roots = [], properties = {} }: { roots?: string[]; properties?: Record<string, string> } = {},
): Promise<string[]> {
  const given = Object.entries(properties).map(([name, value]) => `<zeebe:property name="${name}" value="${value}" />`);
  const xml = drawn.draw(
    'essai',
    [drawn.extensions(`<zeebe:properties>${given.join('')}</zeebe:properties>`), ...body],
    roots,
  );
  const files = { 'essai.bpmn': xml, '_blocks/bloc/bloc.bpmn': BLOCK };
  const drawings = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  const bundle = makeBundle('essai', new Map([...drawings, ...themeFiles()]));
  const model = await readModel(xml, bundle);
  const faults = [
    ...model.opened.faults.map(({ at, code }) => ({ elementId: at, code })),
    ...checkGuarantees(bundle, model),
  ];
  return faults.map(({ elementId, code }) => `${elementId}: ${code}`);
}

const SIGNED = [start(), signature(), choice('signed', 'signed_end'), seal(), workTime(), end(), end('given')];
const TO_EFFECT = 'start -> signature -> signed';

describe('G7: an effect that needs an act', () => {
  test('stands after the favourable branch of a signature, and its seal', async () => {
    const faults = await faultsOf([
      ...SIGNED,
      flows(TO_EFFECT, 'signed -> seal : =signature = "signed"', 'signed -> end', 'seal -> effect -> given'),
    ]);
    expect(faults).toEqual([]);
  });

  test.each([
    ['without a signature', [start(), workTime(), end(), flows('start -> effect -> end')]],
    [
      'on the other branch',
      [
        ...SIGNED,
        flows(TO_EFFECT, 'signed -> seal : =signature = "refused"', 'signed -> end', 'seal -> effect -> given'),
      ],
    ],
    [
      'on both branches',
      [start(), signature(), seal(), workTime(), end(), flows('start -> signature -> seal -> effect -> end')],
    ],
    [
      'when a shortcut leads past the signature',
      [
        ...SIGNED,
        choice('short'),
        flows(
          'start -> short -> signature -> signed',
          'short -> seal : =short = true',
          'signed -> seal : =signature = "signed"',
          'signed -> end',
          'seal -> effect -> given',
        ),
      ],
    ],
    [
      'when a reminder leads to it',
      [
        ...SIGNED,
        boundary('late', 'signature', timer('duration', 'P2D')),
        flows(
          TO_EFFECT,
          'late -> effect',
          'signed -> seal : =signature = "signed"',
          'signed -> end',
          'seal -> effect -> given',
        ),
      ],
    ],
    [
      'when something beside its wait leads to it',
      [
        ...SIGNED,
        boundary('late', 'signature', timer('duration', 'P2D'), false),
        flows(
          TO_EFFECT,
          'late -> effect',
          'signed -> seal : =signature = "signed"',
          'signed -> end',
          'seal -> effect -> given',
        ),
      ],
    ],
    [
      'beside the branch where it is signed',
      [
        start(),
        fork('fork'),
        signature(),
        seal(),
        workTime(),
        end(),
        end('given'),
        flows('start -> fork -> signature -> seal -> end', 'fork -> effect -> given'),
      ],
    ],
    [
      'signed for each of a list, which may be empty',
      [
        start(),
        inside(signature(), drawn.loop({ inputCollection: '=[]' })),
        seal(),
        workTime(),
        end(),
        flows('start -> signature -> seal -> effect -> end'),
      ],
    ],
    [
      'to undo another step',
      [
        start(),
        job('told', 'notify', { message: 'x', recipients: 'gestionnaire' }),
        boundary('undo', 'told', drawn.compensation()),
        inside(workTime(), '').replace('<bpmn:serviceTask', '<bpmn:serviceTask isForCompensation="true"'),
        drawn.association('undo', 'effect'),
        end('end', drawn.compensation()),
        flows('start -> told -> end'),
      ],
    ],
    [
      'where the outcome is written by the circuit itself',
      [
        ...SIGNED.slice(0, 1),
        person(
          'signature',
          'signataire',
          { decision: 'signature', template: 'act' },
          mapping({ outputs: ['="signed" -> forged'] }),
        ),
        ...SIGNED.slice(2),
        flows(TO_EFFECT, 'signed -> seal : =forged = "signed"', 'signed -> end', 'seal -> effect -> given'),
      ],
    ],
  ])('is refused %s', async (_where, body) => {
    expect(await faultsOf(body)).toContain('effect: effect-sealed-act');
  });

  test('is refused signed in a circuit that is called, of which nothing is known: it is no block', async () => {
    const called = call('called', { processId: 'autre', propagateAllChildVariables: 'false' });
    expect(await faultsOf([start(), called, workTime(), end(), flows('start -> called -> effect -> end')])).toEqual([
      'called: call-not-block',
    ]);
  });

  test('is not taken for one that any signature allows: a refusal that is signed grants nothing', async () => {
    const body = [
      start(),
      signature('signature', 'refusal'),
      choice('signed', 'signed_end'),
      seal(),
      workTime(),
      end(),
      end('given'),
    ];
    const faults = await faultsOf([
      ...body,
      flows(TO_EFFECT, 'signed -> seal : =signature = "signed"', 'signed -> end', 'seal -> effect -> given'),
    ]);
    expect(faults).toEqual(['effect: effect-sealed-act']);
  });

  test('may come after a loop, a sub-process, a link: what is sure on every way is sure', async () => {
    const examined = subProcess('examined', [
      start('opened'),
      person('visa', 'valideur', { decision: 'visa' }),
      choice('again', 'again_signature'),
      signature(),
      end('closed'),
      flows('opened -> visa -> again', 'again -> visa : =visa = "complement"', 'again -> signature -> closed'),
    ]);
    const faults = await faultsOf([
      start(),
      examined,
      choice('signed', 'signed_end'),
      seal(),
      end(),
      end('given'),
      workTime(),
      node('intermediateThrowEvent', 'away', drawn.link('suite')),
      node('intermediateCatchEvent', 'there', drawn.link('suite')),
      flows(
        'start -> examined -> signed',
        'signed -> seal : =signature = "signed"',
        'signed -> end',
        'seal -> away',
        'there -> effect -> given',
      ),
    ]);
    expect(faults).toEqual([]);
  });
});

describe('G7: an effect that needs somebody’s agreement', () => {
  const OTHERS = { properties: { startedBy: 'gestionnaire' } };
  const agreed = (effect: string) => [start(), visa(), choice('agreed', 'agreed_end'), effect, end(), end('given')];
  const ways = flows(
    'start -> visa -> agreed',
    'agreed -> effect : =visa = "approved"',
    'agreed -> end',
    'effect -> given',
  );

  test('needs none when the agent filed it, one when others start it', async () => {
    const alone = [start(), contact(), end(), flows('start -> effect -> end')];
    expect(await faultsOf(alone)).toEqual([]);
    expect(await faultsOf(alone, OTHERS)).toEqual(['effect: effect-own-filing']);
    expect(await faultsOf([...agreed(contact()), ways], OTHERS)).toEqual([]);
  });

  test('is not applied to what was refused, whichever person filed it', async () => {
    const heedless = flows(
      'start -> visa -> agreed',
      'agreed -> effect : =visa != null',
      'agreed -> end',
      'effect -> given',
    );
    expect(await faultsOf([...agreed(contact()), heedless])).toEqual(['effect: effect-no-refusal']);
  });

  test('may be given in parallel: the join waits for both', async () => {
    const faults = await faultsOf(
      [
        start(),
        fork('fork'),
        visa('first'),
        visa('second', 'valideur'),
        fork('join'),
        choice('agreed', 'agreed_end'),
        contact(),
        end(),
        end('given'),
        flows(
          'start -> fork -> first -> join',
          'fork -> second -> join -> agreed',
          'agreed -> effect : =first = "approved" and second = "approved"',
          'agreed -> end',
          'effect -> given',
        ),
      ],
      OTHERS,
    );
    expect(faults).toEqual([]);
  });
});

describe('G7: after a fork that nothing joins', () => {
  const OPEN = [...SIGNED, fork('fork'), end('aside')];
  const toSeal = (outcome: string) => `signed -> seal : =signature = "${outcome}"`;

  test.each<[string, string[]]>([
    ['when one of its ways ends by itself', ['start -> fork -> signature -> signed', 'fork -> aside']],
    [
      'when its ways come together at no join',
      ['start -> fork -> one -> signature -> signed', 'fork -> two -> signature'],
    ],
  ])('the fork alone is said, %s, and not what is no longer known after it', async (_what, ways) => {
    const beside = [job('one', 'notify'), job('two', 'notify')];
    const drawing = [...OPEN, ...beside, flows(...ways, toSeal('signed'), 'signed -> end', 'seal -> effect -> given')];
    expect(await faultsOf(drawing)).toEqual(['fork: fork-open']);
  });

  test('what is wrong whatever it joins is said too', async () => {
    const ways = flows(
      'start -> fork -> signature -> signed',
      'fork -> aside',
      toSeal('refused'),
      'signed -> end',
      'seal -> effect -> given',
    );
    const faults = await faultsOf([...OPEN, ways]);
    expect(faults).toContain('effect: effect-sealed-act');
  });

  test('nothing is said of one that hides nothing', async () => {
    const ways = flows('start -> fork', 'fork -> aside', 'fork -> end');
    expect(await faultsOf([start(), fork('fork'), end('aside'), end(), ways])).toEqual([]);
  });
});

describe('G7: what two people must do for a bank account', () => {
  test('is the drawing of the circuit that is shipped; each step that is left out is named, and what to do', async () => {
    const shipped = (await readBundles(path.join(import.meta.dirname, '..', '..', '..', 'processes'))).find(
      ({ kind }) => kind === 'coordonnees-bancaires',
    );
    if (shipped === undefined) throw new Error('the circuit is not shipped');
    const [diagram, block] = [`${shipped.kind}.bpmn`, '_blocks/contre-appel/contre-appel.bpmn'];
    const faultsWith = async (file: string, from: string | RegExp, to: string) => {
      const files = new Map(shipped.files.map(({ path, content }) => [path, content]));
      const before = new TextDecoder().decode(files.get(file));
      const text = before.replace(from, to);
      if (text === before) throw new Error('the change changes nothing');
      const bundle = makeBundle(shipped.kind, files.set(file, new TextEncoder().encode(text)));
      return checkGuarantees(bundle, await readModel(new TextDecoder().decode(files.get(diagram)), bundle));
    };
    for (const [lack, file, from, to] of [
      ['proof-at-filing', diagram, 'name="stepUp" value="true"', 'name="stepUp" value="false"'],
      ['alert', block, 'value="agent-known" />', 'value="gestionnaire" />'],
      ['call-back', diagram, '"coordonnees-bancaires-rappel"', '"coordonnees-bancaires-demande"'],
      ['two-people', block, /<zeebe:header key="distinctFrom"[^>]*>/, ''],
      ['financier', block, 'candidateGroups="financier"', 'candidateGroups="valideur"'],
      ['cooling-off', block, '=stopUntil</bpmn:timeDate>', '=reminderAt</bpmn:timeDate>'],
      [
        'no-refusal',
        block,
        /callback = (&quot;|")confirmed\1 and confirmation = \1approved\1/,
        'callback = $1confirmed$1',
      ],
    ] as const) {
      const found = (await faultsWith(file, from, to)).find(({ code }) => code === `effect-${lack}`);
      expect([lack, found?.elementId, found?.inside]).toEqual([lack, 'contre-appel', 'Appliquer le changement']);
      expect(LACKS).toContain(lack);
      if (found) expect(wordsOfFault(found).fr).toMatch(/Placez|donnez|Confiez|Menez/);
    }
  });
});

describe('G7: the time to stop an account', () => {
  test('is set after the two agreements: moved before them, it is refused where it stands, and counts for nothing', async () => {
    const cooling = job('cooling', 'cooling-off', { minimum: 'P3D' });
    const waits = node('intermediateCatchEvent', 'wait', timer('date', '=stopUntil'));
    const account = job('effect', 'situation-apply', { what: 'coordonnees-bancaires' });
    const faults = await faultsOf(
      [
        start(),
        job('alert', 'notify', { message: 'words', recipients: 'agent-known' }),
        cooling,
        waits,
        account,
        end(),
        flows('start -> alert -> cooling -> wait -> effect -> end'),
      ],
      { properties: { stepUp: 'true' } },
    );
    expect(faults).toEqual(['cooling: wait-before-agreement', 'effect: effect-call-back']);
  });
});

describe('what is proposed instead of what was asked', () => {
  const proposing = person('visa', 'valideur', {
    decision: 'visa',
    outcomes: 'approved, proposed',
    proposable: 'quota',
  });
  const answering = (outcomes: string) => person('answer', 'agent', { decision: 'answer', outcomes });
  const rest = [start(), proposing, choice('proposed', 'proposed_given'), end('given'), end()];
  const ways = flows('start -> visa -> proposed', 'proposed -> given');

  test('waits for the agent, who may say yes or no, or let the time pass', async () => {
    const through = (outcomes: string) => [
      ...rest,
      answering(outcomes),
      boundary('late', 'answer', timer('duration', 'P15D')),
      ways,
      flows('proposed -> answer : =visa = "proposed"', 'answer -> visa', 'late -> visa'),
    ];
    expect(await faultsOf(through('accepted, declined'))).toEqual([]);
    expect(await faultsOf(through('accepted'))).toContain('answer: proposal-unanswered');
  });

  test('is neither decided on nor done before', async () => {
    expect(await faultsOf([...rest, ways, flows('proposed -> end : =visa = "proposed"')])).toEqual([
      'essai: proposal-unanswered',
    ]);
    const checked = [visa('again'), flows('proposed -> again : =visa = "proposed"', 'again -> visa')];
    expect(await faultsOf([...rest, ways, ...checked])).toContain('again: proposal-unanswered');
    const paid = [job('paid', 'pay-piece'), flows('proposed -> paid : =visa = "proposed"', 'paid -> visa')];
    expect(await faultsOf([...rest, ways, ...paid])).toContain('paid: proposal-unanswered');
  });
});

describe('G7: a signature', () => {
  const ways = flows(
    TO_EFFECT,
    'signed -> told : =signature = "signed"',
    'signed -> end',
    'told -> seal -> effect -> given',
  );

  test('is sealed before the agent is told anything, and before the circuit can be left', async () => {
    const told = (recipients: string) => job('told', 'notify', { message: 'words', recipients });
    expect(await faultsOf([...SIGNED, told('agent'), ways])).toEqual(['signature: signature-unsealed']);
    expect(await faultsOf([...SIGNED, told('gestionnaire'), ways])).toEqual([]);
    expect(await faultsOf([start(), signature(), end(), flows('start -> signature -> end')])).toEqual([
      'signature: signature-unsealed',
    ]);
    const left = [boundary('gone', 'told', timer('duration', 'P1D')), end('away'), flows('gone -> away')];
    expect(await faultsOf([...SIGNED, told('gestionnaire'), ways, ...left])).toEqual(['signature: signature-unsealed']);
  });

  test('is a signatory’s', async () => {
    const body = [
      start(),
      person('signature', 'valideur', { decision: 'signature', template: 'act' }),
      choice('signed', 'signed_end'),
      seal(),
      end(),
      flows(TO_EFFECT, 'signed -> seal : =signature = "signed"', 'signed -> end', 'seal -> end'),
    ];
    expect(await faultsOf(body)).toEqual(['signature: signature-not-signatory']);
  });

  test('is what is sealed: nothing else leads there', async () => {
    expect(await faultsOf([start(), seal(), end(), flows('start -> seal -> end')])).toEqual([
      'seal: seal-without-signature',
    ]);
  });
});

describe('G7: an outcome', () => {
  test('is neither paid, closed nor told before it stands', async () => {
    const close = (outcome: string) => job('close', 'request-close', { outcome });
    const alone = (step: string, id: string) => [start(), step, end(), flows(`start -> ${id} -> end`)];
    expect(await faultsOf(alone(job('pay', 'pay-piece', { movement: 'other' }), 'pay'))).toEqual([
      'pay: pay-without-grounds',
    ]);
    expect(await faultsOf(alone(close('refused'), 'close'))).toEqual(['close: refusal-undecided']);
    expect(await faultsOf(alone(close('withdrawn'), 'close'))).toEqual([]);
    expect(
      await faultsOf([
        ...SIGNED.slice(0, 3),
        close('granted'),
        end(),
        flows(TO_EFFECT, 'signed -> close : =signature = "refused"', 'signed -> end', 'close -> end'),
      ]),
    ).toContain('close: granted-unsealed');
    expect(await faultsOf(alone(close('granted'), 'close'))).toEqual(['close: granted-undecided']);
    const tell = (message: string) => job('tell', 'notify', { message, recipients: 'agent' });
    expect(await faultsOf(alone(tell('act-granted'), 'tell'))).toEqual(['tell: told-before-seal']);
    expect(await faultsOf(alone(tell('change-applied'), 'tell'))).toEqual(['tell: told-before-effect']);
    expect(await faultsOf(alone(tell('change-refused'), 'tell'))).toEqual(['tell: told-before-refusal']);
  });
});

describe('G7: what is granted was granted by somebody', () => {
  const opinion = person('opinion', 'superieur', { decision: 'opinion' });
  const granted = job('close', 'request-close', { outcome: 'granted' });
  const recorded = (means: string) => job('silence', 'silence-record', { means });
  const closing = (step: string, id: string, condition: string | null, more: string[] = [granted]) =>
    faultsOf([
      start(),
      step,
      choice('issue', 'issue_end'),
      ...more,
      end(),
      end('given'),
      flows(
        `start -> ${id} -> issue`,
        `issue -> close${condition === null ? '' : ` : ${condition}`}`,
        'issue -> end',
        'close -> given',
      ),
    ]);

  test.each([
    ['a visa', visa(), 'visa', '=visa = "approved"', []],
    ['any answer to a visa', visa(), 'visa', '=visa != null', ['close: granted-undecided']],
    ['the refusal of a visa', visa(), 'visa', '=visa = "refused"', ['close: granted-undecided']],
    ['the agent’s own visa', visa('visa', 'agent'), 'visa', '=visa = "approved"', ['close: granted-undecided']],
    ['a favourable opinion, where nobody decides more', opinion, 'opinion', '=opinion = "favorable"', []],
    ['a reserved one', opinion, 'opinion', '=opinion = "reserved"', ['close: granted-undecided']],
    ['a silence that accepts', recorded('acceptance'), 'silence', '=late = true', []],
    ['a silence that rejects', recorded('rejection'), 'silence', '=late = true', ['close: granted-undecided']],
  ])('by %s', async (_what, step, id, condition, faults) => {
    expect(await closing(step, id, condition)).toEqual(faults);
  });

  test('or all that it changes is applied', async () => {
    const body = [start(), choice('short', 'short_effect'), contact(), granted, end()];
    const around = flows('start -> short -> effect -> close -> end', 'short -> close : =short = true');
    expect(await faultsOf([...body, around])).toEqual(['close: granted-unapplied']);
    const straight = flows('start -> short -> effect -> close -> end');
    expect(await faultsOf([...body, straight])).toEqual([]);
  });

  test('once what its act withdraws is undone, after the seal', async () => {
    const properties = { laterAct: 'withdraws' };
    const body = [start(), signature(), choice('signed', 'signed_end'), seal(), granted, end(), end('given')];
    const way = ['start -> signature -> signed', 'signed -> end'];
    const signed = 'signed -> seal : =signature = "signed"';
    const without = flows(...way, signed, 'seal -> close -> given');
    expect(await faultsOf([...body, without], { properties })).toEqual(['close: granted-not-undone']);
    expect(await faultsOf([...body, without])).toEqual([]);
    const undo = job('undo', 'effects-undo');
    const after = flows(...way, signed, 'seal -> undo -> close -> given');
    expect(await faultsOf([...body, undo, after], { properties })).toEqual([]);
    expect(await faultsOf([...body, undo, after])).toEqual(['undo: undoing-nothing']);
    const before = flows('start -> undo -> signature -> signed', 'signed -> end', signed, 'seal -> close -> given');
    expect(await faultsOf([...body, undo, before], { properties })).toEqual(['undo: undoing-without-act']);
  });

  test('a silence that accepts refuses nothing', async () => {
    const refused = job('close', 'request-close', { outcome: 'refused' });
    const refusedAfter = (means: string) => closing(recorded(means), 'silence', '=late = true', [refused]);
    expect(await refusedAfter('acceptance')).toEqual(['close: refusal-undecided']);
    expect(await refusedAfter('rejection')).toEqual([]);
  });
});

test('G7: a movement of pay comes after its own effect; what no effect says, after a sealed act', async () => {
  const pay = (movement: string) => job('pay', 'pay-piece', { movement });
  const telephone = (movement: string) =>
    faultsOf([start(), contact(), pay(movement), end(), flows('start -> effect -> pay -> end')]);
  for (const movement of PAY_MOVEMENTS) expect(await telephone(movement)).toEqual(['pay: pay-without-grounds']);
  const signed = (movement: string) =>
    faultsOf([
      ...SIGNED,
      pay(movement),
      flows(TO_EFFECT, 'signed -> seal : =signature = "signed"', 'signed -> end', 'seal -> effect -> pay -> given'),
    ]);
  for (const movement of ['work-time', 'allowance', 'leave', 'other']) expect(await signed(movement)).toEqual([]);
  for (const movement of ['echelon', 'bank-account'])
    expect(await signed(movement)).toEqual(['pay: pay-without-grounds']);
});

describe('G7: a withdrawal', () => {
  const waiting = (key: string, more: string[] = []) =>
    faultsOf(
      [
        start(),
        subProcess('work', [
          start('opened'),
          visa(),
          end('closed'),
          flows('opened -> visa -> closed'),
          eventSubProcess('left', [
            eventStart('asked', drawn.message('request-withdrawn')),
            end('gone'),
            flows('asked -> gone'),
          ]),
        ]),
        end(),
        flows('start -> work -> end'),
        ...more,
      ],
      { roots: [drawn.messageNamed('request-withdrawn', key)] },
    );

  test('is waited for by the request that the circuit plays, by no other key', async () => {
    expect(await waiting('=requestId')).toEqual([]);
    expect(await waiting('="5d0e1c1e-0000-4000-8000-000000000000"')).toEqual(['asked: correlation-key']);
    expect(await waiting('=neighbour')).toEqual(['asked: correlation-key']);
  });

  test.each([
    ['a mapping of a step', [drawn.service('step', 'notify', mapping({ inputs: ['="x" -> requestId'] }))]],
    ['a result of a step', [drawn.user('step', mapping({ outputs: ['=outcome -> requestId'] }))]],
    ['a part of it', [drawn.user('step', mapping({ outputs: ['=outcome -> requestId.id'] }))]],
    [
      'a script',
      [node('scriptTask', 'step', drawn.extensions('<zeebe:script expression="=1" resultVariable="requestId" />'))],
    ],
    [
      'a list',
      [inside(drawn.service('step', 'notify'), drawn.loop({ inputCollection: '=[1]', inputElement: 'requestId' }))],
    ],
    [
      'a block that is called',
      [
        call(
          'step',
          { processId: 'essai--bloc', propagateAllChildVariables: 'false' },
          mapping({ outputs: ['=other -> requestId'] }),
        ),
      ],
    ],
    ['the decision that led there', [drawn.service('step', 'notify', mapping({ inputs: ['="x" -> decisionId'] }))]],
  ])('is not turned elsewhere by %s that writes which request it is', async (_what, step) => {
    expect(await waiting('=requestId', step)).toEqual(['step: identity-written']);
  });
});

test('G7: what has too many ways to be gone through is not proven, and says so', async () => {
  const ids = Array.from({ length: 14 }, (_one, index) => `visa${index}`);
  const body = [
    start(),
    ...ids.map((id) => visa(id)),
    contact(),
    end(),
    flows(`start -> ${ids.join(' -> ')} -> effect -> end`),
  ];
  expect(await faultsOf(body)).toEqual(['essai: ways-too-many']);
});
