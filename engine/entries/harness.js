import { load } from './load.js';

export const {
  beginCommand,
  compileFeel,
  compileUnaryTests,
  evaluateModel,
  firstLine,
  gatewayService,
  NODE_FLAGS,
  openEngine,
  readDecisions,
  surviveKills,
  startGatewayProcess,
  toJson,
} = await load('harness');
