// The one-time code of a demonstration account, for those without an authenticator.
//   npm run code -- SECRET
import { generateSync } from 'otplib';

const [secret] = process.argv.slice(2);
if (!secret) {
  console.error('usage: npm run code -- SECRET');
  process.exit(1);
}
console.log(generateSync({ secret }));
