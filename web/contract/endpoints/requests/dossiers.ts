import { z } from 'zod';
import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { DossierView, PeopleFilters, PeoplePage, PeopleQuery } from '../../requests/dossier.ts';

export const dossiers = endpoints({
  'GET /api/dossiers/mine': {
    summary: 'One’s own file, and who consulted it',
    answers: { 200: DossierView },
  },
  'GET /api/dossiers/:personId': {
    summary: 'The file of an agent one manages; the reading is traced',
    params: { personId: Id },
    answers: { 200: DossierView },
  },
  'GET /api/dossiers/:personId/pieces/:number': {
    summary: 'A numbered piece of a file, to read in the page',
    params: { personId: Id, number: z.coerce.number().int().min(1).max(1_000_000) },
    answers: { 200: 'application/pdf' },
  },
  'GET /api/people': {
    summary: 'The agents of the structures one manages',
    query: PeopleQuery,
    answers: { 200: PeoplePage },
  },
  'GET /api/people/filters': {
    summary: 'Where the agents whom one manages are posted, and the grades that they have',
    query: PeopleQuery.pick({ as: true }),
    answers: { 200: PeopleFilters },
  },
});
