import { describe, expect, test } from '@jest/globals';
import type { HeldRole } from '../permissions/actor.ts';
import type { DelegationFacts, Officer, SigningQuestion } from './delegation.ts';
import { delegationLapse, officeEndOf, signingCapacity } from './delegation.ts';
import type { Post } from './office.ts';

const DIRECTORATE = '/root/dsj/';
const COURT = '/root/dsj/court/';
const ELSEWHERE = '/root/dap/';
const IN_FORCE = { from: '2025-01-01', until: null };

const right = (structurePath: string, more: Partial<HeldRole> = {}): HeldRole => ({
  role: 'signataire',
  structurePath,
  byRight: false,
  ...IN_FORCE,
  ...more,
});
const post = (more: Partial<Post> = {}): Post => ({
  ...{ structureId: 'dsj', quality: 'directrice', ...IN_FORCE },
  ...more,
});
const officer = (personId: string, habilitations: HeldRole[], postings = [post()]): Officer => ({
  personId,
  habilitations,
  postings,
});
const director = officer('helene', [right(DIRECTORATE, { byRight: true })]);
const sophie = officer('sophie', [right(DIRECTORATE)]);
const delegation = (more: Partial<DelegationFacts> = {}): DelegationFacts => ({
  id: 'delegation',
  reference: 'Décision du 6 janvier 2025',
  delegatorQuality: 'directrice',
  delegateId: 'sophie',
  matters: ['temps-partiel'],
  structureId: 'dsj',
  structurePath: DIRECTORATE,
  publishedOn: '2025-01-07',
  revokedOn: null,
  suspended: null,
  delegator: director,
  ...IN_FORCE,
  ...more,
});
const question = (more: Partial<SigningQuestion> = {}): SigningQuestion => ({
  signer: sophie,
  agentId: 'claire',
  matter: 'temps-partiel',
  structurePath: COURT,
  delegations: [delegation()],
  day: '2026-11-24',
  ...more,
});
const answer = (more: Partial<SigningQuestion>) => {
  const result = signingCapacity(question(more));
  return 'capacity' in result ? result.capacity.by : result.refused;
};
const given = (more: Partial<DelegationFacts>) => ({ delegations: [delegation(more)] });

describe('the power to sign', () => {
  test.each<[string, Partial<SigningQuestion>, string]>([
    [
      'not while it is suspended',
      given({ suspended: { from: '2026-11-24', until: '2026-11-24' } }),
      'delegation-suspended',
    ],
    ['once its suspension is over', given({ suspended: { from: '2026-11-01', until: '2026-11-23' } }), 'delegation'],
    ['the authority itself signs by right', { signer: director, delegations: [] }, 'right'],
    ['under a valid delegation', {}, 'delegation'],
    ['for every matter', given({ matters: ['*'] }), 'delegation'],
    ['never about oneself, even the authority', { signer: director, agentId: 'helene' }, 'own-request'],
    ['never about oneself under a delegation', { agentId: 'sophie' }, 'own-request'],
    ['not without a post', { signer: { ...sophie, postings: [] } }, 'no-posting'],
    [
      'not after leaving one’s post',
      { signer: { ...sophie, postings: [post({ from: '2020-01-01', until: '2026-11-23' })] } },
      'no-posting',
    ],
    [
      'on the last day in post',
      { signer: { ...sophie, postings: [post({ from: '2020-01-01', until: '2026-11-24' })] } },
      'delegation',
    ],
    ['not without the right, even delegated', { signer: officer('sophie', []) }, 'not-signatory'],
    ['not with the right elsewhere', { signer: officer('sophie', [right(ELSEWHERE)]) }, 'not-signatory'],
    ['not by right elsewhere', { signer: officer('x', [right(ELSEWHERE, { byRight: true })]) }, 'not-signatory'],
    [
      'not with a right that ended',
      { signer: officer('sophie', [right(DIRECTORATE, { until: '2026-11-23' })]) },
      'not-signatory',
    ],
    [
      'not because a valideur',
      { signer: officer('sophie', [right(DIRECTORATE, { role: 'valideur' })]) },
      'not-signatory',
    ],
    ['not without a delegation', { delegations: [] }, 'no-delegation'],
    ['not with another’s', given({ delegateId: 'victor' }), 'no-delegation'],
    [
      'not from oneself',
      given({ delegator: officer('sophie', director.habilitations as HeldRole[]) }),
      'no-delegation',
    ],
    ['not for another matter', given({ matters: ['mutation'] }), 'delegation-other-matter'],
    ['not for another structure', given({ structurePath: ELSEWHERE }), 'delegation-other-structure'],
    [
      'not above the structure delegated',
      { structurePath: DIRECTORATE, ...given({ structurePath: COURT }) },
      'delegation-other-structure',
    ],
    ['not once revoked', given({ revokedOn: '2026-11-24' }), 'delegation-revoked'],
    ['still before it is revoked', given({ revokedOn: '2026-11-25' }), 'delegation'],
    ['not before it begins', given({ from: '2026-11-25' }), 'delegation-outside-dates'],
    ['not after it ends', given({ until: '2026-11-23' }), 'delegation-outside-dates'],
    ['not unpublished', given({ publishedOn: null }), 'delegation-not-published'],
    ['not on the day of publication', given({ publishedOn: '2026-11-24' }), 'delegation-not-published'],
    ['from the day after', given({ publishedOn: '2026-11-23' }), 'delegation'],
    ['not once the delegator left', given({ delegator: { ...director, postings: [] } }), 'delegator-left'],
    [
      'not once the delegator lost the office',
      given({ delegator: officer('helene', [right(DIRECTORATE, { byRight: true, until: '2026-11-23' })]) }),
      'delegator-left',
    ],
    [
      'not from someone who signs under a delegation',
      given({ delegator: officer('helene', [right(DIRECTORATE)]) }),
      'delegator-left',
    ],
    [
      'not from the authority of a part of it only',
      given({ delegator: officer('helene', [right(COURT, { byRight: true })]) }),
      'delegator-left',
    ],
    [
      'with the valid one among several',
      { delegations: [delegation({ revokedOn: '2026-01-01' }), delegation()] },
      'delegation',
    ],
    [
      'saying why of the closest among several',
      { delegations: [delegation({ matters: ['x'] }), delegation({ publishedOn: null })] },
      'delegation-not-published',
    ],
    ['not in a structure whose name only begins alike', { structurePath: '/root/dsj2/' }, 'not-signatory'],
  ])('%s', (_what, more, expected) => {
    expect(answer(more)).toBe(expected);
  });

  test('of a delegation over half of the structures where its holder has the right is for that half', () => {
    const below = [COURT, `${COURT}chamber/`, `${DIRECTORATE}other/`, DIRECTORATE];
    const answers = below.map((structurePath) => answer({ structurePath, ...given({ structurePath: COURT }) }));
    expect(answers).toEqual(['delegation', 'delegation', 'delegation-other-structure', 'delegation-other-structure']);
  });

  test('freezes the delegation as it stood', () => {
    expect(signingCapacity(question())).toEqual({
      capacity: {
        by: 'delegation',
        delegation: {
          id: 'delegation',
          reference: 'Décision du 6 janvier 2025',
          delegatorId: 'helene',
          delegatorQuality: 'directrice',
          delegateId: 'sophie',
          matters: ['temps-partiel'],
          structureId: 'dsj',
          from: '2025-01-01',
          until: null,
          publishedOn: '2025-01-07',
        },
        ...{ powerReference: null, inNameOf: null },
      },
    });
  });

  test('is frozen with the text that its holder has it by, the one given closest to the structure', () => {
    const text = { powerReference: 'le décret', inNameOf: 'le ministre' };
    const byText = officer('helene', [
      right('/root/', { byRight: true }),
      right(DIRECTORATE, { byRight: true, ...text }),
    ]);
    expect(signingCapacity(question({ signer: byText, delegations: [] }))).toEqual({
      capacity: { by: 'right', ...text },
    });
    expect(signingCapacity(question(given({ delegator: byText })))).toMatchObject({
      capacity: { by: 'delegation', ...text },
    });
  });
});

describe('a delegation whose giver took another office the day after the former one', () => {
  const byRight = (more: Partial<HeldRole> = {}) => right(DIRECTORATE, { byRight: true, ...more });
  const appointment = (reference: string) => ({
    reference,
    signedOn: '2024-12-01',
    publishedOn: null,
    effectiveOn: '2025-01-01',
  });
  const [former, next] = [{ until: '2026-10-31' }, { from: '2026-11-01' }];
  test.each<[string, HeldRole[], Post[], string]>([
    [
      'lapses, were the power to sign held all along',
      [byRight()],
      [post(former), post({ ...next, quality: 'sous-directrice' })],
      'delegator-changed-office',
    ],
    [
      'lapses with the post, in the same quality elsewhere',
      [byRight()],
      [post(former), post({ ...next, structureId: 'dap' })],
      'delegator-changed-office',
    ],
    [
      'lapses with the power, given anew by another text',
      [byRight(former), byRight({ ...next, powerReference: 'le décret' })],
      [post()],
      'delegator-changed-office',
    ],
    [
      'lapses with the appointment, were the text the same',
      [
        byRight({ ...former, appointment: appointment('le décret du 1er') }),
        byRight({ ...next, appointment: appointment('le décret du 2') }),
      ],
      [post()],
      'delegator-changed-office',
    ],
    [
      'lapses with the power over there, were there one above',
      [byRight(former), right('/root/', { byRight: true, ...next })],
      [post()],
      'delegator-changed-office',
    ],
    ['goes on with the same post, in another grade', [byRight()], [post(former), post(next)], 'delegation'],
    ['goes on with the same power, given for longer', [byRight(former), byRight(next)], [post()], 'delegation'],
    [
      'goes on while another post is held beside the same',
      [byRight()],
      [post(), post({ ...next, quality: 'chargée de l’intérim' })],
      'delegation',
    ],
    [
      'stays lapsed once the same office is taken again later',
      [byRight()],
      [post(former), post({ from: '2026-11-02' })],
      'delegator-changed-office',
    ],
  ])('%s', (_what, rights, posts, expected) => {
    expect(answer(given({ delegator: officer('helene', rights, posts) }))).toBe(expected);
  });

  test('says the day on which it ends with that office, where that is before its own', () => {
    const delegator = officer('helene', [byRight()], [post(former), post({ ...next, quality: 'sous-directrice' })]);
    expect(officeEndOf(delegation({ delegator }), sophie)).toBe('2026-10-31');
    expect(officeEndOf(delegation({ delegator, until: '2026-10-01' }), sophie)).toBeNull();
    expect(officeEndOf(delegation(), sophie)).toBeNull();
  });

  test('is frozen with the text of the power that it passes on, not of one given closer since', () => {
    const rights = [
      byRight({ powerReference: 'le décret' }),
      right(COURT, { byRight: true, ...next, powerReference: 'l’arrêté' }),
    ];
    const delegator = officer('helene', rights, [post()]);
    const one = delegation({ delegator, structurePath: COURT });
    expect(signingCapacity(question({ delegations: [one] }))).toMatchObject({
      capacity: { powerReference: 'le décret' },
    });
  });
});

describe('a delegation whose receiver', () => {
  const [former, next] = [{ until: '2026-10-31' }, { from: '2026-11-01' }];
  const lapsed = 'delegate-changed-office';
  test.each<[string, Post[], string]>([
    ['took another office the day after lapses', [post(former), post({ ...next, quality: 'adjointe' })], lapsed],
    ['took the same elsewhere lapses', [post(former), post({ ...next, structureId: 'dap' })], lapsed],
    ['goes on in the same, in another grade, goes on', [post(former), post(next)], 'delegation'],
    [
      'holds another beside the same goes on',
      [post(), post({ ...next, quality: 'chargée de l’intérim' })],
      'delegation',
    ],
    ['took the same again later stays lapsed', [post(former), post({ from: '2026-11-02' })], lapsed],
    ['took up office after its first day goes on', [post({ from: '2025-02-01' })], 'delegation'],
    [
      'took up office after its first day, then another, lapses',
      [post({ from: '2025-02-01', ...former }), post({ ...next, quality: 'adjointe' })],
      lapsed,
    ],
    [
      'left an office long before goes on',
      [post({ from: '2020-01-01', until: '2020-12-31', quality: 'greffière' }), post()],
      'delegation',
    ],
  ])('%s', (_what, posts, expected) => {
    expect(answer({ signer: officer('sophie', [right(DIRECTORATE)], posts) })).toBe(expected);
  });

  test('will leave that office says its last day', () => {
    const leaving = officer('sophie', [right(DIRECTORATE)], [post({ until: '2026-12-31' })]);
    expect(officeEndOf(delegation(), leaving)).toBe('2026-12-31');
  });

  test('left altogether is said to have left, not to have another office', () => {
    const gone = officer('sophie', [right(DIRECTORATE)], [post(former)]);
    expect(delegationLapse(delegation(), gone, '2026-11-24')).toBe('delegate-left');
  });
});
