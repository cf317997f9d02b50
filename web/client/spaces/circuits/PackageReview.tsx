import '../../modeler/editors.scss';
import { InlineNotification, RadioButton, RadioButtonGroup, TextInput } from '@carbon/react';
import type { CircuitPackageLook } from '#web/contract/circuits/packages.ts';
import { useLanguage } from '../../language/use-language.ts';
import { PartChoice } from './PartChoice.tsx';
import { isNamed, type LookedPart, type PackageWish, partKey } from './package-wish.ts';

interface Props {
  look: CircuitPackageLook;
  wish: PackageWish;
  onWish: (wish: PackageWish) => void;
}

/** What came, what it meets here, and what to make of it: nothing is written yet. */
export default function PackageReview({ look, wish, onWish }: Props) {
  const { t, read } = useLanguage();
  const { kind, version, portal, ownPortal, inForce, unknownJobTypes, missingBlocks } = look;
  const differing = look.parts.filter(({ standing }) => standing !== 'same');
  const choose = (part: LookedPart, isDrafted: boolean) => {
    const others = wish.drafting.filter((key) => key !== partKey(part));
    onWish({ ...wish, drafting: isDrafted ? [...others, partKey(part)] : others });
  };
  const isWrong = wish.as !== '' && !isNamed(look, wish);
  return (
    <>
      <p className="h-text">
        <strong>{read(look.title)}</strong> <code>{kind}</code>
        {', '}
        {version === null ? t('atelier.package.aDraft') : t('atelier.package.aVersion', { number: version })}{' '}
        {portal === ownPortal
          ? t('atelier.package.samePortal')
          : t('atelier.package.otherPortal', { portal, ownPortal })}
      </p>
      <Warning
        title={t('atelier.package.unknownJobs')}
        items={unknownJobTypes}
        text={t('atelier.package.unknownJobsText')}
      />
      <Warning
        title={t('atelier.package.missingBlocks')}
        items={missingBlocks}
        text={t('atelier.package.missingBlocksText')}
      />
      <RadioButtonGroup
        legendText={t('atelier.package.becomes')}
        name="package-as"
        orientation="vertical"
        valueSelected={wish.isCopy ? 'copy' : 'own'}
        onChange={(value) => onWish({ ...wish, isCopy: value === 'copy', as: value === 'copy' ? '' : kind })}
      >
        <RadioButton
          id="package-own"
          value="own"
          labelText={
            inForce
              ? t('atelier.package.asVersion', { title: read(inForce.title), number: inForce.number })
              : t('atelier.package.asNew', { kind })
          }
        />
        <RadioButton id="package-copy" value="copy" labelText={t('atelier.package.asCopy')} />
      </RadioButtonGroup>
      {wish.isCopy ? (
        <TextInput
          id="package-kind"
          labelText={t('atelier.newKind')}
          helperText={t('atelier.newKindHelp')}
          value={wish.as}
          maxLength={80}
          spellCheck={false}
          invalid={isWrong}
          invalidText={wish.as === kind ? t('atelier.package.copySame') : t('atelier.newKindWrong')}
          onChange={(event) => onWish({ ...wish, as: event.target.value })}
        />
      ) : null}
      <section>
        <h3>{t('atelier.package.parts')}</h3>
        <p className="h-text">
          {differing.length === 0 ? t('atelier.package.partsSame') : t('atelier.package.partsText')}
        </p>
        {differing.map((part) => (
          <PartChoice
            key={partKey(part)}
            part={part}
            isDrafted={wish.drafting.includes(partKey(part))}
            onChoose={(isDrafted) => choose(part, isDrafted)}
          />
        ))}
      </section>
      <p className="h-muted">{t('atelier.package.nothingPublished')}</p>
    </>
  );
}

function Warning({ title, items, text }: { title: string; items: readonly string[]; text: string }) {
  const { t } = useLanguage();
  if (items.length === 0) return null;
  return (
    <InlineNotification
      kind="warning"
      lowContrast
      hideCloseButton
      title={title}
      subtitle={`${items.join(', ')}. ${text}`}
      statusIconDescription={t('common.warning')}
    />
  );
}
