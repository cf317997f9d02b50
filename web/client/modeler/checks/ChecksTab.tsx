import { CheckmarkFilled, ErrorFilled, Renew, WarningAltFilled } from '@carbon/icons-react';
import { Button, SkeletonText } from '@carbon/react';
import { Link } from 'react-router';
import { isPart } from '#domain/circuit/blocks/part.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Failure } from '../../ui/Failure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useElementName } from '../diagram/names/use-element-name.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { allFaults, type ShownFault, WHOLE_FILE } from '../faults/faults.ts';
import { useLinter } from '../faults/lint/use-linter.ts';
import { useCheck } from '../faults/use-check.ts';
import { FileName } from '../files/FileName.tsx';
import { useBegunMessages } from '../texts/use-begun-messages.ts';
import { addressOf, placeIn } from './address-of.ts';
import { NewerParts } from './NewerParts.tsx';
import { TriedKinds } from './TriedKinds.tsx';

/** Everything that is wrong in a draft, file by file, each with the way to where it is mended. */
export function ChecksTab() {
  const { t, language } = useLanguage();
  const { draft, textOf } = useDraftFiles();
  const diagram = `${draft.kind}.bpmn`;
  const reports = useLinter(textOf(diagram) ?? '');
  const nameOf = useElementName(textOf(diagram) ?? '');
  const { check, isBehind, error, again } = useCheck();
  useBegunMessages(check);
  const faults = allFaults(reports, check?.faults ?? [], diagram, language);
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const files = [...new Set(faults.map(({ file }) => file))];
  return (
    <div className="h-atelier__checks">
      <NewerParts />
      <div className="h-atelier__verdict" role="status" aria-busy={isBehind}>
        {isBehind ? <p className="h-muted">{t('atelier.checks.running')}</p> : null}
        {!isBehind && check && errors === 0 ? (
          <p className="h-atelier__good">
            <CheckmarkFilled /> {t('atelier.checks.good')}
          </p>
        ) : null}
        {!isBehind && errors > 0 ? (
          <p className="h-atelier__bad">
            <ErrorFilled /> {t('atelier.checks.errors', { count: errors })}
          </p>
        ) : null}
        <Button kind="tertiary" size="sm" renderIcon={Renew} disabled={isBehind} onClick={again}>
          {t('atelier.checks.again')}
        </Button>
      </div>
      {error ? <Failure error={error} retry={again} /> : null}
      {!check && !error ? <SkeletonText paragraph lineCount={4} /> : null}
      {files.map((file) => (
        <Panel key={file} title={<FileName path={file} />}>
          <ul className="h-modeler__faults">
            {faults
              .filter((fault) => fault.file === file)
              .map((fault) => (
                <Fault key={fault.key} fault={fault} name={nameOf(fault.elementId) ?? ''} diagram={diagram} />
              ))}
          </ul>
        </Panel>
      ))}
      {isPart(draft.of) && check && !isBehind ? (
        <TriedKinds draftId={draft.id} part={{ of: draft.of, name: draft.kind }} revision={check.revision} />
      ) : null}
    </div>
  );
}

function Fault({ fault, name, diagram }: { fault: ShownFault; name: string; diagram: string }) {
  const { t } = useLanguage();
  const { of } = useDraftFiles().draft;
  const isWhole = fault.elementId === WHOLE_FILE;
  return (
    <li className={`h-fault h-fault--${fault.severity}`}>
      {fault.severity === 'error' ? <ErrorFilled /> : <WarningAltFilled />}
      <span>
        <span className="h-hidden">{t(`atelier.checks.${fault.severity}`)} </span>
        {name ? `${name} ` : null}
        {isWhole ? null : <code className={name ? 'h-muted' : ''}>{fault.elementId}</code>}
        {fault.line === null ? null : (
          <span className="h-muted"> {t(`atelier.checks.${placeIn(fault.file)}`, { line: fault.line })}</span>
        )}
      </span>
      <span>{fault.message}</span>
      <Link
        to={addressOf(fault, diagram, of)}
        aria-label={t(isWhole ? 'atelier.checks.openFile' : 'atelier.checks.goToWhich', {
          element: name || fault.elementId,
          file: fault.file,
        })}
      >
        {t(isWhole ? 'atelier.checks.open' : 'atelier.checks.goTo')}
      </Link>
    </li>
  );
}
