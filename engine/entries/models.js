import { load } from './load.js';

export const { modelDefects } = await load('models');
