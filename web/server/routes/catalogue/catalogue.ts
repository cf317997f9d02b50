import { z } from 'zod';
import { Catalogue, KindDetail } from '../../../contract/catalogue.ts';
import { Plain } from '../../../contract/common.ts';
import type { Versions } from '../../circuits/versions.ts';
import { ok, type Route, route } from '../../http/route.ts';
import { kindDetail, kindSummary } from '../../views/kind.ts';

/** The kinds of requests, as read off their circuits' files. */
export function catalogueRoutes({ versions }: { versions: Versions }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/catalogue',
      right: 'signed-in',
      summary: 'The kinds of requests that can be filed',
      answers: { 200: Catalogue },
      handle: async () => ok({ items: (await versions.currents()).map(kindSummary) }),
    }),
    route({
      method: 'get',
      path: '/api/catalogue/:kind',
      right: 'signed-in',
      summary: 'A kind, with its form and its steps',
      params: z.object({ kind: Plain.max(100) }),
      answers: { 200: KindDetail },
      handle: async ({ params }) => ok(kindDetail(await versions.current(params.kind))),
    }),
  ];
}
