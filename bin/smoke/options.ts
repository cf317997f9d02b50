import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEMONSTRATION_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { inWords } from '../in-words.ts';

const Credentials = z.object({ email: z.string(), password: z.string(), totpSecret: z.string().optional() });

/** Who plays which part. A file given with --accounts has this shape; without one, the demonstration accounts play. */
const Cast = z.object({
  agent: Credentials,
  superieur: Credentials,
  gestionnaire: Credentials.optional(),
  valideur: Credentials,
  signataire: Credentials.extend({ totpSecret: z.string() }),
});
export type Cast = z.infer<typeof Cast>;

export interface SmokeOptions {
  readonly attachment: Uint8Array;
  readonly attachmentName: string;
  readonly out: string;
  readonly cast: Cast;
}

/** A command line that cannot be followed. */
export class BadUsage extends Error {}

export const USAGE =
  'usage: npm run smoke -- --attachment FILE.pdf --out DIR [--accounts FILE]   (BASE_URL names the portal)';
export const HELP = `${USAGE}

Plays the main job on a running portal, as each person in turn: the request is filed with that attachment, opined on, given its
visa, signed. DIR then holds what the signer saw, the act, the authority, the evidence, the mails and report.json.

--accounts FILE  who plays, as JSON: agent, superieur, valideur, signataire, each { email, password, totpSecret }; without
                 it, the demonstration's accounts
Exit 0: all is there; 1: something is missing, and is said.`;

/** What is asked, or that help is. @throws {BadUsage} */
export function readOptions(argv: readonly string[]): SmokeOptions | 'help' {
  const { attachment, out, accounts, help } = parse(argv);
  if (help) return 'help';
  if (attachment === undefined || out === undefined) throw new BadUsage('--attachment and --out are needed');
  return {
    attachment: read(attachment),
    attachmentName: attachment.split(/[\\/]/).at(-1) ?? attachment,
    out,
    cast: accounts === undefined ? demonstrationCast() : castOf(accounts),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h' },
        attachment: { type: 'string' },
        out: { type: 'string' },
        accounts: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new BadUsage((error as Error).message);
  }
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new BadUsage(`${file} cannot be read: ${inWords(error)}`);
  }
}

function castOf(file: string): Cast {
  const content = new TextDecoder().decode(read(file));
  try {
    return Cast.parse(JSON.parse(content));
  } catch (error) {
    throw new BadUsage(
      `${file} does not hold the accounts of agent, superieur, valideur and signataire: ${(error as Error).message}`,
    );
  }
}

/** The demonstration's accounts, by the part that begins their address after the dot: « claire.agent@… ». */
export function demonstrationCast(): Cast {
  return Cast.parse(
    Object.fromEntries(
      DEMONSTRATION_ACCOUNTS.map(({ email, password, totpSecret }) => [
        email.replace(/^[^.]*\./, '').replace(/@.*$/, ''),
        { email, password, ...(totpSecret && { totpSecret }) },
      ]),
    ),
  );
}
