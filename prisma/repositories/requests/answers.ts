import { Prisma } from '../../client.ts';

/** What a request answers, of `r`: what it was filed with, and what the result of its campaign says once it is published. */
export const ANSWERS = Prisma.sql`
  (r.data || coalesce((select x.answers from campaign_result x where x.request_id = r.id), '{}'))`;
