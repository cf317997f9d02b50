import { Plain } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Catalogue, CatalogueQuery, KindDetail } from '../../requests/catalogue.ts';

export const catalogue = endpoints({
  'GET /api/catalogue': {
    summary: 'The kinds of requests one can file, or the acts one can start for an agent (`agentId`)',
    query: CatalogueQuery,
    answers: { 200: Catalogue },
  },
  'GET /api/catalogue/:kind': {
    summary: 'A kind, with its form and its steps',
    params: { kind: Plain.max(100) },
    answers: { 200: KindDetail },
  },
});
