// Gives a fresh demonstration its requests under way, one at each stage, through the portal's own API. Run by the
// supervisor once the portal serves, before it says so. Exit 1 when a story could not be filed: the next start tries it
// again.
import { demonstrationConfig } from '#config/config.ts';
import { onStop } from '#config/on-stop.ts';
import { DEMONSTRATION_ACCOUNTS, NEIGHBOUR_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { rememberStories, storiesLeft } from './demonstration/memory.ts';
import { type Players, STORIES } from './demonstration/stories.ts';
import { PortalSession } from './portal/session.ts';
import { Overdue } from './portal/story.ts';
import { codesOf } from './portal/totp.ts';

/** By right, and not by delegation as Sophie: whoever tries the portal out signs as her, with codes that nobody spent. */
const SIGNATORY = 'helene';

onStop(async () => {});
const { baseUrl, dataDir } = demonstrationConfig(process.env);
const players = cast();
let missed = 0;
for (const name of storiesLeft(dataDir)) {
  try {
    await STORIES[name](players);
    rememberStories(dataDir, [name]);
  } catch (error) {
    missed += 1;
    console.error(`« ${name} » was not filed: ${error instanceof Error ? error.message : error}`);
    // A part is away: the others would wait in vain too.
    if (error instanceof Overdue) break;
  }
}
process.exit(missed > 0 ? 1 : 0);

function cast(): Players {
  const accounts = [...DEMONSTRATION_ACCOUNTS, ...NEIGHBOUR_ACCOUNTS];
  const find = (firstName: string) => accounts.find(({ email }) => email.startsWith(`${firstName}.`));
  const sessions = new Map<string, Promise<PortalSession>>();
  return {
    codes: codesOf(baseUrl, find(SIGNATORY)?.totpSecret ?? ''),
    as(firstName) {
      const account = find(firstName);
      if (account === undefined) throw new Error(`nobody is called ${firstName}`);
      const session = sessions.get(firstName) ?? PortalSession.signIn(baseUrl, account);
      sessions.set(firstName, session);
      return session;
    },
  };
}
