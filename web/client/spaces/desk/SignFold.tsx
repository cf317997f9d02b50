import { Certificate } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { leavesOf } from '../../../../domain/signing/leaf.ts';
import type { DrawingsView, FoldView } from '../../../contract/signing.ts';
import { useMe } from '../../app/me.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { canSignHere } from '../tasks/decision/signs-by-passkey.ts';
import { SignBatch } from './batch/SignBatch.tsx';
import { OpenedActs } from './opened-acts.ts';

/** Signs together the acts of a fold that can be: by one code, or by one's passkey. */
export function SignFold({ fold, drawings }: { fold: FoldView; drawings: DrawingsView }) {
  const { t } = useLanguage();
  const me = useMe();
  const { opened } = useContext(OpenedActs);
  const [signing, setSigning] = useState(false);
  const leaves = leavesOf(fold, new Map(drawings.drawn.map(({ taskKey, sha256 }) => [taskKey, sha256])), opened);
  const apart = fold.outliers.filter(({ taskKey }) => !leaves.some((leaf) => leaf.taskKey === taskKey)).length;
  const close = () => {
    setSigning(false);
    // The button may be gone with the acts.
    document.querySelector('h1')?.focus();
  };
  if (!canSignHere(me)) return null;
  return (
    <>
      {leaves.length > 0 || signing ? (
        <Button renderIcon={Certificate} onClick={() => setSigning(true)}>
          {t('desk.signFold', { count: leaves.length })}
        </Button>
      ) : null}
      {apart > 0 ? <p className="h-help">{t('desk.outliersApart', { count: apart })}</p> : null}
      {signing ? createPortal(<Kept leaves={leaves} onClose={close} />, document.body) : null}
    </>
  );
}

/** The acts are those of when it was opened: the list behind changes as they are signed. */
function Kept(props: { leaves: ReturnType<typeof leavesOf>; onClose: () => void }) {
  const [leaves] = useState(props.leaves);
  return <SignBatch leaves={leaves} onClose={props.onClose} />;
}
