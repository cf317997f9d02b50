/** What a circuit's test needs: the bench that plays it, and a language to draw one in the test itself. */
export { Bench, Run } from './bench.ts';
export { Coverage } from './coverage.ts';
export * from './draw.ts';
