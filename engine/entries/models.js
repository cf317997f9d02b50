import { load } from './load.js';

export const { DEFECTS, modelDefects } = await load('models');
