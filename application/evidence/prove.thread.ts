import { proveUnder, type RootProof } from '#domain/evidence/daily-root.ts';
import { answerApart } from '../apart/answer-apart.ts';
import { RootFileSchema } from './root-file.ts';

/** The file of a root, and the chains to find under it. */
export interface ToProve {
  readonly file: Uint8Array;
  readonly chains: readonly string[];
}

answerApart(({ file, chains }: ToProve): RootProof[] =>
  proveUnder(RootFileSchema.parse(JSON.parse(Buffer.from(file).toString('utf8'))), chains),
);
