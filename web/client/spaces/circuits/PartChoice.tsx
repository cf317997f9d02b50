import { RadioButton, RadioButtonGroup } from '@carbon/react';
import { useLanguage } from '../../language/use-language.ts';
import { ComparedFiles } from '../../modeler/comparison/ComparedFiles.tsx';
import { type LookedPart, partKey } from './package-wish.ts';

interface Props {
  part: LookedPart;
  isDrafted: boolean;
  onChoose: (isDrafted: boolean) => void;
}

/** A block or a theme of a circuit that came: theirs beside ours, and which of them is wanted. */
export function PartChoice({ part, isDrafted, onChoose }: Props) {
  const { t, read } = useLanguage();
  const { of, name, title, standing, number, same, ours, comparison } = part;
  const id = `part-${partKey(part)}`;
  const theirs = number === null ? t('atelier.package.unnumbered') : t('atelier.versionNumber', { number });
  return (
    <div className="h-package__part">
      <RadioButtonGroup
        legendText={
          <>
            {t(`atelier.package.of.${of}`, { title: read(title) })} <code>{name}</code>
          </>
        }
        name={id}
        orientation="vertical"
        valueSelected={isDrafted ? 'theirs' : 'ours'}
        onChange={(value) => onChoose(value === 'theirs')}
      >
        <RadioButton
          id={`${id}-ours`}
          value="ours"
          labelText={
            ours === null
              ? t('atelier.package.without')
              : t('atelier.package.ours', { version: t('atelier.versionNumber', { number: ours }) })
          }
        />
        <RadioButton
          id={`${id}-theirs`}
          value="theirs"
          labelText={t(`atelier.package.theirs.${standing === 'same' ? 'other' : standing}`, {
            version: theirs,
            number: same ?? 0,
          })}
        />
      </RadioButtonGroup>
      {comparison === null ? null : (
        <details className="h-details">
          <summary>{t('atelier.package.differences', { count: comparison.files.length })}</summary>
          <p className="h-muted">{t('atelier.package.differencesText')}</p>
          <ComparedFiles files={comparison.files} />
        </details>
      )}
    </div>
  );
}
