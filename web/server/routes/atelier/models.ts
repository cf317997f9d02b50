import { kindModels } from '#application/atelier/begin/kind-models.ts';
import { diagramOf } from '#domain/circuit/blocks/part.ts';
import { canApply, MODEL_KIND } from '#domain/circuit/kinds/kind-model.ts';
import { categoriesInForce } from '#prisma/repositories/circuits/circuits.ts';
import { newestDefinitions } from '#prisma/repositories/people/themes.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { ANALYSTS } from './drafts.ts';

/** What a new kind can be begun from. */
export function kindModelRoutes({ database: { prisma } }: Pick<Dependencies, 'database'>) {
  return [
    serve('GET /api/atelier/models', {
      right: ANALYSTS,
      guard: null,
      async handle() {
        const themes = await newestDefinitions(prisma);
        const models = await kindModels();
        return ok({
          items: models.map(({ name, title, summary, guarantees, changingNothing, files }) => ({
            ...{ name, title, summary },
            diagram: files.get(diagramOf(MODEL_KIND)) ?? '',
            themes: themes
              .filter((theme) => canApply({ guarantees }, theme))
              .map((theme) => ({ name: theme.name, title: theme.title })),
            canChangeNothing: changingNothing !== undefined,
          })),
          categories: await categoriesInForce(prisma),
        });
      },
    }),
  ];
}
