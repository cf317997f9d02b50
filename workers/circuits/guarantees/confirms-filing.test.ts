import { expect, test } from '@jest/globals';
import * as drawn from 'harmonie-engine/testing';
import { makeBundle } from '../read/bundle.ts';
import { readModel } from '../read/model.ts';
import { confirmsFiling } from './confirms-filing.ts';

const headers = (all: Record<string, string>) => {
  const each = Object.entries(all).map(([key, value]) => `<zeebe:header key="${key}" value="${value}" />`);
  return `<zeebe:taskHeaders>${each.join('')}</zeebe:taskHeaders>`;
};
const tell = (id: string, recipients: string) =>
  drawn.service(id, 'notify', headers({ message: 'acknowledgement', recipients }));
const STEPS: Readonly<Record<string, string>> = {
  regle: drawn.node('exclusiveGateway', 'regle', '', { default: 'regle_receipt' }),
  receipt: tell('receipt', 'agent'),
  manager: tell('manager', 'gestionnaire, demandeur'),
  known: tell('known', 'agent-known'),
  visa: drawn.user('visa', headers({ decision: 'visa' }), drawn.mapping({ outputs: ['=outcome -> visa'] })),
};

async function isConfirmed(ways: readonly string[], startedBy: string | null = null): Promise<boolean> {
  const met = Object.keys(STEPS).filter((id) => ways.some((way) => way.split(/[^a-z]+/).includes(id)));
  const body = [drawn.start(), ...met.map((id) => STEPS[id] ?? ''), drawn.end(), drawn.flows(...ways)];
  const xml = drawn.draw('essai', body);
  const bundle = makeBundle('essai', new Map([['essai.bpmn', new TextEncoder().encode(xml)]]));
  return confirmsFiling(bundle, await readModel(xml), startedBy);
}

test('a mail is announced where the filer is written to before anyone has to do something', async () => {
  expect(await isConfirmed(['start -> receipt -> visa -> end'])).toBe(true);
  expect(await isConfirmed(['start -> visa -> receipt -> end'])).toBe(false);
  expect(await isConfirmed(['start -> visa -> end'])).toBe(false);
});

test('on every way: one that tells nobody is enough for none to be announced', async () => {
  const told = 'start -> regle -> receipt -> visa -> end';
  expect(await isConfirmed([told, 'regle -> known : =automatic = true', 'known -> end'])).toBe(true);
  expect(await isConfirmed([told, 'regle -> visa : =automatic = true'])).toBe(false);
});

test('of what is started for an agent, the person who starts it must be told', async () => {
  expect(await isConfirmed(['start -> receipt -> visa -> end'], 'gestionnaire')).toBe(false);
  expect(await isConfirmed(['start -> manager -> visa -> end'], 'gestionnaire')).toBe(true);
});
