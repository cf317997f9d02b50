import { load } from './load.js';

export const { firstLine, gatewayService, openEngine, ordeal, startGatewayProcess } = await load('harness');
