import { z } from 'zod';
import { STARTING_ROLES } from '#domain/permissions/role.ts';
import { Bilingual, Id, Instant, keyPageOf, keyPageQuery, PersonRef, Plain } from '../common.ts';

export const DossierPieceView = z.object({
  number: z.int(),
  title: z.string(),
  category: z.string(),
  filedAt: Instant,
  size: z.int(),
  requestId: Id.nullable(),
  withdrawn: z.boolean(),
});
/** GET /api/dossiers/mine and GET /api/dossiers/:personId (gestionnaire of the agent's structure). Every reading of another's is traced. */
export const DossierView = z.object({
  person: PersonRef.extend({ employeeNumber: z.string(), structureName: z.string().nullable() }),
  pieces: z.array(DossierPieceView),
  /** For the owner: who consulted it, newest first (50). */
  consultations: z.array(z.object({ at: Instant, by: PersonRef, what: z.string() })),
});
/** GET /api/dossiers/:personId/pieces/:number → bytes, inline */

/** GET /api/people : agents of the structures the caller manages. */
export const PersonRow = PersonRef.extend({
  employeeNumber: z.string(),
  quality: z.string().nullable(),
  structureName: z.string().nullable(),
});
export const PeoplePage = keyPageOf(PersonRow);
export const PeopleQuery = keyPageQuery(Id).extend({
  /** Only this structure and what is below it. */
  structureId: Id.optional(),
  grade: Plain.max(200).optional(),
  /** By which of one’s rights: the agents whose file one keeps, or those whose superior one is. */
  as: z.enum(STARTING_ROLES).default('gestionnaire'),
});
/** GET /api/people/filters : what that list is filtered by. */
export const PeopleFilters = z.object({
  structures: z.array(z.object({ id: Id, name: z.string() })),
  grades: z.array(z.string()),
});

/** GET /api/notifications → newest first; POST /api/notifications/read { ids } → 204 */
export const NotificationView = z.object({
  id: Id,
  at: Instant,
  message: z.string(),
  /** What the circuit of its request calls it; null for what the portal says by itself. */
  words: Bilingual.nullable(),
  /** What its sentence holds; null where that cannot be read any more. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
  /** The request it is about; null when it is about `subject` (domain/circuit/words/notice.ts), or about a right. */
  requestId: Id.nullable(),
  subject: z.string().nullable(),
  read: z.boolean(),
});
export const NotificationPage = keyPageOf(NotificationView);
export const NotificationsRead = z.object({ ids: z.array(Id).max(100) });
export type DossierView = z.infer<typeof DossierView>;
