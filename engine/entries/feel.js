import { load } from './load.js';

export const {
  childrenOf,
  compileFeel,
  compileUnaryTests,
  evaluate,
  FaultyExpression,
  FeelFunction,
  holds,
  nameIn,
  parse,
  pathsIn,
  plain,
  readDate,
  readNumber,
  toJson,
} = await load('feel');
