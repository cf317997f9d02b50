import { expect, test } from '@jest/globals';
import * as drawn from 'harmonie-engine/testing';
import { makeBundle } from '../read/bundle.ts';
import { readModel } from '../read/model.ts';
import { normalWayOf } from './normal-way.ts';

const headers = (all: Record<string, string>) => {
  const each = Object.entries(all).map(([key, value]) => `<zeebe:header key="${key}" value="${value}" />`);
  return `<zeebe:taskHeaders>${each.join('')}</zeebe:taskHeaders>`;
};
const person = (id: string, decision: string, more: Record<string, string> = {}) =>
  drawn.user(id, headers({ decision, ...more }), drawn.mapping({ outputs: [`=outcome -> ${id}`] }));
const close = (outcome: string) => drawn.service(outcome, 'request-close', headers({ outcome }));
const choice = (id: string, otherwise: string) => drawn.node('exclusiveGateway', id, '', { default: otherwise });

async function normalWay(body: readonly string[], roots: string[] = []): Promise<string[]> {
  const xml = drawn.draw('essai', [...body], roots);
  const bundle = makeBundle('essai', new Map([['essai.bpmn', new TextEncoder().encode(xml)]]));
  const way = normalWayOf(bundle, await readModel(xml));
  return [...way].map(([id, passed]) => (passed === 'always' ? id : `${id}?`)).sort();
}

test('all goes well: each says yes, nobody asks for more, nothing interrupts; what a fact decides is in some cases', async () => {
  const body = [
    drawn.start(),
    choice('attendu', 'attendu_visa'),
    person('avis', 'opinion'),
    person('visa', 'visa'),
    choice('vise', 'vise_refused'),
    person('complement', 'complement'),
    close('granted'),
    close('refused'),
    drawn.end(),
    drawn.boundary('retrait', 'visa', drawn.message('withdrawn')),
    person('accord-retrait', 'visa'),
    drawn.flows(
      'start -> attendu -> visa -> vise -> refused -> end',
      'attendu -> avis : =quota < 80',
      'avis -> visa',
      'vise -> granted : =visa = "approved"',
      'vise -> complement : =visa = "complement"',
      'complement -> visa',
      'granted -> end',
      'retrait -> accord-retrait -> end',
    ),
  ];
  expect(await normalWay(body, [drawn.messageNamed('withdrawn', '=requestId')])).toEqual(['avis?', 'visa']);
});

test('both branches of a fork are gone through, and what follows a part that ends in two ways is told by its outcome', async () => {
  const part = [
    drawn.start('debut'),
    person('signature', 'signature', { template: 'act' }),
    drawn.end('fin'),
    drawn.flows('debut -> signature -> fin'),
  ];
  const body = [
    drawn.start(),
    drawn.node('parallelGateway', 'fourche'),
    person('visa', 'visa'),
    person('controle', 'check'),
    drawn.node('parallelGateway', 'jonction'),
    drawn.subProcess('signer', part),
    choice('signe', 'signe_reprise'),
    person('reprise', 'correction'),
    close('granted'),
    drawn.end(),
    drawn.flows(
      'start -> fourche -> visa -> jonction -> signer -> signe -> reprise -> end',
      'fourche -> controle -> jonction',
      'signe -> granted : =signature = "signed"',
      'granted -> end',
    ),
  ];
  expect(await normalWay(body)).toEqual(['controle', 'signature', 'visa']);
});

test('where nothing is granted, it leads to the closing', async () => {
  const body = [
    drawn.start(),
    person('visa', 'visa'),
    close('closed'),
    drawn.end(),
    drawn.flows('start -> visa -> closed -> end'),
  ];
  expect(await normalWay(body)).toEqual(['visa']);
});
