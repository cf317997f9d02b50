import type { Expression } from 'kysely';
import { db } from '../../connection/typed-sql.ts';

/**
 * Begins a query of the last ranking of a campaign that ended (`g`): the one to read until another
 * has.
 */
export const lastEnded = (campaignId: Expression<string>) =>
  db
    .selectFrom('campaign_ranking as g')
    .where('g.campaign_id', '=', campaignId)
    .where('g.state', 'in', ['tied', 'done'])
    .orderBy('g.number', 'desc')
    .limit(1);
