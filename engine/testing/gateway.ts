/** A real gateway in memory, for tests of what stands on the engine. */
export { openTestGateway, type TestGateway } from '../gateway/testing/gateway.ts';
