// Keeps the statements that the application's role sent to PostgreSQL, for the test that plans them on later schemas:
//   node testing/former-version/statements.ts LOG FILE
// LOG: what PostgreSQL wrote with log_min_duration_statement = 0 and log_line_prefix = '%m [%p] %u ', while people used the
// portal of that release and its database tests ran.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { zstdCompressSync } from 'node:zlib';
import { APPLICATION } from '#prisma/testing/server.ts';

const [log, file] = process.argv.slice(2);
if (!log || !file) throw new Error('usage: node testing/former-version/statements.ts LOG FILE');

const RECORD = /^\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\] (\S*) (\w+): +/;
const SENT = /^duration: [\d.]+ ms {2}(?:execute [^:]*|statement): /;
/** What reads and writes rows: the rest opens, ends, listens or sets. */
const PLANNED = /^(?:select|insert|update|delete|with|values)\b/i;
/** A test's own: the application gives identifiers and digests as parameters. */
const OF_A_TEST = /'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}'|'[0-9a-f]{64}'|repeat\('/;

const statements = new Set<string>();
let record: string[] = [];
for await (const line of createInterface({ input: createReadStream(log) })) {
  if (RECORD.test(line)) {
    keep(record);
    record = [line];
  } else {
    // PostgreSQL sets off what follows a first line by a tab.
    record.push(line.replace(/^\t/, ''));
  }
}
keep(record);
writeFileSync(file, zstdCompressSync(JSON.stringify([...statements].sort())));
console.log(`${statements.size} statements`);

function keep(lines: readonly string[]): void {
  const text = lines.join('\n');
  const [start = '', role] = RECORD.exec(text) ?? [];
  const said = text.slice(start.length);
  const statement = said.replace(SENT, '').trim();
  if (role !== APPLICATION.role || !SENT.test(said)) return;
  if (PLANNED.test(statement) && !OF_A_TEST.test(statement)) statements.add(statement);
}
