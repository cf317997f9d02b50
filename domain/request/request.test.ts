import { describe, expect, test } from '@jest/globals';
import { type RequestStateFacts, requestState } from './request.ts';

const facts = (more: Partial<RequestStateFacts>): RequestStateFacts => ({
  outcome: null,
  started: true,
  openTasks: [],
  signatures: [],
  ...more,
});
const open = (...decisions: RequestStateFacts['openTasks'][number]['decision'][]) => ({
  openTasks: decisions.map((decision) => ({ decision })),
});

describe('the state of a request', () => {
  test.each<[string, Partial<RequestStateFacts>, string]>([
    ['the engine has not taken it yet', { started: false }, 'filed'],
    ['nobody holds it: the circuit is working', {}, 'in-review'],
    ['an opinion is awaited', open('opinion'), 'in-review'],
    ['a visa is awaited', open('visa'), 'in-review'],
    ['a correction is awaited', open('correction'), 'in-review'],
    ['the agent has to complete it', open('complement'), 'complement-asked'],
    ['a signature is awaited', open('signature'), 'to-sign'],
    ['signed, not sealed', { signatures: [{ template: 'act', sealed: false }] }, 'signed-sealing'],
    ['sealed, the circuit still telling people', { signatures: [{ template: 'act', sealed: true }] }, 'granted'],
    ['a sealed refusal', { signatures: [{ template: 'refusal', sealed: true }] }, 'refused'],
    ['closed as granted', { outcome: 'granted', signatures: [{ template: 'act', sealed: true }] }, 'granted'],
    ['closed as refused', { outcome: 'refused' }, 'refused'],
    ['closed by withdrawal', { outcome: 'withdrawn' }, 'withdrawn'],
    ['closed otherwise', { outcome: 'closed', started: false }, 'closed'],
  ])('%s', (_when, given, expected) => {
    expect(requestState(facts(given))).toBe(expected);
  });
});
