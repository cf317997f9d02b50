import { printableAnyway } from '#domain/formats/printable.ts';
import { isReceipted, type ReceiptPage, receiptPage } from '#domain/request/receipt.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { fileInDossier } from '#prisma/repositories/pieces/dossiers.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { requestToReceipt } from '#prisma/repositories/requests/receipts.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import { sealVerified } from '../../acts/verified-seal.ts';
import type { WorkerContext } from '../../context.ts';
import { ActTemplateError, undrawnText } from '../../typst/error.ts';
import type { CommandHandler } from '../command.ts';
import { receiptFacts } from './receipt-facts.ts';

/** How often a page is drawn again, without what its font does not draw. */
const MAX_DRAWINGS = 5;

/**
 * Draws the receipt of a request that was decided without an act, seals it and files it: once, however often it is asked for.
 * What was sealed and not filed is no receipt: nothing refers to it, and housekeeping removes it. Where the key or the stamp
 * is away it throws, and the command stays.
 */
export const issueReceipt: CommandHandler<'issue-receipt'> = async (context, { requestId }) => {
  const { database, documents, demonstration } = context;
  const request = await requestToReceipt(database.prisma, requestId);
  if (request === null || !isReceipted(request)) return { dossierNumber: null };
  if (request.dossierNumber !== null) return { dossierNumber: request.dossierNumber };
  const facts = await receiptFacts(database, request, { id: requestId, demonstration });
  const page = receiptPage(facts);
  const pdf = await draw(context, page);
  const sealed = await sealVerified(context, {
    pdf,
    signedAt: context.now(),
    signerName: facts.ministry,
    reason: `Récépissé de la demande ${request.number}`,
    location: facts.ministry,
    receipt: true,
  });
  const { sha256, size } = await documents.put(sealed);
  const dossierNumber = await database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const filed = await requestToReceipt(tx, requestId);
    if (filed?.dossierNumber != null) return filed.dossierNumber;
    const { category } = await readManifest(tx, request.versionId);
    const at = context.now();
    const number = await fileInDossier(tx, {
      ...{ personId: request.agentId, title: `Récépissé : ${facts.kind}`, category: category.fr },
      ...{ sha256, size, actId: null, requestId, filedAt: at },
    });
    await recordRequestEvent(tx, {
      ...{ requestId, kind: 'receipted', factKey: factKey('receipted'), at },
      detail: { dossierNumber: number },
    });
    const event = { chain: request.agentId, at, actorId: null, subject: `request:${requestId}` };
    await appendAudit(tx, { ...event, verb: 'receipt.seal', payload: { sha256 } });
    await appendAudit(tx, { ...event, verb: 'dossier.file', payload: { number, sha256 } });
    return number;
  });
  return { dossierNumber };
};

/** Whatever people typed, the page is drawn: « ? » stands for what its font lacks. */
async function draw({ renderer }: WorkerContext, first: ReceiptPage): Promise<Uint8Array> {
  let page = first;
  for (let left = MAX_DRAWINGS; ; left--) {
    try {
      return (await renderer.receipt(page)).pdf;
    } catch (error) {
      const undrawn = error instanceof ActTemplateError ? undrawnText(error) : null;
      if (undrawn === null || left === 0) throw error;
      page = printableAnyway(page, undrawn);
    }
  }
}
