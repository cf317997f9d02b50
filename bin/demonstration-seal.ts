// Makes a demonstration seal and its authority in a folder, and prints what an installation that tries the portal out is
// to be given. It proves nothing of anyone: production takes the ministry's own.
//   node bin/demonstration-seal.ts FOLDER
import { ensureDemonstrationAuthority } from '../workers/act-seal/pades/authority.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node bin/demonstration-seal.ts FOLDER');
  process.exit(2);
}
const { passphrase } = await ensureDemonstrationAuthority(folder);
console.log(`SEAL_P12_PASSPHRASE=${passphrase}`);
