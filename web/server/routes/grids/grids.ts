import { approveGrid } from '#application/situation/grids/approve-grid.ts';
import { proposeGrid } from '#application/situation/grids/propose-grid.ts';
import { returnGrid } from '#application/situation/grids/return-grid.ts';
import { takeGridBack } from '#application/situation/grids/take-grid-back.ts';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { DomainError } from '#domain/errors.ts';
import type { GridFault } from '#domain/situation/grids/check-grid.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ProblemWith } from '../../http/problem.ts';
import { type Call, created, done, ok, serve } from '../../http/route.ts';
import { ANALYSTS, drawing } from '../atelier/drafts.ts';
import { gridList, gridView } from './views.ts';

const READERS = ['analyste', 'administrateur'] as const;
/** A grid of as many rows as there may be, as JSON writes it. */
const LARGEST_GRID = 4_000_000;

/** Reference grids: read by whoever draws or runs circuits, changed by two analysts. */
export function gridRoutes({ database, settings: { baseUrl } }: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = database;
  const deps = { database, baseUrl };
  const answering = (call: Pick<Call<{ id: string }>, 'me' | 'at' | 'params'>) => ({
    ...drawing(call),
    proposalId: call.params.id,
  });

  return [
    serve('GET /api/grids', { right: READERS, guard: null, handle: async () => ok(await gridList(prisma)) }),
    serve('GET /api/grids/:name', {
      right: READERS,
      guard: null,
      handle: async (call) => ok(await gridView(prisma, call.params.name, drawing(call))),
    }),
    serve('POST /api/grids/:name/proposals', {
      right: ANALYSTS,
      guard: null,
      maxJson: LARGEST_GRID,
      async handle(call) {
        const { grid, base, reason } = call.body;
        if (grid.name !== call.params.name) throw new DomainError('bad-request');
        const asked = await proposeGrid(deps, { ...drawing(call), grid, base, reason });
        if ('faults' in asked) throw new ProblemWith('grid-invalid', { gridFaults: asked.faults.map(faultView) });
        return created(asked);
      },
    }),
    serve('DELETE /api/grid-proposals/:id', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        await takeGridBack(deps, answering(call));
        return done;
      },
    }),
    serve('POST /api/grid-proposals/:id/return', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        await returnGrid(deps, { ...answering(call), remark: call.body.remark });
        return done;
      },
    }),
    serve('POST /api/grid-proposals/:id/approval', {
      right: ANALYSTS,
      guard: null,
      handle: async (call) => created(await approveGrid(deps, answering(call))),
    }),
  ];
}

const faultView = ({ at, code, params }: GridFault) => ({ at, code, message: wordsOfFault({ code, params }) });
