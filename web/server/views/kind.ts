import type { Beginnable } from '#application/checks/beginnable.ts';
import { type PostOffer, postTexts } from '#application/checks/in-campaign.ts';
import { type OptionOffer, offeredTexts, offerItems, offerPosts } from '#application/forms/offer-items.ts';
import type { FormComponent, FormSchema } from '#application/forms/schema.ts';
import type { Version } from '#application/versions.ts';
import type { ManifestStep } from '#domain/circuit/manifest.ts';
import type { BarredKind, CircuitStep, KindDetail, KindSummary } from '#web/contract/requests/catalogue.ts';

/** The documents that a version's requests may hold. */
export function pieceRules({ manifest, form }: Pick<Version, 'manifest' | 'form'>): KindSummary['pieces'] {
  const depending = dependingIn(form.components);
  return manifest.pieces.map(({ pieceType, label, mandatory, field }) => ({
    ...{ pieceType, label, mandatory },
    depends: depending.includes(field),
  }));
}

/** Keys of what other answers make due, or show. */
const dependingIn = (components: readonly FormComponent[], isHidden = false): string[] =>
  components.flatMap(({ key, properties, conditional, components: inner = [] }) => {
    const isAsked = isHidden || conditional?.hide !== undefined;
    const isDue = properties?.requiredWhen !== undefined && properties.mandatory !== 'true';
    return [...(key !== undefined && (isAsked || isDue) ? [key] : []), ...dependingIn(inner, isAsked)];
  });

export function kindSummary(version: Version): KindSummary {
  const { manifest } = version;
  return {
    kind: manifest.kind,
    title: manifest.title,
    summary: manifest.summary,
    category: manifest.category,
    startedBy: manifest.startedBy ?? null,
    pieces: pieceRules(version),
  };
}

/** A kind that one may not file, and why. */
export function barredKind({ version: { manifest }, why }: Beginnable['barred'][number]): BarredKind {
  const { kind, title, summary, category, startedBy = null, offeredTo = [] } = manifest;
  return { kind, title, summary, category, why, startedBy, offeredTo: [...offeredTo] };
}

export const circuitStep = ({ elementId, name, role, type }: ManifestStep): CircuitStep => ({
  elementId,
  name,
  role,
  type,
});

/** The words of a version's forms, by language. */
export function formTexts({ manifest }: Version): Record<'fr' | 'en', Record<string, string>> {
  const texts = Object.entries(manifest.texts.form);
  return {
    fr: Object.fromEntries(texts.map(([key, text]) => [key, text.fr])),
    en: Object.fromEntries(texts.map(([key, text]) => [key, text.en])),
  };
}

export function kindDetail(version: Version): KindDetail {
  return {
    ...kindSummary(version),
    versionId: version.id,
    versionNumber: version.number,
    legalReference: version.manifest.legalReference,
    delay: version.manifest.delay,
    stepUp: version.manifest.stepUp ?? false,
    confirmsFiling: version.manifest.confirmsFiling ?? false,
    form: version.form as unknown as Record<string, unknown>,
    formTexts: formTexts(version),
    steps: version.manifest.steps.map((step) => ({ ...circuitStep(step), normal: step.normal ?? null })),
  };
}

/** The same for one agent: fields that ask for an item of a list offer theirs, by what is known of each; for a post, those there are. */
export function withItems(
  detail: KindDetail,
  form: FormSchema,
  { offers, posts }: { readonly offers: readonly OptionOffer[]; readonly posts: PostOffer },
): KindDetail {
  if (offers.length === 0 && posts.keys.length === 0) return detail;
  const texts = Object.entries({ ...offeredTexts(offers), ...postTexts(posts) });
  const said = (language: 'fr' | 'en') => ({
    ...detail.formTexts[language],
    ...Object.fromEntries(texts.map(([key, words]) => [key, words[language]])),
  });
  return {
    ...detail,
    form: offerPosts(offerItems(form, offers), posts) as unknown as Record<string, unknown>,
    formTexts: { fr: said('fr'), en: said('en') },
  };
}
