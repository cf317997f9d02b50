import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { FiledRequest } from '#prisma/repositories/requests/played.ts';
import type { Job } from '#zeebe/client.ts';
import { choice, dayField, dayOfMonth, duration, flag, optional, recipients, steps, withDefault } from './headers.ts';
import { checkResults, defineJob, identifier, openStep, readVariables } from './job.ts';
import type { StepFailure } from './step-failure.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const filed: FiledRequest = {
  number: '2026-000001',
  kind: 'essai',
  versionId: ID,
  agentId: ID,
  structureId: ID,
  clock: 'Europe/Paris',
  filedAt: new Date('2026-11-27T08:00:00Z'),
};
const clocks = { dueAt: null, silenceAt: null, stopUntil: null };
const definition = defineJob({
  type: 'essai',
  does: 'tries',
  headers: {
    movement: choice(['work-time', 'other'], 'what'),
    after: duration('how long'),
    cutoffDay: withDefault(dayOfMonth('when'), '15'),
    attachAct: flag('whether'),
    effectDate: optional(dayField('which day')),
    recipients: optional(recipients('whom')),
    distinctFrom: optional(steps('others')),
  },
  variables: { payFraction: z.string().nullish() },
  results: { actId: identifier() },
});

const aJob = (headers: Record<string, string>, variables: Record<string, unknown> = { requestId: ID }) =>
  ({ key: '1', elementId: 'etape', processInstanceKey: '2', retries: 5, headers, variables }) as unknown as Job;

function open(headers: Record<string, string>, variables?: Record<string, unknown>) {
  const job = aJob(headers, variables);
  return openStep(definition, job, {
    requestId: ID,
    filed,
    clocks,
    variables: readVariables(definition.variables, job),
  });
}

/** Why a job is not opened, and that it never is tried again. */
function refusal(run: () => unknown) {
  try {
    run();
  } catch (error) {
    const { failure, retries } = error as StepFailure;
    return { ...failure, retries };
  }
  throw new Error('it was opened');
}

describe('a job is handed over', () => {
  test('with its headers and variables read, defaults said and lists cut', () => {
    const headers = {
      movement: 'other',
      after: 'P2M',
      recipients: 'agent, holders',
      distinctFrom: 'a,b',
      effectDate: '',
    };
    expect(open(headers)).toEqual({
      requestId: ID,
      filed,
      clocks,
      jobKey: '1',
      elementId: 'etape',
      processInstanceKey: '2',
      retries: 5,
      headers: {
        movement: 'other',
        after: 'P2M',
        cutoffDay: 15,
        attachAct: false,
        effectDate: undefined,
        recipients: ['agent', 'holders'],
        distinctFrom: ['a', 'b'],
      },
      variables: { decisionId: undefined, withdrawalId: undefined, payFraction: undefined },
    });
  });

  test('with what led the circuit there, whatever its type', () => {
    const given = { requestId: ID, decisionId: ID, withdrawalId: null, other: 'not asked for' };
    const { variables } = open({ movement: 'other', after: 'P1D', attachAct: 'true' }, given);
    expect(variables).toEqual({ decisionId: ID, withdrawalId: undefined, payFraction: undefined });
  });
});

describe('a job stops for good', () => {
  test.each([
    ['without a header that it needs', { after: 'P1D' }, 'header-missing', { header: 'movement' }],
    ['with one left empty', { movement: '', after: 'P1D' }, 'header-missing', { header: 'movement' }],
    ['with a choice that is none', { movement: 'x', after: 'P1D' }, 'header-value', { header: 'movement', value: 'x' }],
    ['with a delay in hours', { movement: 'other', after: 'PT3H' }, 'header-value', { header: 'after', value: 'PT3H' }],
    ['with an empty delay', { movement: 'other', after: 'P0D' }, 'header-value', { header: 'after', value: 'P0D' }],
    [
      'with a day that is none',
      { movement: 'other', after: 'P1D', cutoffDay: '32' },
      'header-value',
      { header: 'cutoffDay', value: '32' },
    ],
    [
      'with a recipient who is nobody',
      { movement: 'other', after: 'P1D', recipients: 'agent, maire' },
      'header-value',
      { header: 'recipients', value: 'agent, maire' },
    ],
  ])('%s', (_what, headers, cause, params) => {
    expect(refusal(() => open(headers as Record<string, string>))).toEqual({ cause, params, retries: 0 });
  });

  test.each([
    ['an identifier', { requestId: 'x' }, 'requestId'],
    ['a fraction in words', { requestId: ID, payFraction: 6 }, 'payFraction'],
  ])('where the circuit does not give it %s', (_what, variables, variable) => {
    const why = refusal(() => open({ movement: 'other', after: 'P1D' }, variables));
    expect(why).toEqual({ cause: 'variable-wrong', params: { variable }, retries: 0 });
  });
});

describe('what a job gives back', () => {
  test('is what its definition says, and nothing else', () => {
    expect(checkResults(definition, { actId: ID })).toEqual({ actId: ID });
    for (const given of [undefined, { actId: 'x' }, { actId: ID, more: 1 }])
      expect(() => checkResults(definition, given)).toThrow(z.ZodError);
  });

  test('is nothing where its definition says nothing', () => {
    const silent = defineJob({ type: 'silent', does: 'says nothing' });
    expect(checkResults(silent, undefined)).toEqual({});
    expect(() => checkResults(silent, { actId: ID })).toThrow(z.ZodError);
  });
});
