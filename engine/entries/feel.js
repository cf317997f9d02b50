import { load } from './load.js';

export const {
  childrenOf,
  compileFeel,
  compileUnaryTests,
  evaluate,
  FaultyExpression,
  FeelFunction,
  hasFunction,
  holds,
  nameIn,
  parse,
  pathsIn,
  plain,
  readDate,
  readNumber,
  strangerIn,
  toJson,
} = await load('feel');
