// The one-time code of a demonstration account, for those without an authenticator.
import { generateSync } from 'otplib';

const USAGE = `usage: npm run code -- SECRET

Prints the one-time code of now for a secret that npm start shows (letters A to Z and digits 2 to 7).
Exit 0: it is printed; 1: there is none.`;

const [secret, ...others] = process.argv.slice(2);
if (secret === '--help' || secret === '-h') console.log(USAGE);
else if (!secret || others.length > 0) fail(USAGE);
else
  try {
    console.log(generateSync({ secret }));
  } catch {
    // What is wrong with it may quote it.
    fail(`This is no secret of an authenticator.\n\n${USAGE}`);
  }

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}
