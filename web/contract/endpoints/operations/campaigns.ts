import { z } from 'zod';
import { Id, PageQuery } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Created } from '../../operations/administration.ts';
import {
  CampaignCandidates,
  CampaignChoices,
  CampaignCreate,
  CampaignOfRequest,
  CampaignPage,
  CampaignPostFile,
  CampaignPostSaid,
  CampaignPosts,
  CampaignPublish,
  CampaignRevise,
  CampaignSettle,
  CampaignState,
  CampaignView,
} from '../../operations/campaigns.ts';

const one = { id: Id };
const pages = PageQuery.omit({ q: true });

export const campaigns = endpoints({
  'GET /api/campaigns': {
    summary: 'The campaigns that one steers or publishes, the latest first',
    query: pages,
    answers: { 200: CampaignPage },
  },
  'GET /api/campaigns/choices': {
    summary: 'What a campaign can be prepared of, and for which structures',
    answers: { 200: CampaignChoices },
  },
  'POST /api/campaigns': { summary: 'Prepare a campaign', body: CampaignCreate, answers: { 201: Created } },
  'GET /api/campaigns/:id': { summary: 'A campaign', params: one, answers: { 200: CampaignView } },
  'PUT /api/campaigns/:id': {
    summary: 'Put the title and the days of a campaign right',
    params: one,
    body: CampaignRevise,
    answers: { 204: null },
  },
  'POST /api/campaigns/:id/state': {
    summary: 'Open a campaign, close it to filing, or end it',
    params: one,
    body: CampaignState,
    answers: { 204: null },
  },
  'GET /api/campaigns/:id/posts': {
    summary: 'The posts of a campaign, by code',
    params: one,
    query: pages,
    answers: { 200: CampaignPosts },
  },
  'POST /api/campaigns/:id/posts': {
    summary: 'Write a post of a campaign that is prepared',
    params: one,
    body: CampaignPostSaid,
    answers: { 204: null },
  },
  'POST /api/campaigns/:id/posts/file': {
    summary: 'Write the posts of a file, all or none',
    params: one,
    body: CampaignPostFile,
    answers: { 200: z.object({ posts: z.int() }) },
  },
  'DELETE /api/campaigns/:id/posts/:code': {
    summary: 'Take a post out of a campaign that is prepared',
    params: { ...one, code: z.string().max(40) },
    answers: { 204: null },
  },
  'GET /api/campaigns/:id/candidates': {
    summary: 'The candidates of a campaign, by points once they are ranked',
    params: one,
    query: pages,
    answers: { 200: CampaignCandidates },
  },
  'POST /api/campaigns/:id/rankings': {
    summary: 'Have a campaign ranked, or ranked anew until its results are published',
    params: one,
    answers: { 202: null },
  },
  'POST /api/campaigns/:id/settlements': {
    summary: 'Settle a tie at which the ranking stops, and have it go on',
    params: one,
    body: CampaignSettle,
    answers: { 202: null },
  },
  'POST /api/campaigns/:id/publication': {
    summary: 'Publish the results of a campaign, all at once and once',
    params: one,
    body: CampaignPublish,
    answers: { 204: null },
  },
  'GET /api/requests/:id/campaign': {
    summary: 'The campaign that a request is in, with its own result once it is published',
    params: one,
    answers: { 200: CampaignOfRequest },
  },
});
