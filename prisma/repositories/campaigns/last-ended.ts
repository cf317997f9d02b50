import { Prisma } from '../../client.ts';

/** Selects something of the last ranking of a campaign that ended (`g`): what is read until another has. */
export const lastEnded = (what: Prisma.Sql, campaignId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select ${what} from campaign_ranking g where g.campaign_id = ${campaignId} and g.state in ('tied', 'done')
   order by g.number desc limit 1`;
