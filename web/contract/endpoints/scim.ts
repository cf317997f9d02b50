import { Removal } from '../administration.ts';
import { Id } from '../common.ts';
import { endpoints } from '../endpoint.ts';
import { ScimTokenCreate, ScimTokenCreated, ScimTokens } from '../scim.ts';

export const scim = endpoints({
  'GET /api/administration/scim-tokens': {
    summary: 'The tokens by which a directory speaks SCIM for the ministry, without themselves',
    answers: { 200: ScimTokens },
  },
  'POST /api/administration/scim-tokens': {
    summary: 'Make a token, which is answered this once',
    body: ScimTokenCreate,
    answers: { 201: ScimTokenCreated },
  },
  'POST /api/administration/scim-tokens/:id/end': {
    summary: 'End a token: it opens nothing any more',
    params: { id: Id },
    body: Removal,
    answers: { 204: null },
  },
});
