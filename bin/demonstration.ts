// Gives a fresh demonstration its requests under way, one at each stage, through the portal's own API. Started by the
// supervisor; remembers in DATA_DIR/demonstration.json which stories were played, so that each is played once.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { demonstrationConfig } from '../config/config.ts';
import { onStop } from '../config/on-stop.ts';
import { DEMONSTRATION_ACCOUNTS, NEIGHBOUR_ACCOUNTS } from '../prisma/seed/accounts.ts';
import { type Players, STORIES } from './demonstration/stories.ts';
import { PortalSession } from './portal/session.ts';
import { OneTimeCodes } from './portal/totp.ts';

const SIGNATORY = 'sophie';

onStop(async () => {});
const { baseUrl, dataDir } = demonstrationConfig(process.env);
const memory = path.join(dataDir, 'demonstration.json');
const played = new Set<string>(read());
const left = Object.entries(STORIES).filter(([name]) => !played.has(name));
const players = cast();
for (const [name, play] of left) {
  try {
    await play(players);
    played.add(name);
    writeFileSync(memory, JSON.stringify([...played]));
  } catch (error) {
    console.error(`demonstration: « ${name} » was not played: ${error instanceof Error ? error.message : error}`);
  }
}
if (left.length > 0) console.log('demonstration: requests are under way at each stage');
process.exit(0);

function read(): string[] {
  try {
    return JSON.parse(readFileSync(memory, 'utf8')) as string[];
  } catch {
    return [];
  }
}

function cast(): Players {
  const accounts = [...DEMONSTRATION_ACCOUNTS, ...NEIGHBOUR_ACCOUNTS];
  const find = (firstName: string) => accounts.find(({ email }) => email.startsWith(`${firstName}.`));
  const sessions = new Map<string, Promise<PortalSession>>();
  return {
    codes: new OneTimeCodes(find(SIGNATORY)?.totpSecret ?? ''),
    as(firstName) {
      const { email = '', password = '' } = find(firstName) ?? {};
      const session = sessions.get(firstName) ?? PortalSession.signIn(baseUrl, email, password);
      sessions.set(firstName, session);
      return session;
    },
  };
}
