import { titleIn } from '#application/atelier/draft-title.ts';
import { declarationIn, messagesIn, themeIn } from '#application/atelier/drawing/declaration-in.ts';
import { kindsTaking } from '#application/atelier/publish/kinds-taking.ts';
import { DomainError } from '#domain/errors.ts';
import { fillable } from '#domain/situation/prefill.ts';
import { filesOfPart, newestParts, versionsOfPart } from '#prisma/repositories/circuits/parts.ts';
import { namesOf } from '#prisma/repositories/people/people.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

const READERS = ['analyste', 'administrateur'] as const;

function fillableIn(files: Parameters<typeof themeIn>[0], name: string) {
  const theme = themeIn(files, name);
  return theme && fillable(theme);
}

/** What kinds share, as it stands, and its versions. */
export function partRoutes({ database: { prisma } }: Pick<Dependencies, 'database'>) {
  const named = async (ids: readonly (string | null)[]) => {
    const names = await namesOf(
      prisma,
      ids.filter((id) => id !== null),
    );
    return (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  };

  return [
    serve('GET /api/atelier/parts', {
      right: READERS,
      guard: null,
      async handle({ query: { of } }) {
        const parts = await newestParts(prisma, of);
        const taking = await kindsTaking(prisma, of);
        const nameOf = await named(parts.map(({ publishedBy }) => publishedBy));
        return ok({
          items: parts.map(({ id, name, number, publishedAt, publishedBy, files }) => ({
            ...{ of, name, number, versionId: id },
            title: titleIn(files, { of, kind: name }),
            publishedAt: publishedAt.toISOString(),
            publishedBy: nameOf(publishedBy),
            declaration: of === 'block' ? declarationIn(files) : null,
            messages: of === 'block' ? { fr: messagesIn(files, 'fr'), en: messagesIn(files, 'en') } : null,
            fillable: of === 'theme' ? fillableIn(files, name) : null,
            kinds: [...(taking.get(name) ?? [])],
          })),
        });
      },
    }),
    serve('GET /api/atelier/parts/:of/:name/versions', {
      right: READERS,
      guard: null,
      async handle({ params: { of, name } }) {
        const versions = await versionsOfPart(prisma, { of, name });
        const newest = versions.at(-1);
        if (newest === undefined) throw new DomainError('not-found');
        const kinds = (await kindsTaking(prisma, of)).get(name) ?? [];
        const nameOf = await named(versions.flatMap(({ publishedBy, proposedBy }) => [publishedBy, proposedBy]));
        return ok({
          ...{ of, name, title: titleIn(await filesOfPart(prisma, newest.id), { of, kind: name }) },
          items: versions.toReversed().map(({ id, number, current, publishedAt, publishedBy, proposedBy, reason }) => ({
            ...{ versionId: id, number, current, reason },
            publishedAt: publishedAt.toISOString(),
            publishedBy: nameOf(publishedBy),
            proposedBy: nameOf(proposedBy),
            kinds: kinds.filter((kind) => kind.number === number),
          })),
        });
      },
    }),
  ];
}
