import { describe, expect, test } from '@jest/globals';
import type { Actor, HeldRole } from './actor.ts';
import { holds } from './actor.ts';
import { approvalBar, canDrawCircuits, canReturnProposal, canTakeProposalBack, canWithdrawVersion } from './atelier.ts';
import { canSeeDossier } from './dossier.ts';
import {
  canCancelRequest,
  canMigrateRequest,
  canMoveToken,
  canResolveIncident,
  canRetryIncidents,
  canSeeInstance,
  canSeeRetry,
  canSetFact,
} from './operations.ts';
import { canCheckPay, canSeePay, canSendPay, type PayFacts } from './pay.ts';
import { canReadRegistered } from './registry.ts';
import {
  canExportEvidence,
  canReadAct,
  canReadDraftPiece,
  canReadPiece,
  canRecordPost,
  canSeeDecisions,
  canSeeRequest,
  canTakeArchive,
  canWithdraw,
  type RequestFacts,
} from './request.ts';
import type { Role } from './role.ts';
import { isRole, isTaskRole, ROLES, STEP_HOLDERS } from './role.ts';
import { spacesOf } from './space.ts';
import { canStart, mayBegin, type StartingFacts } from './starting.ts';
import {
  canAssign,
  canDecide,
  canPreview,
  canRelease,
  canReveal,
  canSeeTask,
  type ProofFacts,
  provesStepUp,
  type TaskFacts,
} from './task.ts';

const TODAY = '2026-11-24';
const ROOT = '/root/';
const COURT = '/root/court/';
const REGISTRY = '/root/court/registry/';
const PRISON = '/root/prison/';

const actor = (personId: string, ...held: [Role, string, Partial<HeldRole>?][]): Actor => ({
  personId,
  habilitations: held.map(([role, structurePath, more]) => ({
    role,
    structurePath,
    from: '2025-01-01',
    until: null,
    byRight: false,
    ...more,
  })),
});
const request = (more: Partial<RequestFacts> = {}): RequestFacts => ({
  agentId: 'claire',
  filedById: null,
  onPaper: false,
  startedBy: null,
  structurePath: COURT,
  closed: false,
  holderIds: ['holder'],
  decidedByIds: ['decided'],
  signed: false,
  sealed: false,
  withdrawalPending: false,
  ...more,
});

describe('a right', () => {
  const cases: [string, Actor, boolean][] = [
    ['on the very structure', actor('x', ['gestionnaire', COURT]), true],
    ['on one above', actor('x', ['gestionnaire', ROOT]), true],
    ['on one below', actor('x', ['gestionnaire', REGISTRY]), false],
    ['on one beside', actor('x', ['gestionnaire', PRISON]), false],
    ['on one whose path begins alike', actor('x', ['gestionnaire', '/root/cour']), false],
    ['on no path at all', actor('x', ['gestionnaire', '']), false],
    ['on « / » alone', actor('x', ['gestionnaire', '/']), false],
    ['of another role', actor('x', ['valideur', COURT]), false],
    ['from today', actor('x', ['gestionnaire', COURT, { from: TODAY }]), true],
    ['from tomorrow', actor('x', ['gestionnaire', COURT, { from: '2026-11-25' }]), false],
    ['until today', actor('x', ['gestionnaire', COURT, { until: TODAY }]), true],
    ['until yesterday', actor('x', ['gestionnaire', COURT, { until: '2026-11-23' }]), false],
    ['of nobody', actor('x'), false],
  ];
  test.each(cases)('%s', (_where, who, expected) => {
    expect(holds(who, 'gestionnaire', COURT, TODAY)).toBe(expected);
  });
});

describe('who may do what on a request', () => {
  const people = {
    agent: actor('claire'),
    gestionnaire: actor('nadia', ['gestionnaire', ROOT]),
    'gestionnaire elsewhere': actor('karim', ['gestionnaire', PRISON]),
    holder: actor('holder', ['valideur', COURT]),
    'whoever decided': actor('decided'),
    'a colleague': actor('thomas'),
    'every other role': actor(
      'all',
      ...ROLES.filter((role) => role !== 'gestionnaire').map((role): [Role, string] => [role, ROOT]),
    ),
  };
  type Name = keyof typeof people;
  const entitled = (judge: (who: Actor) => boolean) =>
    (Object.keys(people) as Name[]).filter((name) => judge(people[name]));
  const follows: Name[] = ['agent', 'gestionnaire', 'holder', 'whoever decided'];

  test('sees it', () => {
    expect(entitled((who) => canSeeRequest(who, request(), TODAY))).toEqual(follows);
  });
  test('reads its pieces', () => {
    expect(entitled((who) => canReadPiece(who, request(), { closed: false }, TODAY))).toEqual(follows);
  });
  test('G5: opens a closed piece: the agent and the gestionnaire of their file, nobody else who decides or filed it', () => {
    const opens = entitled((who) => canReadPiece(who, request({ filedById: 'holder' }), { closed: true }, TODAY));
    expect(opens).toEqual(['gestionnaire']);
    expect(entitled((who) => canReadPiece(who, request(), { closed: true }, TODAY))).toEqual(['agent', 'gestionnaire']);
  });
  test('takes the archive of a sealed act: those who read every one of its pieces, and nobody before', () => {
    const takes = (sealed: boolean, closed: boolean) =>
      entitled((who) => canTakeArchive(who, request({ sealed }), [{ closed: false }, { closed }], TODAY));
    expect([takes(true, false), takes(true, true), takes(false, false)]).toEqual([
      follows,
      ['agent', 'gestionnaire'],
      [],
    ]);
  });
  test('reads opinions before signature: everyone who follows it but the agent', () => {
    expect(entitled((who) => canSeeDecisions(who, request(), TODAY))).toEqual(
      follows.filter((name) => name !== 'agent'),
    );
    const signed = request({ signed: true });
    expect(entitled((who) => canSeeDecisions(who, signed, TODAY))).not.toContain('agent');
  });
  test('reads opinions once the act is sealed: the agent too', () => {
    expect(entitled((who) => canSeeDecisions(who, request({ sealed: true }), TODAY))).toEqual(follows);
  });
  test('reads the act and its evidence, once sealed only', () => {
    for (const can of [canReadAct, canExportEvidence]) {
      expect(entitled((who) => can(who, request({ signed: true }), TODAY))).toEqual([]);
      expect(entitled((who) => can(who, request({ sealed: true }), TODAY))).toEqual(follows);
    }
  });
  test('records that the act was sent by post: its gestionnaire, once sealed', () => {
    expect(entitled((who) => canRecordPost(who, request({ signed: true }), TODAY))).toEqual([]);
    expect(entitled((who) => canRecordPost(who, request({ sealed: true }), TODAY))).toEqual(['gestionnaire']);
    const own = actor('claire', ['gestionnaire', COURT]);
    expect(canRecordPost(own, request({ sealed: true }), TODAY)).toBe(false);
  });
  test.each<[string, Partial<RequestFacts>, Name[]]>([
    ['while nothing is decided', {}, ['agent']],
    ['once signed', { signed: true }, []],
    ['once closed', { closed: true }, []],
    ['twice', { withdrawalPending: true }, []],
  ])('withdraws it %s', (_when, more, expected) => {
    expect(entitled((who) => canWithdraw(who, request(more), TODAY))).toEqual(expected);
  });
  test('reads a draft’s pieces: its owner alone', () => {
    expect(entitled((who) => canReadDraftPiece(who, { ownerId: 'claire' }))).toEqual(['agent']);
  });
  test('reads the agent’s file', () => {
    const file = { personId: 'claire', structurePath: COURT };
    expect(entitled((who) => canSeeDossier(who, file, TODAY))).toEqual(['agent', 'gestionnaire']);
    expect(entitled((who) => canSeeDossier(who, { ...file, structurePath: null }, TODAY))).toEqual(['agent']);
  });
});

describe('an act that somebody started for an agent', () => {
  const started = (more: Partial<RequestFacts> = {}) =>
    request({ filedById: 'nadia', startedBy: 'gestionnaire', ...more });
  const nadia = actor('nadia', ['gestionnaire', COURT]);
  const claire = actor('claire', ['gestionnaire', ROOT]);

  test('is not the agent’s to see before it is sealed, even as a gestionnaire; then it is, whole', () => {
    expect(canSeeRequest(claire, started({ decidedByIds: ['claire'] }), TODAY)).toBe(false);
    expect(canSeeRequest(claire, started({ signed: true }), TODAY)).toBe(false);
    expect(canSeeRequest(claire, started({ closed: true }), TODAY)).toBe(false);
    expect(canSeeRequest(claire, started({ sealed: true }), TODAY)).toBe(true);
    expect(canSeeDecisions(claire, started({ sealed: true }), TODAY)).toBe(true);
  });
  test('is seen by the agent who has something to do there', () => {
    expect(canSeeRequest(claire, started({ holderIds: ['claire'] }), TODAY)).toBe(true);
  });
  test('once put to the agent, is theirs to know of; and what was decided too, unless an act tells it', () => {
    const asked = started({ answerAsked: true });
    expect([canSeeRequest(claire, asked, TODAY), canSeeDecisions(claire, asked, TODAY)]).toEqual([true, true]);
    const signs = started({ answerAsked: true, signs: true });
    expect([canSeeRequest(claire, signs, TODAY), canSeeDecisions(claire, signs, TODAY)]).toEqual([true, false]);
  });
  test('is withdrawn by the person who started it, as long as they hold the right, and nothing is signed', () => {
    expect(canWithdraw(nadia, started(), TODAY)).toBe(true);
    expect(canWithdraw(actor('nadia'), started(), TODAY)).toBe(false);
    expect(canWithdraw(actor('nadia', ['gestionnaire', PRISON]), started(), TODAY)).toBe(false);
    expect(canWithdraw(actor('other', ['gestionnaire', COURT]), started(), TODAY)).toBe(false);
    expect(canWithdraw(claire, started(), TODAY)).toBe(false);
    expect(canWithdraw(nadia, started({ signed: true }), TODAY)).toBe(false);
  });
  const from = (
    startedBy: Role | null,
    agentId: string,
    structurePath: string | null,
    mayBeOnPaper = false,
  ): StartingFacts => ({ startedBy, agentId, structurePath, mayBeOnPaper });
  test.each<[string, boolean, Actor, StartingFacts]>([
    ['an agent, for themself', true, actor('claire'), from(null, 'claire', COURT)],
    ['an agent posted nowhere', true, actor('claire'), from(null, 'claire', null)],
    ['an agent, for another', false, actor('claire'), from(null, 'paul', COURT)],
    ['a manager', true, nadia, from('gestionnaire', 'claire', REGISTRY)],
    ['a manager, for themself', false, nadia, from('gestionnaire', 'nadia', COURT)],
    ['a manager, elsewhere', false, nadia, from('gestionnaire', 'hugo', PRISON)],
    ['a manager, for who left', false, nadia, from('gestionnaire', 'hugo', null)],
    ['the superior', true, actor('paul', ['superieur', COURT]), from('superieur', 'claire', REGISTRY)],
    ['the superior, for themself', false, actor('paul', ['superieur', COURT]), from('superieur', 'paul', COURT)],
    ['the superior of others', false, actor('paul', ['superieur', PRISON]), from('superieur', 'claire', COURT)],
    ['another role', false, nadia, from('valideur', 'claire', COURT)],
    ['a manager, from the agent’s signed paper', true, nadia, from(null, 'claire', REGISTRY, true)],
    ['a manager, without a paper', false, nadia, from(null, 'claire', REGISTRY)],
    ['a manager elsewhere, from a paper', false, nadia, from(null, 'hugo', PRISON, true)],
    ['a manager, from the paper of who left', false, nadia, from(null, 'hugo', null, true)],
    ['another role, from a paper', false, actor('victor', ['valideur', ROOT]), from(null, 'claire', COURT, true)],
  ])('%s starts it: %s', (_who, expected, who, facts) => {
    expect(canStart(who, facts, TODAY)).toBe(expected);
  });
});

describe('who may do what on a request that its agent signed on paper', () => {
  const onPaper = (more: Partial<RequestFacts> = {}) => request({ filedById: 'nadia', onPaper: true, ...more });
  const claire = actor('claire');
  const nadia = actor('nadia', ['gestionnaire', COURT]);

  test('is the agent’s to see from the first day, without what is decided on it', () => {
    expect(canSeeRequest(claire, onPaper(), TODAY)).toBe(true);
    expect(canSeeDecisions(claire, onPaper(), TODAY)).toBe(false);
  });
  test('is withdrawn by the agent, or by the person who entered it while they manage the agent; by nobody once it is signed', () => {
    expect(canWithdraw(claire, onPaper(), TODAY)).toBe(true);
    expect(canWithdraw(nadia, onPaper(), TODAY)).toBe(true);
    expect(canWithdraw(actor('nadia'), onPaper(), TODAY)).toBe(false);
    expect(canWithdraw(actor('other', ['gestionnaire', COURT]), onPaper(), TODAY)).toBe(false);
    for (const who of [claire, nadia]) expect(canWithdraw(who, onPaper({ signed: true }), TODAY)).toBe(false);
  });
});

describe('who may do what on a pay piece', () => {
  const finance = actor('felix', ['financier', ROOT]);
  const comptable = actor('denise', ['comptable', ROOT]);
  const piece = (more: Partial<PayFacts> = {}): PayFacts => ({
    agentId: 'claire',
    structurePath: COURT,
    sent: false,
    ...more,
  });

  test('the finance office of the structure reads it; the comptable once it was sent; nobody else', () => {
    const others = [
      actor('claire'),
      actor('lucas', ['financier', PRISON]),
      actor(
        'all',
        ...ROLES.filter((role) => role !== 'financier' && role !== 'comptable').map((role): [Role, string] => [
          role,
          ROOT,
        ]),
      ),
    ];
    expect(canSeePay(finance, piece(), TODAY)).toBe(true);
    expect(canSeePay(comptable, piece(), TODAY)).toBe(false);
    expect(canSeePay(comptable, piece({ sent: true }), TODAY)).toBe(true);
    for (const who of others) expect(canSeePay(who, piece({ sent: true }), TODAY)).toBe(false);
  });
  test('only the finance office checks it, before it is sent, and never its own', () => {
    expect(canCheckPay(finance, piece(), TODAY)).toBe(true);
    expect(canCheckPay(finance, piece({ sent: true }), TODAY)).toBe(false);
    expect(canCheckPay(finance, piece({ agentId: 'felix' }), TODAY)).toBe(false);
    expect(canCheckPay(comptable, piece(), TODAY)).toBe(false);
    expect(canSendPay(finance, COURT, TODAY)).toBe(true);
    expect(canSendPay(comptable, COURT, TODAY)).toBe(false);
  });
});

describe('the registry of acts', () => {
  test('is read by who manages the structure, or one above, of others’ acts alone; by no other right', () => {
    const line = { agentId: 'claire', structurePath: COURT };
    const reading = ROLES.filter((role) => canReadRegistered(actor('nadia', [role, ROOT]), line, TODAY));
    expect(reading).toEqual(['gestionnaire']);
    expect(canReadRegistered(actor('claire', ['gestionnaire', COURT]), line, TODAY)).toBe(false);
  });
});

describe('G5: closed lists', () => {
  const revealing = (role: TaskFacts['role']) =>
    canReveal(actor('victor'), {
      role,
      decision: 'check',
      state: 'created',
      assigneeId: null,
      agentId: 'claire',
      filedById: null,
      onPaper: false,
      holderIds: ['victor'],
    });
  test('a sensitive value is read at the steps of those who compare it, and at no other', () => {
    expect([...STEP_HOLDERS, ...ROLES].filter((role) => revealing(role as TaskFacts['role']))).toEqual([
      'gestionnaire',
      'financier',
      'gestionnaire',
      'financier',
    ]);
  });
  test('an act is started by a gestionnaire, an interview by a superior, whatever a circuit says', () => {
    const everything = actor('all', ...ROLES.map((role): [Role, string] => [role, ROOT]));
    const facts = { agentId: 'claire', structurePath: COURT, mayBeOnPaper: false };
    expect(ROLES.filter((startedBy) => canStart(everything, { startedBy, ...facts }, TODAY))).toEqual([
      'superieur',
      'gestionnaire',
    ]);
    expect(ROLES.filter((startedBy) => mayBegin(everything, startedBy, TODAY))).toEqual(['superieur', 'gestionnaire']);
  });
  test('no step is held by those who draw, administer or pay', () => {
    expect(ROLES.filter((role) => !isTaskRole(role))).toEqual(['comptable', 'analyste', 'administrateur']);
    const found = STEP_HOLDERS.filter((role) => !isRole(role));
    expect(found).toEqual(['agent', 'demandeur', 'superieur-n2']);
  });
});

describe('who may do what on a task', () => {
  const task = (more: Partial<TaskFacts> = {}): TaskFacts => ({
    role: 'valideur',
    decision: 'visa',
    state: 'created',
    assigneeId: null,
    agentId: 'claire',
    filedById: null,
    onPaper: false,
    holderIds: ['victor', 'other'],
    ...more,
  });
  const victor = actor('victor');
  const verbs = { see: canSeeTask, decide: canDecide, take: canAssign, 'give back': canRelease, preview: canPreview };
  const allowed = (who: Actor, facts: TaskFacts) =>
    Object.entries(verbs).flatMap(([verb, can]) => (can(who, facts) ? [verb] : []));

  test.each<[string, Actor, Partial<TaskFacts>, string[]]>([
    ['a holder', victor, {}, ['see', 'decide', 'take']],
    ['a holder who took it', victor, { assigneeId: 'victor' }, ['see', 'decide', 'give back']],
    ['a holder, when another took it', victor, { assigneeId: 'other' }, ['see']],
    ['a holder, once who took it holds it no more', victor, { assigneeId: 'gone' }, ['see', 'decide', 'take']],
    ['whoever took it and holds it no more', victor, { assigneeId: 'victor', holderIds: ['other'] }, []],
    ['someone who does not hold it', actor('stranger', ['valideur', ROOT], ['administrateur', ROOT]), {}, []],
    ['the requester, even if listed as a holder', actor('claire'), { holderIds: ['claire'] }, []],
    ['whoever started it, even if listed as a holder', victor, { filedById: 'victor' }, []],
    [
      'whoever started it, asked to complete',
      victor,
      { role: 'demandeur', decision: 'complement', filedById: 'victor' },
      ['see', 'decide'],
    ],
    [
      'the requester asked to complete',
      actor('claire'),
      { role: 'agent', decision: 'complement', holderIds: ['claire'] },
      ['see', 'decide'],
    ],
    ['a holder while it completes', victor, { state: 'completing' }, ['see']],
    ['a holder once it ended', victor, { state: 'completed' }, ['see']],
    ['a signatory', victor, { role: 'signataire', decision: 'signature' }, ['see', 'decide', 'take', 'preview']],
  ])('%s', (_who, who, more, expected) => {
    expect(allowed(who, task(more))).toEqual(expected);
  });

  const at = new Date('2026-11-24T10:00:00Z');
  const proof: ProofFacts = {
    taskKey: '1',
    personId: 'victor',
    sha256: 'aa',
    expiresAt: new Date('2026-11-24T10:00:01Z'),
    usedAt: null,
  };
  test.each<[string, Partial<ProofFacts>, boolean]>([
    ['fresh', {}, true],
    ['used', { usedAt: at }, false],
    ['expired', { expiresAt: at }, false],
    ['of another task', { taskKey: '2' }, false],
    ['of another person', { personId: 'other' }, false],
    ['of other bytes', { sha256: 'bb' }, false],
  ])('a proof that is %s', (_what, more, expected) => {
    const signing = { taskKey: '1', personId: 'victor', sha256: 'aa', at };
    expect(provesStepUp({ ...proof, ...more }, signing)).toBe(expected);
  });
});

describe('spaces and operations', () => {
  test.each<[Role | null, string[]]>([
    [null, ['agent']],
    ['superieur', ['agent', 'valideur']],
    ['gestionnaire', ['agent', 'gestionnaire']],
    ['valideur', ['agent', 'valideur']],
    ['signataire', ['agent', 'valideur']],
    ['financier', ['agent', 'paye']],
    ['referent-deontologue', ['agent', 'valideur']],
    ['administration-accueil', ['agent', 'valideur']],
    ['comptable', ['agent', 'paye']],
    ['analyste', ['agent', 'circuits']],
    ['administrateur', ['agent', 'circuits', 'exploitation']],
  ])('%s finds %j', (role, spaces) => {
    expect(spacesOf(role === null ? actor('x') : actor('x', [role, COURT]), TODAY)).toEqual(spaces);
  });

  test('a right that ended opens nothing', () => {
    expect(spacesOf(actor('x', ['administrateur', ROOT, { until: '2026-01-01' }]), TODAY)).toEqual(['agent']);
  });

  test('circuits are drawn and withdrawn by analysts alone', () => {
    const roles = (can: (who: Actor, day: string) => boolean) =>
      ROLES.filter((role) => can(actor('x', [role, COURT]), TODAY));
    expect(roles(canDrawCircuits)).toEqual(['analyste']);
    expect(roles(canWithdrawVersion)).toEqual(['analyste']);
  });

  const of = (structurePath: string) => ({ agentId: 'claire', structurePath });

  test('an incident is resolved by the administrator of its structure, never by the agent, one of no request by the whole’s', () => {
    const local = actor('x', ['administrateur', COURT]);
    expect(canResolveIncident(local, of(REGISTRY), TODAY)).toBe(true);
    expect(canResolveIncident(actor('claire', ['administrateur', ROOT]), of(REGISTRY), TODAY)).toBe(false);
    expect(canResolveIncident(local, of(PRISON), TODAY)).toBe(false);
    expect(canResolveIncident(local, null, TODAY)).toBe(false);
    expect(canResolveIncident(actor('x', ['administrateur', ROOT]), null, TODAY)).toBe(true);
    expect(canResolveIncident(actor('x', ['analyste', ROOT]), null, TODAY)).toBe(false);
  });

  test('incidents are retried by the group by those who may resolve each, and the report is theirs and the whole’s', () => {
    const local = actor('x', ['administrateur', COURT]);
    const incidents = [of(REGISTRY), { ...of(REGISTRY), agentId: 'x' }, of(PRISON), null];
    expect(incidents.map((one) => canRetryIncidents(local, one, TODAY))).toEqual([true, false, false, false]);
    expect(ROLES.filter((role) => canRetryIncidents(actor('x', [role, ROOT]), null, TODAY))).toEqual([
      'administrateur',
    ]);
    expect(canSeeRetry(local, { askedById: 'x' }, TODAY)).toBe(true);
    expect(canSeeRetry(local, { askedById: 'y' }, TODAY)).toBe(false);
    expect(canSeeRetry(actor('x', ['administrateur', ROOT]), { askedById: 'y' }, TODAY)).toBe(true);
  });

  test('an instance is looked at by the administrator of its structure, never by its own agent', () => {
    const request = { agentId: 'claire', structurePath: REGISTRY };
    const may = (who: Actor) => canSeeInstance(who, request, TODAY);
    expect(ROLES.filter((role) => may(actor('x', [role, COURT])))).toEqual(['administrateur']);
    expect(may(actor('x', ['administrateur', PRISON]))).toBe(false);
    expect(may(actor('claire', ['administrateur', ROOT]))).toBe(false);
    expect(canSeeInstance(actor('x', ['administrateur', COURT]), null, TODAY)).toBe(false);
    expect(canSeeInstance(actor('x', ['administrateur', ROOT]), null, TODAY)).toBe(true);
  });

  test.each([
    ['moved to another version', canMigrateRequest],
    ['cancelled', canCancelRequest],
    ['put at another step', canMoveToken],
    ['given another fact', canSetFact],
  ])('a request is %s by the administrator of its structure, never by its own agent', (_what, can) => {
    const request = { agentId: 'claire', structurePath: REGISTRY };
    const may = (who: Actor) => can(who, request, TODAY);
    expect(ROLES.filter((role) => may(actor('x', [role, COURT])))).toEqual(['administrateur']);
    expect(may(actor('x', ['administrateur', PRISON]))).toBe(false);
    expect(may(actor('claire', ['administrateur', COURT]))).toBe(false);
    expect(may(actor('x', ['administrateur', COURT, { until: '2026-01-01' }]))).toBe(false);
  });

  test('a circuit is published by two analysts, the second of whom did not touch it', () => {
    const analyst = (name: string) => actor(name, ['analyste', ROOT]);
    const people = { proposedBy: 'alice', touchedBy: ['alice', 'chloe'], proposer: analyst('alice') };
    const proposal = { ...people, isAsProposed: true };
    const barred = (who: Actor) => approvalBar(who, proposal, TODAY);
    expect(['alice', 'chloe', 'bruno'].map((name) => barred(analyst(name)))).toEqual([
      'circuit-own-proposal',
      'circuit-touched',
      null,
    ]);
    const others = ROLES.filter((role) => role !== 'analyste').map((role) => actor('bruno', [role, ROOT]));
    for (const who of [...others, actor('bruno', ['analyste', ROOT, { until: '2026-01-01' }])]) {
      expect(barred(who)).toBe('forbidden');
      expect(canReturnProposal(who, proposal, TODAY)).toBe(false);
      expect(canTakeProposalBack({ ...who, personId: 'alice' }, proposal, TODAY)).toBe(false);
    }
    const left = actor('alice', ['analyste', ROOT, { until: '2026-01-01' }]);
    expect(approvalBar(analyst('bruno'), { ...proposal, proposer: left }, TODAY)).toBe('circuit-proposer-left');
    expect(approvalBar(analyst('bruno'), { ...proposal, isAsProposed: false }, TODAY)).toBe('circuit-parts-changed');
    expect(canReturnProposal(analyst('bruno'), proposal, TODAY)).toBe(true);
    const may = (can: typeof canReturnProposal) =>
      ['alice', 'chloe', 'bruno'].filter((name) => can(analyst(name), proposal, TODAY));
    expect(may(canReturnProposal)).toEqual(['chloe', 'bruno']);
    expect(may(canTakeProposalBack)).toEqual(['alice']);
  });
});
