/** What a circuit's test needs: the bench that plays it, and a language to draw one in the test itself. */

/** A real gateway in memory, for tests of what stands on the engine. */
export { openTestGateway, type TestGateway } from '../gateway/testing/gateway.ts';
export { Bench, Run } from './bench.ts';
export { Coverage } from './coverage.ts';
export * from './draw.ts';
export { type Hooks, type OnBench, perTest, type Setting } from './per-test.ts';
/** Circuits as small as can be, to try a client on. */
export * from './small-circuits.ts';
