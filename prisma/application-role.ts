import type { RawSql } from './connection/raw-sql.ts';

/** The database is reached as a role to which its own guarantees mean nothing. */
export class OwnerRole extends Error {
  override readonly name = 'OwnerRole';

  constructor(role: string) {
    super(
      `DATABASE_URL signs in as ${role}, who may do all that the owner of the tables may: rewrite the audit, undo its triggers. Name the application’s role there, neither an owner nor a superuser (docs/operations.md)`,
    );
  }
}

/**
 * What stands in the database (rights, triggers) holds for the application's role, and for no role that owns it or the tables,
 * that may become one that does, or that is a superuser: such a one serves nobody.
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
