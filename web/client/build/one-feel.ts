import path from 'node:path';
import { defaultClientConditions, type Plugin } from 'vite';

/** Expressions of forms are evaluated as the engine does, also those that form-js hands to feelin. */
export const oneFeel = (): Plugin => ({
  name: 'harmonie:one-feel',
  config: () => ({
    resolve: {
      alias: { '@bpmn-io/feelin': path.resolve(import.meta.dirname, '../forms/feel.ts') },
      // the engine's own sources, which are not built in this repository
      conditions: ['sources', ...defaultClientConditions],
    },
  }),
});
