import { expect, test } from '@jest/globals';
import { archiveOf, depositName, readReply, replyOf } from './deposit.ts';

const SEDA = 'xmlns="fr:gouv:culture:archivesdefrance:seda:v2.1"';

test('an archive answers by the messages of SEDA; what is neither of them says nothing', () => {
  const reply = (code: string, more = '') =>
    `<?xml version="1.0"?><ArchiveTransferReply ${SEDA}>${more}<ReplyCode>${code}</ReplyCode><MessageRequestIdentifier>A-1-x</MessageRequestIdentifier></ArchiveTransferReply>`;
  expect(readReply(reply('OK'))).toEqual({ accepted: true, words: 'OK', about: 'A-1-x' });
  expect(readReply(reply('KO', '<Comment>Profil inconnu &amp; refus&#233;</Comment>'))).toEqual({
    ...{ accepted: false, about: 'A-1-x', words: 'Profil inconnu & refus&#233;' },
  });
  expect(
    readReply(
      `<seda:Acknowledgement><seda:Comment>Reçu</seda:Comment><seda:MessageReceivedIdentifier>A-2</seda:MessageReceivedIdentifier></seda:Acknowledgement>`,
    ),
  ).toEqual({ accepted: true, words: 'Reçu', about: 'A-2' });
  for (const other of ['', 'OK', '<html/>', `<ArchiveTransferReply ${SEDA}/>`, `<!DOCTYPE x>${reply('OK')}`])
    expect(readReply(other)).toBeNull();
});

test('another attempt stands beside the first, and so does its answer', () => {
  expect([1, 2].map((attempt) => depositName('2026-A-1', attempt))).toEqual(['2026-A-1', '2026-A-1-2']);
  expect([archiveOf('2026-A-1'), replyOf('2026-A-1')]).toEqual(['2026-A-1.zip', '2026-A-1.reply.xml']);
});
