import type { signing as french } from '../../fr/pages/signing.ts';

/** Several acts signed together. */
export const signing: typeof french = {
  title_one: 'Sign {{count}} act',
  title_other: 'Sign {{count}} acts',
  codeText_one: 'Enter the six-digit code of your authenticator app. It is good for this act only, for five minutes.',
  codeText_other:
    'Enter the six-digit code of your authenticator app. It is good for these {{count}} acts and no other, for five minutes.',
  passkeyText_one: 'Your passkey signs this act, and no other: your device recognises you.',
  passkeyText_other: 'Your passkey signs these {{count}} acts, and no other: your device recognises you.',
  back: 'Back to the list',
  progressTitle: 'Signing the batch',
  progress: '{{done}} of {{all}}',
  underWay: 'Signing is under way. You may close: it goes on.',
  stopping: 'Stop asked: what is not signed yet will not be.',
  over: 'Signing is over. Signed acts are sealed, then notified.',
  overInVain: 'Signing is over. No act is signed: each says why.',
  counts: { signed: 'Signed', sealed: 'Of which sealed', refused: 'Not signed', waiting: 'Waiting' },
  outcomes: { signed: 'Signed', sealed: 'Signed and sealed', refused: 'Not signed', waiting: 'Waiting' },
  refusedTitle: 'Acts not signed',
  refusedAct: '{{act}}: {{why}}',
  act: '{{number}}, {{agent}}',
  unknownAct: 'An act that is not for you',
  refusals: {
    'not-found': 'This act is not, or no longer, for you to sign.',
    forbidden: 'This act is no longer for you to sign.',
    'task-already-decided': 'Somebody, or yourself, decided on this act already.',
    'step-up-required': 'More than five minutes went by since your code: sign again.',
    'task-ended': 'This act waits for no signature any more: the request was withdrawn, or went another way.',
  },
  stop: 'Stop',
  report: 'Download the report',
  archive: 'Download the archive of the acts (ZIP)',
  fileName: 'signing-batch.csv',
  columns: { act: 'Act', outcome: 'Result', why: 'Reason' },
};
