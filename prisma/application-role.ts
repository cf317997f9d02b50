import type { RawSql } from './connection/raw-sql.ts';

/** DATABASE_URL signs in as a role that the database's own guarantees do not bind. */
export class OwnerRole extends Error {
  override readonly name = 'OwnerRole';

  constructor(role: string) {
    super(
      `DATABASE_URL signs in as ${role}, who may do all that the owner of the tables may: rewrite the audit, undo its triggers. Name the application’s role there, neither an owner nor a superuser (docs/operations.md)`,
    );
  }
}

/**
 * Refuses a connection whose role owns the database or a table, is a member of such an owner, or is
 * a superuser: rights and triggers would not bind it.
 * @throws {OwnerRole}
 */
export async function refuseOwner(connected: Pick<RawSql, '$queryRaw'>): Promise<void> {
  const [answer] = await connected.$queryRaw<{ role: string; owns: boolean }[]>`
    select current_user::text as role,
           exists (select from pg_database where datname = current_database() and pg_has_role(datdba, 'member'))
           or exists (select from pg_class
                       where relnamespace = to_regnamespace('public') and relkind = 'r' and pg_has_role(relowner, 'member')) as owns`;
  if (answer?.owns) throw new OwnerRole(answer.role);
}
