import { describe, expect, test } from '@jest/globals';
import { verifyChain } from './audit.ts';
import { canonicalJson, chain, type EvidenceEvent, eventHash, GENESIS_HASH } from './evidence.ts';

const anEvent = (sequence: number) => ({
  sequence,
  at: '2026-11-24T16:32:19.000Z',
  verb: 'request.filed',
  actorId: 'p1',
  subject: 'request:r1',
  payloadDigest: 'a'.repeat(64),
});

function aChain(length: number): EvidenceEvent[] {
  const events: EvidenceEvent[] = [];
  for (let sequence = 1; sequence <= length; sequence++) {
    events.push(chain(events.at(-1)?.hash ?? GENESIS_HASH, anEvent(sequence)));
  }
  return events;
}

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: [true, null, 'é'] }, '{"a":[true,null,"é"],"b":1}'],
    [{ z: { y: 1, x: undefined } }, '{"z":{"y":1}}'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ])('gives one text for %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [new Date(0)], [1n], [undefined], [[undefined]]])(
    'refuses what JSON cannot say',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );
});

describe('the chain of events', () => {
  test('has a hash that does not change from one version of the portal to the next', () => {
    expect(eventHash(GENESIS_HASH, anEvent(1))).toBe(
      'abb9edb44b042080f2b865e4eea216a0ce07bf6d709b768db7d519dfb2472a78',
    );
  });

  test('holds when nothing was touched, from its start or from the middle', () => {
    expect(verifyChain(aChain(5))).toBeNull();
    expect(verifyChain(aChain(5).slice(2))).toBeNull();
    expect(verifyChain([])).toBeNull();
  });

  test('shows a removed event', () => {
    expect(verifyChain(aChain(5).toSpliced(2, 1))).toEqual({ sequence: 4, reason: 'event 3 is missing' });
  });

  test.each(['at', 'verb', 'actorId', 'subject', 'payloadDigest', 'hash', 'previousHash'] as const)(
    'shows an altered %s',
    (field) => {
      const events = aChain(4).map((event) => (event.sequence === 3 ? { ...event, [field]: 'b'.repeat(64) } : event));
      expect(verifyChain(events)?.sequence).toBe(3);
    },
  );

  test('shows an event rewritten with its own hash made again', () => {
    const events = aChain(4);
    events[1] = chain(events[0]?.hash ?? '', { ...anEvent(2), verb: 'request.withdrawn' });
    expect(verifyChain(events)).toEqual({ sequence: 3, reason: 'event 3 does not follow event 2' });
  });

  test('shows an extract that follows what is no hash', () => {
    const [, second] = aChain(2);
    if (!second) throw new Error('no such event');
    expect(verifyChain([{ ...second, previousHash: 'x' }])?.reason).toBe('event 2 was altered');
  });

  test('shows a first event that hides others', () => {
    expect(verifyChain([chain('c'.repeat(64), anEvent(1))])?.reason).toBe('the first event follows another one');
  });
});
