import { describe, expect, test } from '@jest/globals';
import * as drawn from 'harmonie-engine/testing';
import { type Ways, wayAhead } from '#domain/request/way-ahead.ts';
import { readFlows } from './flows.ts';

const gateway = (id: string) => drawn.node('exclusiveGateway', id);
const refusal = (id: string) =>
  drawn.user(id, '<zeebe:taskHeaders><zeebe:header key="template" value="refusal" /></zeebe:taskHeaders>');
const close = (id: string, outcome: string) =>
  drawn.service(
    id,
    'request-close',
    `<zeebe:taskHeaders><zeebe:header key="outcome" value="${outcome}" /></zeebe:taskHeaders>`,
  );
const ahead = (from: Ways, at: string, ...normal: string[]) => [...wayAhead(from, [at], new Set(normal))].sort();

/** A check that may ask for more, an opinion in some cases, a signature; each may end in a refusal. */
const circuit = drawn.draw('demande', [
  drawn.start(),
  drawn.user('visa'),
  gateway('issue'),
  drawn.user('complement'),
  gateway('avis-attendu'),
  drawn.user('avis'),
  gateway('recueilli'),
  drawn.user('signature'),
  gateway('signe'),
  close('accorder', 'granted'),
  drawn.end('accordee'),
  refusal('refus'),
  close('refuser', 'refused'),
  drawn.end('refusee'),
  drawn.boundary('retrait', 'visa', drawn.message('retirer')),
  close('clore-retrait', 'withdrawn'),
  drawn.end('retiree'),
  drawn.flows(
    'start -> visa -> issue -> avis-attendu -> avis -> recueilli -> signature -> signe -> accorder -> accordee',
    'issue -> complement -> visa',
    'avis-attendu -> recueilli',
    'issue -> refus -> refuser -> refusee',
    'signe -> refus',
    'retrait -> clore-retrait -> retiree',
  ),
]);
const ways = await readFlows(circuit, async () => null);

describe('the normal way ahead', () => {
  test('is what can still be reached of it, without turning back', () => {
    expect(ahead(ways, 'visa', 'visa', 'avis', 'signature')).toEqual(['avis', 'signature']);
    expect(ahead(ways, 'signature', 'visa', 'avis', 'signature')).toEqual([]);
  });

  test('is joined again by one who is asked for more', () => {
    expect(ahead(ways, 'complement', 'visa', 'avis', 'signature')).toEqual(['avis', 'signature', 'visa']);
  });

  test('is over once a refusal is being signed', () => {
    expect(ahead(ways, 'refus', 'visa', 'signature')).toEqual([]);
  });

  test('goes on after a part of the circuit that signs both an act and a refusal', async () => {
    const part = [
      drawn.start('debut'),
      drawn.user('signature'),
      gateway('signe'),
      refusal('signature-refus'),
      gateway('confirme'),
      drawn.end('fin'),
      drawn.flows(
        'debut -> signature -> signe -> fin',
        'signe -> signature-refus -> confirme -> fin',
        'confirme -> signature',
      ),
    ];
    const both = await readFlows(
      drawn.draw('demande', [
        drawn.start(),
        drawn.subProcess('signer', part),
        gateway('issue'),
        drawn.user('visa-paye'),
        close('accorder', 'granted'),
        close('refuser', 'refused'),
        drawn.end(),
        drawn.flows('start -> signer -> issue -> visa-paye -> accorder -> end', 'issue -> refuser -> end'),
      ]),
      async () => null,
    );
    expect(ahead(both, 'signature', 'signature', 'visa-paye')).toEqual(['visa-paye']);
    expect(ahead(both, 'signature-refus', 'signature', 'visa-paye')).toEqual([]);
    expect([...both.onceRefused].sort()).toEqual(['confirme', 'refuser', 'signature-refus']);
  });

  test('goes into a block', async () => {
    const caller = drawn.draw('demande', [
      drawn.start(),
      drawn.call('instruction', { processId: 'demande--instruction' }),
      close('accorder', 'granted'),
      drawn.end(),
      drawn.flows('start -> instruction -> accorder -> end'),
    ]);
    const block = drawn.draw('instruction', [
      drawn.start('debut'),
      drawn.user('avis'),
      drawn.end('fin'),
      drawn.flows('debut -> avis -> fin'),
    ]);
    const opened = await readFlows(caller, async () => block);
    expect(ahead(opened, 'start', 'instruction/avis')).toEqual(['instruction/avis']);
  });
});

test('steps come in the order of the ways, however they were drawn', async () => {
  const lastFirst = drawn.draw('demande', [
    drawn.end(),
    drawn.user('signature'),
    drawn.user('visa'),
    drawn.start(),
    drawn.flows('start -> visa -> signature -> end'),
  ]);
  const { order } = await readFlows(lastFirst, async () => null);
  expect(order).toEqual(['>demande', 'start', 'visa', 'signature', 'end', 'demande']);
});

test('what shows that a request is being refused is known apart from what people do to their own', () => {
  expect([...ways.onceRefused].sort()).toEqual(['refus', 'refusee', 'refuser']);
});
