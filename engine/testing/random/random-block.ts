import fc from 'fast-check';

/** Something that may happen on the border of an activity. */
export type Border = { by: 'timer' | 'message' | 'signal' | 'error' | 'condition'; interrupting: boolean };

/** A part of a circuit with one way in and one way out: what is built of blocks ends, whatever happens in it. */
export type Block =
  | { kind: 'pass' | 'script' | 'message' | 'timer' | 'signal' | 'condition' | 'announce' | 'link' | 'undo' }
  | { kind: 'job' | 'person'; border: Border | null; listened: boolean }
  | { kind: 'sequence' | 'parallel' | 'events'; blocks: Block[] }
  /** `watched`: by an event sub-process, beside what is done or in its place. */
  | { kind: 'anyOrder' | 'driven'; blocks: Block[]; watched: 'not' | 'beside' | 'over' }
  | { kind: 'exclusive'; blocks: Block[]; pick: number }
  /** `lost`: a way that turns away just before the join. */
  | { kind: 'inclusive'; blocks: Block[]; picks: boolean[]; lost: number | null }
  | { kind: 'scope'; block: Block; leave: 'none' | 'error' | 'escalation' | 'beside' | 'terminate'; watched: boolean }
  | { kind: 'each'; block: Block; count: number; sequential: boolean; enough: number | null }
  | { kind: 'call'; block: Block };

const border: fc.Arbitrary<Border | null> = fc.option(
  fc.record({
    by: fc.constantFrom('timer', 'message', 'signal', 'error', 'condition'),
    interrupting: fc.boolean(),
  }),
);

const anyBlock: fc.Arbitrary<Block> = fc.letrec<{ block: Block; leaf: Block }>((tie) => {
  const some = fc.array(tie('block'), { minLength: 2, maxLength: 3 });
  return {
    leaf: fc.oneof(
      fc.record({
        kind: fc.constantFrom('pass', 'script', 'message', 'timer', 'signal', 'condition', 'announce', 'link', 'undo'),
      }),
      fc.record({ kind: fc.constantFrom('job', 'person'), border, listened: fc.boolean() }),
    ),
    block: fc.oneof(
      { maxDepth: 5, depthSize: 'medium', withCrossShrink: true },
      tie('leaf'),
      fc.record({ kind: fc.constantFrom('sequence', 'parallel', 'events'), blocks: some }),
      fc.record({
        kind: fc.constantFrom('anyOrder', 'driven'),
        blocks: some,
        watched: fc.constantFrom('not', 'beside', 'over'),
      }),
      fc.record({ kind: fc.constant('exclusive' as const), blocks: some, pick: fc.nat(2) }),
      fc.record({
        kind: fc.constant('inclusive' as const),
        blocks: some,
        picks: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        lost: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 2 }),
      }),
      fc.record({
        kind: fc.constant('scope' as const),
        block: tie('block'),
        leave: fc.constantFrom('none', 'error', 'escalation', 'beside', 'terminate'),
        watched: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('each' as const),
        block: tie('block'),
        count: fc.nat(3),
        sequential: fc.boolean(),
        enough: fc.option(fc.integer({ min: 1, max: 3 })),
      }),
      fc.record({ kind: fc.constant('call' as const), block: tie('block') }),
    ),
  };
}).block;

/** Circuits of every kind of block, a few levels deep. */
export const blocks: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant('sequence' as const),
  blocks: fc.array(anyBlock, { minLength: 2, maxLength: 4 }),
});
