/** What measures and strains the engine from outside: itself without its protocols, or in a process that can be killed. */
export { openEngine } from './engine.ts';
export { beginCommand } from './expressions/begin-command.ts';
export { evaluateModel } from './expressions/dmn.ts';
export { compileFeel, compileUnaryTests } from './feel/index.ts';
export { toJson } from './feel/json.ts';
export { NODE_FLAGS } from './memory.ts';
export { readDecisions } from './model/decisions/read-decisions.ts';
export type { ActivatedJob, Engine } from './processing/protocol.ts';
export { gatewayService } from './testing/survival/gateway-client.ts';
export { firstLine, type GatewayProcess, startGatewayProcess } from './testing/survival/gateway-process.ts';
export { type Survival, surviveKills } from './testing/survival/survival.ts';
