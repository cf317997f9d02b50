// Seals anew, with the current keys, what former ones sealed; makes new ones where the portal made them.
import { parseArgs } from 'node:util';
import { settingsOf } from '#config/settings.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { type Database, openDatabase } from '#prisma/client.ts';
import {
  endFormerKeys,
  endKey,
  holdersWithout,
  type KeyPurpose,
  SETTING_OF,
} from '#prisma/repositories/operations/sealing-keys.ts';
import { createSecretValues, keyId } from '#prisma/secret-values.ts';
import { reasonOf } from './reason.ts';
import { ownerDatabase } from './reconcile/connection.ts';
import { keysFor, OWN_NAME, type PortalKeys } from './rotate-keys/keys.ts';
import { PLACES } from './rotate-keys/places.ts';
import { reseal } from './rotate-keys/reseal.ts';
import { forgetFormer, madeSecrets, replaceSecrets } from './start/secrets.ts';

const USAGE = `usage: npm run rotate-keys [-- --make | --lost ID]

Replaces the keys that seal account numbers (DATA_KEY) and second factors (FACTOR_KEY), in three steps; the portal
serves meanwhile.
  1. A new key. In the environment: DATA_KEY (openssl rand -base64 32), the one before it added to DATA_KEY_FORMER;
     likewise FACTOR_KEY.
     Where the portal made its own: npm run rotate-keys -- --make (a new SESSION_SECRET is made, too).
  2. The portal is started again: it seals with the new key, and opens with both.
  3. npm run rotate-keys seals anew what the former keys sealed. Stopped half-way, it goes on where it was. At its end
     DATA_KEY_FORMER can be unset. A backup made before needs the former key as long as it is kept.

--lost ID   says that a former key is lost for good, with whatever only it opens; a portal that asks for it starts again.

Reads the portal of DATA_DIR, or DATABASE_URL with DATABASE_OWNER_URL.
Exit 0: done; 1: something is left to do, and is said; 2: it could not be done.`;

const PURPOSES = ['data', 'factor'] as const satisfies readonly KeyPurpose[];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      make: { type: 'boolean', default: false },
      lost: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.make && values.lost !== undefined)
    throw new Error(`--make and --lost are two things: one at a time\n\n${USAGE}`);
  if (values.make) return make();
  // Of all, before anything is done: a key that is not there stops the command as it began.
  const purposes = values.lost === undefined ? PURPOSES.map((each) => [each, keysFor(each, process.env)] as const) : [];
  const database = openDatabase(ownerDatabase(process.env), { connections: 1 });
  try {
    if (values.lost !== undefined) return await giveUp(database, values.lost);
    let left = 0;
    for (const [purpose, keys] of purposes) left += (await rotate(database, purpose, keys)) ? 0 : 1;
    return left === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function make(): number {
  const settings = settingsOf('keys', process.env);
  for (const name of Object.values(SETTING_OF))
    if (settings[name] !== undefined) {
      console.error(`${name} is given in the environment: replace it there, and add the former one to ${name}_FORMER.`);
      return 1;
    }
  const made = madeSecrets(settings.DATA_DIR);
  if (made === undefined) {
    console.error(
      `No portal made keys in ${settings.DATA_DIR}: there is nothing to replace. DATA_DIR names its folder.`,
    );
    return 1;
  }
  const { dataKey, factorKey } = replaceSecrets(settings.DATA_DIR, made);
  console.log(
    `New keys are made (DATA_KEY is ${idOf(dataKey)}, FACTOR_KEY ${idOf(factorKey)} now). Start the portal again: it takes them up. Then npm run rotate-keys.`,
  );
  return 0;
}

/** Whether nothing is left under a former key. */
async function rotate(database: Database, purpose: KeyPurpose, keys: PortalKeys): Promise<boolean> {
  const [current, ...former] = keys;
  const setting = SETTING_OF[purpose];
  const late = await holdersWithout(database.prisma, purpose, keyId(current));
  if (late.length > 0) {
    console.error(
      `${setting}: the portal does not seal with ${keyId(current)} yet (${late.join(', ')}). Start it again first.`,
    );
    return false;
  }
  const secrets = createSecretValues(current, ...former);
  const places = PLACES.filter((place) => place.purpose === purpose);
  const { values, damaged } = await reseal(database, places, { secrets, current, onOwner: progress() });
  if (damaged.length > 0) {
    console.error(
      `${setting}: ${values} value(s) sealed anew. No known key opens those of: ${damaged.join(', ')}. They are as they were; former keys stay in use.`,
    );
    return false;
  }
  const at = new Date();
  await database.transaction(async (tx) => {
    const ended = await endFormerKeys(tx, { purpose, currentId: keyId(current), at });
    if (values === 0 && ended.length === 0) return;
    const payload = { purpose, current: keyId(current), ended, values };
    await appendAudit(tx, { chain: SYSTEM_CHAIN, at, actorId: null, verb: 'keys.rotate', subject: purpose, payload });
  });
  forgetFormer(settingsOf('keys', process.env).DATA_DIR, OWN_NAME[purpose]);
  console.log(
    `${setting}: ${values} value(s) sealed anew with ${keyId(current)}. Nothing is sealed with a former key${process.env[`${setting}_FORMER`] ? `: ${setting}_FORMER can be unset` : ''}.`,
  );
  return true;
}

async function giveUp(database: Database, id: string): Promise<number> {
  const at = new Date();
  const purposes = await database.transaction(async (tx) => {
    const ended = await endKey(tx, { id, at });
    for (const purpose of ended) {
      const payload = { purpose, lost: id };
      await appendAudit(tx, { chain: SYSTEM_CHAIN, at, actorId: null, verb: 'keys.rotate', subject: purpose, payload });
    }
    return ended;
  });
  console.log(
    purposes.length === 0
      ? `No key ${id} is in use.`
      : `The portal asks for ${id} no more. What only it opened stays closed: those people file their account number, or enrol their second factor, again.`,
  );
  return purposes.length === 0 ? 1 : 0;
}

const idOf = (key: string): string => keyId(Buffer.from(key, 'base64'));

const PROGRESS_MS = 5_000;

/** Says now and then, on standard error, how far it is. */
function progress(): (done: number, of: number) => void {
  let said = Date.now();
  return (done, of) => {
    if (Date.now() - said < PROGRESS_MS) return;
    said = Date.now();
    console.error(`… ${done} of ${of} people`);
  };
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`The keys could not be rotated: ${reasonOf(error)}`);
  return 2;
});
