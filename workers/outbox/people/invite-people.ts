import { invitePeople } from '#application/account/links/invite-people.ts';
import type { CommandHandler } from '../command.ts';

/** Invites the people who have no account yet in a structure and below it. */
export const inviteEverybody: CommandHandler<'invite-people'> = async ({ database, now, baseUrl }, asked) => ({
  invited: await invitePeople({ database, mailDomain: new URL(baseUrl).hostname }, { ...asked, now }),
});
