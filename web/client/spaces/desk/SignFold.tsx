import { Certificate } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useContext, useRef } from 'react';
import { leavesOf } from '#domain/signing/leaf.ts';
import type { DrawingsView, FoldView } from '#web/contract/signing/signing.ts';
import { useMe } from '../../app/me.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { canSignHere } from '../tasks/decision/signs-by-passkey.ts';
import { SignBatch } from './batch/SignBatch.tsx';
import { useDeskDialog } from './DeskDialogs.tsx';
import { OpenedActs } from './opened-acts.ts';
import { useDeskAddress } from './use-desk-address.ts';

/** Signs together the acts of a fold that can be: by one code, or by one's passkey. */
export function SignFold(props: { fold: FoldView; drawings: DrawingsView; onOutdated: () => void }) {
  const { fold, drawings, onOutdated } = props;
  const { t } = useLanguage();
  const me = useMe();
  const { opened } = useContext(OpenedActs);
  const show = useDeskDialog();
  const { set } = useDeskAddress();
  const button = useRef<HTMLButtonElement>(null);
  const leaves = leavesOf(fold, new Map(drawings.drawn.map(({ taskKey, sha256 }) => [taskKey, sha256])), opened);
  const apart = fold.outliers.filter(({ taskKey }) => !leaves.some((leaf) => leaf.taskKey === taskKey)).length;
  const close = (signed: boolean) => {
    show(null);
    // The chosen act may be among them.
    if (signed) set({ task: '' });
    // The button goes with the acts that are signed, or to be drawn again.
    const back = signed ? null : button.current;
    (back ?? document.querySelector('h1'))?.focus();
  };
  if (!canSignHere(me)) return null;
  return (
    <>
      {leaves.length > 0 ? (
        <Button
          ref={button}
          renderIcon={Certificate}
          onClick={() => show(<SignBatch leaves={leaves} onClose={close} onOutdated={onOutdated} />)}
        >
          {t('desk.signFold', { count: leaves.length })}
        </Button>
      ) : null}
      {apart > 0 ? <p className="h-help">{t('desk.outliersApart', { count: apart })}</p> : null}
    </>
  );
}
