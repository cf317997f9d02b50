import { z } from 'zod';
import type { UserSaid } from '#application/people/scim/put-user.ts';
import { type Header, readHeader, readLine } from '#domain/people/import-line.ts';
import { faultWords } from '#domain/people/import-words.ts';
import type { ScimUserRow } from '#prisma/repositories/people/scim.ts';
import { Plain } from '#web/contract/common.ts';
import { ENTERPRISE, ScimProblem, USER } from './words.ts';

const Text = Plain.max(500);
/** Some directories send « "False" ». */
const Yes = z.union([
  z.boolean(),
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false']))
    .transform((text) => text === 'true'),
]);

/** What the portal reads of a user; whatever else a directory says is left unread. */
export const UserBody = z.object({
  userName: Text.trim().min(1),
  externalId: Text.nullish(),
  name: z.object({ givenName: Text, familyName: Text }),
  emails: z
    .array(z.object({ value: Text, type: Text.nullish(), primary: Yes.nullish() }))
    .max(50)
    .nullish(),
  title: Text.nullish(),
  userType: Text.nullish(),
  preferredLanguage: Text.nullish(),
  active: Yes.default(true),
  [ENTERPRISE]: z.object({ employeeNumber: Text.nullish(), department: Text.nullish() }).nullish(),
});
export type UserBody = z.infer<typeof UserBody>;

const COLUMNS = ['matricule', 'nom', 'prenom', 'adresse', 'langue', 'structure', 'qualite', 'grade'];
const { header: HEADER } = readHeader('people', COLUMNS) as { header: Header };
/** Where a directory says no grade. */
const NO_GRADE = '—';

/**
 * What a user's body says of a person, held to the same rules as a line of a file: their number is `employeeNumber` of the
 * enterprise extension, else `externalId`; their structure's code is its `department`, their quality the `title`.
 * @throws {ScimProblem} invalidValue
 */
export function saidIn(body: UserBody, row: ScimUserRow | null): UserSaid {
  const { userName, externalId = null, name, emails, title, userType, active } = body;
  const company = body[ENTERPRISE];
  const department = company?.department?.trim() ?? '';
  const mails = emails ?? [];
  const mail =
    mails.find(({ type }) => type?.toLowerCase() === 'work') ?? mails.find(({ primary }) => primary) ?? mails[0];
  const number = company?.employeeNumber ?? row?.employeeNumber ?? externalId ?? '';
  const cells = [
    ...[
      number,
      name.familyName,
      name.givenName,
      mail?.value ?? addressIn(userName),
      languageOf(body.preferredLanguage),
    ],
    ...(department === ''
      ? ['', '', '']
      : [department, title || row?.quality || 'Agent', userType || row?.grade || NO_GRADE]),
  ];
  const { said, faults } = readLine('people', HEADER, cells, cells.length);
  if (said === null)
    throw new ScimProblem(400, faults.map((fault) => faultWords(fault, 'en')).join(' '), 'invalidValue');
  const { post, ...identity } = said;
  return { userName, externalId, active, identity, post };
}

/** Directories call people by their address, or by a name of their own: agents may have no address. */
const addressIn = (userName: string): string => (userName.includes('@') ? userName : '');

const languageOf = (text: string | null | undefined): string => {
  const code = text?.slice(0, 2).toLowerCase() ?? '';
  return code === 'fr' || code === 'en' ? code : '';
};

/** A user as the directory said them last: active still, where an administrator recorded their departure. */
export const asSaid = (row: ScimUserRow): ScimUserRow => ({
  ...row,
  active: row.active || row.departedHereAt !== null,
});

/** A user as a directory reads them. */
export function userResource(row: ScimUserRow, base: string) {
  return {
    schemas: [USER, ENTERPRISE],
    id: row.id,
    ...(row.externalId !== null && { externalId: row.externalId }),
    userName: row.userName,
    name: { givenName: row.firstName, familyName: row.lastName, formatted: `${row.firstName} ${row.lastName}` },
    displayName: `${row.firstName} ${row.lastName}`,
    emails: row.workEmail === null ? [] : [{ value: row.workEmail, type: 'work', primary: true }],
    preferredLanguage: row.language,
    active: row.active,
    ...(row.quality !== null && { title: row.quality }),
    ...(row.grade !== null && { userType: row.grade }),
    [ENTERPRISE]: {
      employeeNumber: row.employeeNumber,
      ...(row.structureCode !== null && { department: row.structureCode }),
    },
    meta: {
      resourceType: 'User',
      created: row.madeAt.toISOString(),
      lastModified: row.changedAt.toISOString(),
      location: `${base}/Users/${row.id}`,
      version: `W/"${row.version}"`,
    },
  };
}
