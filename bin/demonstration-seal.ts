// Makes a demonstration seal, its authority and that of time stamps in a folder, and prints what an installation in
// containers that tries the portal out is to be given. They prove nothing of anyone: production takes the ministry's own.
//   node bin/demonstration-seal.ts FOLDER
import { ensureDemonstrationAuthority, ensureDemonstrationStamps } from '../workers/act-seal/pades/authority.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node bin/demonstration-seal.ts FOLDER');
  process.exit(2);
}
const { passphrase } = await ensureDemonstrationAuthority(folder);
await ensureDemonstrationStamps(folder);
console.log(`SEAL_P12_PASSPHRASE=${passphrase}
SEAL_CRL=/run/harmonie/ca.crl
TSA_DEMONSTRATION=/run/harmonie/stamps
TSA_CA=/run/harmonie/stamps/ca.pem
TSA_CRL=/run/harmonie/stamps/ca.crl`);
