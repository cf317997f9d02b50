// Invites the first two administrators of a portal where nobody is yet; gives the last one their account back.
import { parseArgs } from 'node:util';
import { beginInstallation, type Invited, NothingBegun } from '#application/account/installation/begin-installation.ts';
import { recoverAdministrator } from '#application/account/installation/recover-administrator.ts';
import { linkAddress } from '#application/account/links/link-token.ts';
import { PARIS } from '#domain/calendar/civil-date.ts';
import { openDatabase } from '#prisma/client.ts';
import { reasonOf } from './reason.ts';
import { portalOwner } from './reconcile/connection.ts';

const USAGE = `usage: npm run first-administrator -- --email A --email B [--root NAME] [--city CITY]
       npm run first-administrator -- --recover EMAIL

Invites the first two administrators of a portal where nobody is yet, and makes the top of its tree of structures, called
NAME (« Ministère »). Prints a link for each, this once: whoever opens it within the hour chooses the password of that
account. Hand each to its person alone. Everything else is done on the screens.

Two people, since one alone can give no right that signs, pays, publishes or administers. As long as neither entered it
may be asked again, for the same people or others: the former links open nothing any more.

--recover gives an administrator their account back, where no two others could on the screens: their password and second
factors serve no more, and a link is printed by which they choose another password. All administrators are told by mail.

Runs beside the portal of DATA_DIR, or on DATABASE_URL with DATABASE_OWNER_URL and BASE_URL.
Exit 0: done; 1: nothing was, and why; 2: the portal was not found.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      email: { type: 'string', multiple: true, default: [] },
      recover: { type: 'string' },
      root: { type: 'string', default: 'Ministère' },
      city: { type: 'string', default: 'Paris' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { recover } = values;
  if (recover === undefined && values.email.length === 0) throw new Error(`nobody to invite\n\n${USAGE}`);
  if (recover !== undefined && values.email.length > 0)
    throw new Error(`--recover and --email are two things: one at a time\n\n${USAGE}`);
  const { ownerUrl, baseUrl } = portalOwner(process.env);
  const database = openDatabase(ownerUrl, { connections: 1 });
  try {
    const at = new Date();
    if (recover !== undefined) {
      const mailDomain = new URL(baseUrl).hostname;
      const recovered = await recoverAdministrator({ database, mailDomain }, { email: recover, at });
      console.log('The account is recovered. Hand the link to its person alone:');
      printLink(baseUrl, recovered);
      console.log('\nThe link is shown this once. Every administrator is told by mail.');
      return 0;
    }
    const root = { name: values.root, city: values.city };
    const invited = await beginInstallation({ database }, { emails: values.email, root, at });
    console.log('Two administrators are invited. Hand each link to its person alone:');
    for (const each of invited) printLink(baseUrl, each);
    console.log('\nThe links are shown this once. Asked again before one is used, this command makes others.');
    return 0;
  } catch (error) {
    if (!(error instanceof NothingBegun)) throw error;
    console.error(`Nothing was done: ${error.message}`);
    return 1;
  } finally {
    await database.close();
  }
}

const printLink = (baseUrl: string, { email, token, expiresAt }: Invited): void =>
  console.log(`\n  ${email}, until ${timeOf(expiresAt)} in Paris\n  ${linkAddress(baseUrl, token)}`);

/** « 16:03 », in Paris. */
const timeOf = (instant: Date): string =>
  instant.toLocaleTimeString('fr', { hour: '2-digit', minute: '2-digit', timeZone: PARIS });

process.exitCode = await main().catch((error: unknown) => {
  console.error(`Nothing was done: ${reasonOf(error)}`);
  return 2;
});
