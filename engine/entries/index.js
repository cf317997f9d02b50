import { load } from './load.js';

export const { readOptions, startEngine, startInMemory } = await load('index');
