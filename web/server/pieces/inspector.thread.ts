import { answerApart } from '#application/apart/answer-apart.ts';
import { rewritePdf } from './rewrite-pdf.ts';
import type { Verdict } from './verdict.ts';

answerApart(
  (bytes: Uint8Array): Promise<Verdict> => rewritePdf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
);
