import { endpoints } from '../endpoint.ts';
import { RegistryExport, RegistryFilters, RegistryPage, RegistryQuery } from '../registry.ts';

export const registry = endpoints({
  'GET /api/registry': {
    summary: 'The registry of acts of the structures one manages: numbers, acts, and what became of them',
    query: RegistryQuery,
    answers: { 200: RegistryPage },
  },
  'GET /api/registry/filters': {
    summary: 'What the registry of acts is filtered by',
    answers: { 200: RegistryFilters },
  },
  'GET /api/registry/export': {
    summary: 'The registry of acts as CSV (UTF-8 with a mark, « ; »), whose last line counts it; each export is traced',
    query: RegistryExport,
    answers: { 200: 'text/csv' },
  },
});
