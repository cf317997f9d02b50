import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Proposed, Removal } from '../../operations/administration.ts';
import {
  PersonCorrection,
  PersonCreate,
  PersonCreated,
  PersonMove,
  PersonPage,
  PersonsQuery,
  PersonView,
} from '../../operations/persons.ts';

export const persons = endpoints({
  'GET /api/administration/persons': {
    summary: 'The people of one’s structures, whatever becomes of their posts',
    query: PersonsQuery,
    answers: { 200: PersonPage },
  },
  'POST /api/administration/persons': {
    summary: 'Make a person with their first post, which may wait for a second administrator',
    body: PersonCreate,
    answers: { 201: PersonCreated },
  },
  'GET /api/administration/persons/:id': {
    summary: 'A person, their posts and rights of any time, and what was corrected of who they are',
    params: { id: Id },
    answers: { 200: PersonView },
  },
  'PATCH /api/administration/persons/:id': {
    summary: 'Correct names, number or work address; that of whoever holds a sensitive right is proposed',
    params: { id: Id },
    body: PersonCorrection,
    answers: { 202: Proposed, 204: null },
  },
  'POST /api/administration/persons/:id/departure': {
    summary: 'Record that a person left: account closed, posts and rights ended, delegations revoked, tasks given back',
    params: { id: Id },
    body: Removal,
    answers: { 204: null },
  },
  'POST /api/administration/persons/:id/move': {
    summary: 'End a post on the eve, begin another one, and end the rights that went with the former',
    params: { id: Id },
    body: PersonMove,
    answers: { 202: Proposed, 204: null },
  },
});
