import { afterEach, beforeEach } from '@jest/globals';
import { perTest } from 'harmonie-engine/testing';

/** Gives each test of a circuit a bench of its own, and closes it. */
export const onBench = perTest({ beforeEach, afterEach });
