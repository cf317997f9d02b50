/**
 * How far an act is with the archives service. waiting: a worker is about to deposit it; deposited:
 * written there and read back; acknowledged, refused: the service answered, in its words, or,
 * refused without any, the portal could not.
 */
export const DEPOSIT_STATES = ['waiting', 'deposited', 'acknowledged', 'refused'] as const;
export type DepositState = (typeof DEPOSIT_STATES)[number];

/** Names an attempt for the service: « NUMBER.zip » is sent, « NUMBER.reply.xml » is its answer. */
export const depositName = (number: string, attempt: number): string =>
  attempt === 1 ? number : `${number}-${attempt}`;
export const archiveOf = (name: string): string => `${name}.zip`;
export const replyOf = (name: string): string => `${name}.reply.xml`;

/** What an archives service answered about one deposit. */
export interface ArchiveReply {
  readonly accepted: boolean;
  /** Its own, kept as they are; its code where it has none. */
  readonly words: string;
  /** The message that it answers, where it says which. */
  readonly about: string | null;
}

const MAX_WORDS = 2_000;
/** As archives answer in SEDA: what was taken, warnings apart. */
const TAKEN = /^(?:OK|WARNING|000|001)$/i;

/**
 * Parses an answer: SEDA's ArchiveTransferReply, by its ReplyCode, or its Acknowledgement, which
 * says that the message arrived. Null: it is neither.
 */
export function readReply(xml: string): ArchiveReply | null {
  // Nothing of it is ever resolved.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return null;
  const root = /<(?:[\w.-]+:)?(ArchiveTransferReply|Acknowledgement)[\s>]/.exec(xml)?.[1];
  if (root === undefined) return null;
  const said = (name: string): string[] =>
    [...xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>([^<]*)<`, 'g'))]
      .map(([, text = '']) => unescaped(text).trim())
      .filter((text) => text !== '');
  const code = said('ReplyCode')[0] ?? null;
  if (root === 'ArchiveTransferReply' && code === null) return null;
  const words = [...said('Comment'), ...said('OutcomeDetailMessage')].join(' ; ') || (code ?? root);
  const about = said(root === 'Acknowledgement' ? 'MessageReceivedIdentifier' : 'MessageRequestIdentifier')[0] ?? null;
  return { accepted: code === null || TAKEN.test(code), words: words.slice(0, MAX_WORDS), about };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
