import {
  asideForSignatory,
  noteForSignatory,
  orderFold,
  type Preparing,
  readPreparation,
  readPreparedDesk,
  readPreparedFold,
} from '#application/signing/prepare-desk.ts';
import type { Versions } from '#application/versions.ts';
import { signedTemplate } from '#domain/circuit/decision-context.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { stepName } from '../../views/standing.ts';
import { foldLine, foldSummary } from './desk.ts';

const PREPARER = { right: 'signed-in', guard: 'desk-preparer' } as const;
/** Folds at most: one is a step of a version of a kind. */
const MAX_FOLDS = 200;

const by = ({ me, at, params }: { me: SignedIn; at: Date; params: { id: string } }): Preparing => ({
  ...{ personId: me.personId, signatoryId: params.id, at },
});
const filtersOf = ({ aside }: { aside?: string | undefined }) => ({ aside: aside === 'true' });

/** The desk of a signatory, as whoever assists them prepares it: no road to the act, its pieces, nor a decision. */
export function preparationRoutes(
  dependencies: Pick<Dependencies, 'database' | 'secrets'> & { readonly versions: Versions },
) {
  return [
    serve('GET /api/signing/desks/:id', {
      ...PREPARER,
      async handle(call) {
        const desk = await readPreparedDesk(dependencies, by(call), filtersOf(call.query).aside);
        const { folds, shown, setAside, more, signatory } = desk;
        return ok({
          signatory: { id: call.params.id, ...signatory },
          folds: folds.slice(0, MAX_FOLDS).map(foldSummary),
          ...{ shown, setAside, more: more || folds.length > MAX_FOLDS },
        });
      },
    }),
    serve('GET /api/signing/desks/:id/folds/:foldId', {
      ...PREPARER,
      async handle(call) {
        const asked = { id: call.params.foldId, filters: filtersOf(call.query) };
        const { version, elementId, kind, fold } = await readPreparedFold(dependencies, by(call), asked);
        const { manifest } = version;
        return ok({
          ...{ id: fold.id, more: fold.more, common: [...fold.common], fields: [...fold.fields] },
          ...{ outliers: fold.outliers.map(foldLine), alike: fold.alike.map(foldLine) },
          ...{ title: manifest.title, step: stepName(manifest, elementId) },
          ...{ template: signedTemplate(manifest, elementId), what: kind },
        });
      },
    }),
    serve('GET /api/signing/desks/:id/prepared/:foldId', {
      ...PREPARER,
      async handle(call) {
        const asked = { id: call.params.foldId, filters: filtersOf(call.query) };
        const { placed, placedBy, asides, notes } = await readPreparation(dependencies, by(call), asked);
        return ok({ placed: [...placed], placedBy, asides: [...asides], notes: [...notes] });
      },
    }),
    serve('PUT /api/signing/desks/:id/order/:foldId', {
      ...PREPARER,
      async handle(call) {
        const { taskKeys } = call.body;
        await orderFold(dependencies, by(call), { id: call.params.foldId, taskKeys });
        return done;
      },
    }),
    serve('PUT /api/signing/desks/:id/asides/:key', {
      ...PREPARER,
      async handle(call) {
        await asideForSignatory(dependencies, by(call), { taskKey: call.params.key, ...call.body });
        return done;
      },
    }),
    serve('PUT /api/signing/desks/:id/notes/:key', {
      ...PREPARER,
      async handle(call) {
        await noteForSignatory(dependencies, by(call), { taskKey: call.params.key, ...call.body });
        return done;
      },
    }),
  ];
}
