import { offeredTogether } from '#application/signing/decide-together.ts';
import { drawFold, readDrawings } from '#application/signing/draw-fold.ts';
import { type ListedFold, readDesk } from '#application/signing/read-desk.ts';
import { readFold, type ServedAct } from '#application/signing/read-fold.ts';
import type { Version, Versions } from '#application/versions.ts';
import { decisionContext, signedTemplate } from '#domain/circuit/decision-context.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import { outcomesForAll } from '#domain/signing/decided-together.ts';
import type { FoldAct, FoldSummary, FoldView } from '#web/contract/signing/signing.ts';
import type { Dependencies } from '../../dependencies.ts';
import { accepted, ok, serve } from '../../http/route.ts';
import { stepName } from '../../views/standing.ts';

/** A line of a fold, as it is sent. */
export const foldLine = (act: ServedAct): FoldAct => ({
  ...act,
  ...{ marks: [...act.marks], unusual: [...act.unusual], differs: [...act.differs] },
});

/** What is offered for several tasks of a step at once; silence may leave less to one of them. */
const together = (version: Version, step: { elementId: string; decision: DecisionKind }): FoldView['together'] => {
  const { apart, leavesForm } = offeredTogether(version, step.elementId);
  const offered = apart === null ? outcomesForAll(decisionContext(version.manifest, step, false)) : [];
  return {
    apart,
    leavesForm,
    outcomes: offered.map(({ requires, ...outcome }) => ({ ...outcome, requires: [...requires] })),
  };
};
/** A fold, as a desk lists it. */
export const foldSummary = ({
  fold,
  version,
  elementId,
  template,
  count,
  marked,
  overdue,
}: ListedFold): FoldSummary => ({
  ...{ id: fold, title: version.manifest.title, step: stepName(version.manifest, elementId) },
  ...{ template, count, marked, overdue },
});

/** As the address says them. */
const filtersOf = <Asked extends { readonly aside?: string | undefined }>({ aside, ...asked }: Asked) => ({
  ...asked,
  aside: aside === 'true',
});

/** What waits for the signature of whoever asks: acts folded by kind, and what differs in each. */
export function deskRoutes(dependencies: Pick<Dependencies, 'database'> & { readonly versions: Versions }) {
  return [
    serve('GET /api/signing/desk', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, query, at }) {
        const { after, pageSize, what, ...asked } = query;
        const filters = filtersOf(asked);
        const { folds, waiting, urgencies, kinds, structures, ...desk } = await readDesk(dependencies, {
          ...{ personId: me.personId, kind: what, filters, at },
        });
        const first = after === undefined ? 0 : folds.findIndex(({ fold }) => fold === after) + 1;
        const shown = folds.slice(first, first + pageSize);
        return ok({
          ...desk,
          waiting: waiting.map(({ kind, count }) => ({ what: kind, count })),
          folds: shown.map(foldSummary),
          next: first + pageSize < folds.length ? (shown.at(-1)?.fold ?? null) : null,
          counts: {
            ...{ kinds: [...kinds], structures: [...structures] },
            urgencies: [...urgencies].map(([id, count]) => ({ id, count })),
          },
        });
      },
    }),
    serve('GET /api/signing/folds/:id', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, params, query, at }) {
        const filters = filtersOf(query);
        const asked = { personId: me.personId, id: params.id, filters, at };
        const { version, elementId, kind, fold, sha256 } = await readFold(dependencies, asked);
        const { manifest } = version;
        const { title } = manifest;
        const template = signedTemplate(manifest, elementId);
        return ok({
          ...{ id: fold.id, more: fold.more, common: [...fold.common], fields: [...fold.fields] },
          ...{ outliers: fold.outliers.map(foldLine), alike: fold.alike.map(foldLine) },
          ...{ title, step: stepName(manifest, elementId), template, sha256, what: kind },
          together: kind === 'signature' ? null : together(version, { elementId, decision: kind }),
        });
      },
    }),
    serve('POST /api/signing/folds/:id/draw', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, params, body, at }) {
        const filters = filtersOf(body);
        await drawFold(dependencies, { personId: me.personId, id: params.id, filters, at });
        return accepted;
      },
    }),
    serve('GET /api/signing/drawings', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, query, at }) {
        const { fold: id, ...asked } = query;
        const filters = filtersOf(asked);
        const { acts, waiting } = await readDrawings(dependencies, { personId: me.personId, id, filters, at });
        const drawn = acts.flatMap(({ taskKey, sha256 }) => (sha256 === null ? [] : [{ taskKey, sha256 }]));
        return ok({ drawn, waiting: waiting.size, total: acts.length });
      },
    }),
  ];
}
