import { load } from './load.js';

export const { evaluateDecision, InvalidModel, readDecisions } = await load('decisions');
