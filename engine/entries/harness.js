import { load } from './load.js';

export const { firstLine, gatewayService, openEngine, surviveKills, startGatewayProcess } = await load('harness');
