import { beginnableFor } from '#application/checks/beginnable.ts';
import { openDossier } from '#application/dossiers/open-dossier.ts';
import { traceReading } from '#application/dossiers/trace-reading.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { canCorrect } from '#domain/permissions/dossier.ts';
import type { ThemeInForce } from '#domain/situation/entry.ts';
import { asksReturn, isRenewed, itemsAskedBy } from '#domain/situation/prefill.ts';
import { showTheme, showValues } from '#domain/situation/themes/show-theme.ts';
import { openCorrections } from '#prisma/repositories/people/corrections.ts';
import { historyOf, readSituation, type WrittenEntry } from '#prisma/repositories/people/situation.ts';
import type { SituationView, ThemeHistory } from '#web/contract/requests/situation.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { waitingView } from '../../views/correction.ts';

/** What is known of an agent, with its history: for themselves, and for whoever keeps their file, whose reading is traced. */
export function situationRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { prisma } = database;

  /** The kinds that change each theme, of those that this person can begin for that agent. */
  const kindsFor = async (me: SignedIn, personId: string, at: Date) => {
    const { open } = await beginnableFor({ tx: prisma, versions }, me.actor, personId, at);
    return (theme: string): ThemeHistory['kinds'] =>
      open
        .filter(({ manifest }) => manifest.effects.includes(theme))
        .map(({ form, manifest: { kind, title, themes } }) => ({
          ...{ kind, title },
          changesItem: itemsAskedBy(form.components, themes).some((asked) => asked.theme.name === theme),
          ends: asksReturn(form.components, themes[theme]),
        }));
  };

  const view = async (me: SignedIn, personId: string, at: Date): Promise<SituationView> => {
    const day = parisDay(at);
    const { structurePath, ...person } = await openDossier(prisma, me.actor, personId, at);
    const subject = personId;
    await traceReading(database, { ownerId: personId, readerId: me.personId, what: 'situation', subject, at });
    const mayCorrect = canCorrect(me.actor, { personId, structurePath }, day);
    const [stands, written, kinds, waiting] = await Promise.all([
      readSituation(prisma, personId, day),
      historyOf(prisma, personId),
      kindsFor(me, personId, at),
      mayCorrect ? openCorrections(prisma, personId) : [],
    ]);
    return {
      person,
      themes: stands.map((theme) => ({
        ...showTheme(theme),
        history: written
          .filter((entry) => entry.theme === theme.definition.name)
          .map((entry) => entryView(theme, entry)),
        renewed: isRenewed(theme.definition, theme.entry),
        // Of nothing that stands nothing is ended.
        kinds: kinds(theme.definition.name).filter(({ ends }) => !ends || theme.entry !== null),
      })),
      mayCorrect,
      corrections: waiting.flatMap((correction) => {
        const theme = stands.find(({ definition }) => definition.name === correction.theme);
        const entry = written.find(({ id }) => id === correction.entryId);
        return theme && entry ? [waitingView(theme.definition, entry, correction, me.personId)] : [];
      }),
    };
  };

  return [
    serve('GET /api/situations/mine', {
      right: 'signed-in',
      guard: 'own',
      handle: async ({ me, at }) => ok(await view(me, me.personId, at)),
    }),
    serve('GET /api/situations/mine/today', {
      right: 'signed-in',
      guard: 'own',
      handle: async ({ me, at }) =>
        ok({ items: (await readSituation(prisma, me.personId, parisDay(at))).map(showTheme) }),
    }),
    serve('GET /api/situations/:personId', {
      right: 'signed-in',
      guard: 'dossier-reader',
      handle: async ({ me, params, at }) => ok(await view(me, params.personId, at)),
    }),
  ];
}

function entryView({ definition }: ThemeInForce, entry: WrittenEntry): ThemeHistory['history'][number] {
  const { id, at, origin, supersededAt, requestId, number, from, until, correction } = entry;
  return {
    ...{ id, correction },
    ...{
      values: showValues(definition, entry),
      from,
      until,
      at: at.toISOString(),
      origin,
      superseded: supersededAt !== null,
    },
    request: requestId === null || number === null ? null : { id: requestId, number },
  };
}
