import { z } from 'zod';
import { ROLES } from '#domain/permissions/role.ts';
import { SPACES } from '#domain/permissions/space.ts';
import { CivilDate, Id, Language, PersonRef } from '../common.ts';
import { PowerText } from '../operations/administration.ts';

export const Role = z.enum(ROLES);

export const Space = z.enum(SPACES);

/** GET /api/me: who is signed in, what they may open, and their own data. */
export const Me = PersonRef.extend({
  employeeNumber: z.string(),
  email: z.string().nullable(),
  /** The personal address of the account, where there is none at work. */
  accountEmail: z.string().nullable(),
  language: Language,
  quality: z.string().nullable(),
  grade: z.string().nullable(),
  structure: z.object({ id: Id, name: z.string(), city: z.string() }).nullable(),
  superior: PersonRef.nullable(),
  habilitations: z.array(
    z.object({
      ...{ role: Role, structureName: z.string(), from: CivilDate, until: CivilDate.nullable() },
      ...PowerText.shape,
      /** Whoever is to renew it is told now. */
      endsSoon: z.boolean(),
    }),
  ),
  spaces: z.array(Space),
  /** The signatories whose desk they prepare today. */
  preparesDesksOf: z.array(PersonRef),
  /** Whether the account can step up by a code (has an authenticator). */
  canStepUp: z.boolean(),
  /** Whether it has a passkey, which signs as a code does. */
  hasPasskey: z.boolean(),
  /** What the session has to give before it opens anything else; null: nothing. */
  secondFactor: z.enum(['enrol', 'prove', 'passkey']).nullable(),
  demonstration: z.boolean(),
  counts: z.object({ openRequests: z.int(), drafts: z.int(), tasks: z.int(), unreadNotifications: z.int() }),
});
/** PATCH /api/me */
export const MePatch = z.object({ language: Language });

/** GET /api/me/sessions ; DELETE /api/me/sessions/:id */
export const SessionView = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** « Firefox, Windows »; null when it is not recognised. */
  device: z.string().nullable(),
});
export const SessionList = z.object({ items: z.array(SessionView) });
export type SessionView = z.infer<typeof SessionView>;
export type Me = z.infer<typeof Me>;
export type Role = z.infer<typeof Role>;
export type Space = z.infer<typeof Space>;
