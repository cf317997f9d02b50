import { SkeletonText } from '@carbon/react';
import { lazy, Suspense, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { CIRCUIT_LIMITS } from '#domain/circuit/drafts/draft.ts';
import { PACKAGE_LIMITS } from '#domain/circuit/drafts/package.ts';
import type { CircuitPackageLook } from '#web/contract/circuits/packages.ts';
import { draftAddress, useBeginDraft } from '../../api/open-draft.ts';
import { refresh } from '../../api/query.ts';
import { sendFile } from '../../api/send-file.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { isNamed, type PackageWish, wishFor } from './package-wish.ts';

// With the words of comparisons, which nobody else on this page needs.
const PackageReview = lazy(() => import('./PackageReview.tsx'));

const ZIP = { mediaType: 'application/zip' };

const isZip = ({ name }: File): boolean => /\.zip$/i.test(name);
const isDiagram = ({ name }: File): boolean => /\.(?:bpmn|xml)$/i.test(name);
const isBeside = ({ name }: File): boolean => /\.(?:form|dmn)$/i.test(name);

type Chosen = { readonly zip: File } | { readonly diagram: File; readonly beside: readonly File[] };
type Fault = 'importMixed' | 'importTooLarge' | 'importZipTooLarge';

/**
 * What some files are together: a circuit that a portal exported, or a diagram with its forms and tables; null: nothing that can be taken.
 * What is larger than the server takes is not even sent.
 */
function chosenOf(files: readonly File[]): Chosen | Fault | null {
  const [first] = files;
  if (first === undefined) return null;
  if (files.length === 1 && isZip(first))
    return first.size > PACKAGE_LIMITS.zipBytes ? 'importZipTooLarge' : { zip: first };
  const [diagrams, beside] = [files.filter(isDiagram), files.filter(isBeside)];
  const [diagram] = diagrams;
  if (diagram === undefined || diagrams.length > 1 || diagrams.length + beside.length < files.length)
    return 'importMixed';
  return files.some(({ size }) => size > CIRCUIT_LIMITS.fileBytes) ? 'importTooLarge' : { diagram, beside };
}

const isTaken = (chosen: Chosen | Fault | null): chosen is Chosen => typeof chosen === 'object' && chosen !== null;

/** Takes in a circuit: one that a portal exported, looked at first, or a diagram drawn elsewhere with its forms and tables. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const begin = useBeginDraft();
  const navigate = useNavigate();
  const id = useId();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [look, setLook] = useState<CircuitPackageLook | null>(null);
  const [wish, setWish] = useState<PackageWish | null>(null);
  const chosen = chosenOf(files);
  const fault = typeof chosen === 'string' ? chosen : null;
  const isLooking = isTaken(chosen) && 'zip' in chosen && look === null;

  const takeZip = async (zip: File) => {
    if (look === null || wish === null) {
      const read = await sendFile('POST /api/atelier/packages', {}, zip, ZIP);
      setWish(wishFor(read));
      setLook(read);
      return;
    }
    const drafting = wish.drafting.join(',');
    const query = { as: wish.as, ...(drafting !== '' && { drafting }) };
    const draft = await sendFile('POST /api/atelier/packages/drafts', { query }, zip, ZIP);
    void refresh('/api/atelier/drafts');
    await navigate(draftAddress(draft.id));
  };
  const takeDiagram = async (diagram: File, beside: readonly File[]) => {
    const texts = await Promise.all(beside.map(async (file) => ({ fileName: file.name, text: await file.text() })));
    await begin({ import: { fileName: diagram.name, xml: await diagram.text(), files: texts } });
  };

  return (
    <ConfirmDialog
      title={t('atelier.importTitle')}
      confirm={isLooking ? t('atelier.importLook') : t('atelier.importGo')}
      ready={isTaken(chosen) && (look === null || wish === null || isNamed(look, wish))}
      size={look === null ? 'sm' : 'md'}
      stays={isLooking}
      onClose={onClose}
      onConfirm={async () => {
        if (isTaken(chosen)) await ('zip' in chosen ? takeZip(chosen.zip) : takeDiagram(chosen.diagram, chosen.beside));
      }}
    >
      {look !== null && wish !== null ? (
        <Suspense fallback={<SkeletonText paragraph lineCount={6} />}>
          <PackageReview look={look} wish={wish} onWish={setWish} />
        </Suspense>
      ) : (
        <>
          <p className="h-text">{t('atelier.importText')}</p>
          <div className="cds--form-item">
            <label className="cds--label" htmlFor={id}>
              {t('atelier.importFile')}
            </label>
            <input
              id={id}
              className="h-atelier__file"
              type="file"
              multiple
              accept=".zip,.bpmn,.xml,.form,.dmn,application/zip,application/xml,text/xml"
              aria-invalid={fault !== null}
              aria-describedby={fault === null ? undefined : `${id}-fault`}
              onChange={(event) => setFiles([...(event.target.files ?? [])])}
            />
            {fault === null ? null : (
              <p id={`${id}-fault`} className="h-atelier__fault" role="alert">
                {t(`atelier.${fault}`)}
              </p>
            )}
          </div>
        </>
      )}
    </ConfirmDialog>
  );
}
