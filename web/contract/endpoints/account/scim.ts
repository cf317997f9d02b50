import { ScimGroupMapping, ScimGroups, ScimTokenCreate, ScimTokenCreated, ScimTokens } from '../../account/scim.ts';
import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Removal } from '../../operations/administration.ts';

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
  'GET /api/administration/scim-groups': {
    summary: 'The groups of directories, and the right that each gives, if any',
    answers: { 200: ScimGroups },
  },
  'PUT /api/administration/scim-groups/:id/right': {
    summary: 'Say which right the members of a group have; what two administrators give waits for each',
    params: { id: Id },
    body: ScimGroupMapping,
    answers: { 204: null },
  },
  'POST /api/administration/scim-groups/:id/right/end': {
    summary: 'The group gives nothing any more, and what it gave ends',
    params: { id: Id },
    body: Removal,
    answers: { 204: null },
  },
});
