import { parisDay } from '#domain/calendar/civil-date.ts';
import { latePlaces, type RootsStand, rootStanding } from '#domain/evidence/root-standing.ts';
import { ABOUT_ROOTS } from '#domain/evidence/roots-notice.ts';
import { topAdministrators } from '#prisma/repositories/administration/power.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import type { NotifyingDeps } from '../dependencies.ts';

/** The settings that name each place where roots are written, for the operator to check. */
const SETTING = { folder: 'ROOTS_DIR', mail: 'ROOTS_MAIL', s3: 'ROOTS_S3_URL' } as const;

/**
 * Notifies the administrators of the whole ministry that the daily roots have a gap, in the portal
 * and by mail; once for each gap, even when called again.
 * @returns the number of people notified
 */
export function tellRootGap({ database, mailDomain }: NotifyingDeps, stand: RootsStand, at: Date): Promise<number> {
  const standing = rootStanding(stand, at);
  if (standing === 'good') return Promise.resolve(0);
  const late = latePlaces(stand.places, at);
  const since = (standing === 'not-made' ? stand.madeAt : stand.writtenOf) ?? stand.since ?? at;
  const occasion =
    standing === 'not-everywhere'
      ? late.map(({ name, behindSince }) => `${name}@${behindSince?.toISOString()}`).join()
      : since.toISOString();
  return database.transaction(async (tx) =>
    notify(tx, {
      ...{ subject: ABOUT_ROOTS, message: `roots-${standing}`, mailDomain },
      occasion,
      detail: { places: late.map(({ name }) => SETTING[name]).join(', ') },
      recipients: await topAdministrators(tx, parisDay(at)),
    }),
  );
}
