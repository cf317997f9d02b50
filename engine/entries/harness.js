import { load } from './load.js';

export const {
  beginCommand,
  compileFeel,
  compileUnaryTests,
  evaluateModel,
  firstLine,
  gatewayService,
  openEngine,
  readDecisions,
  surviveKills,
  startGatewayProcess,
  toJson,
} = await load('harness');
