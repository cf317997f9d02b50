import { z } from 'zod';
import { ACCOUNT_STATES } from '#domain/account/life.ts';
import { LINK_PURPOSES } from '#domain/account/link.ts';
import { DOCUMENT_KINDS } from '#domain/account/without-address.ts';
import { MAIL_STATES } from '#domain/notice/notice.ts';
import { Address, Id, Instant, PersonRef, Plain } from '../common.ts';
import { Reason } from '../operations/administration.ts';

/** GET /api/installation */
export const Installation = z.object({
  /** Nobody ever entered: the first administrators are to be invited by whoever installs. */
  empty: z.boolean(),
  /** What people call the identity provider that they may sign in with; null: there is none. */
  provider: z.string().nullable(),
});

const Token = Plain.min(1).max(100);

/** POST /api/administration/invitations: everybody there and below who has no account. */
export const Invitations = z.object({ structureId: Id });
export const Invited = z.object({ count: z.int() });

/** POST /api/account/link */
export const LinkAsked = z.object({ token: Token });
export const LinkView = z.object({
  purpose: z.enum(LINK_PURPOSES),
  firstName: z.string(),
  lastName: z.string(),
  /** What they will sign in with: an address, or an employee number. */
  email: z.string(),
  expiresAt: Instant,
});

/** Longer than any password may be: the rule says so in words. */
const NewPassword = Plain.max(1_000);

/** POST /api/account/link/password */
export const PasswordChosen = z.object({ token: Token, password: NewPassword });

/** PUT /api/account/password; the one that is replaced, and the one that is chosen. */
export const PasswordChange = z.object({ current: Plain.max(1_000), password: NewPassword });
/** GET /api/account/password */
export const PasswordState = z.object({
  /** Not all accounts have one: an identity provider may answer for them. */
  chosen: z.boolean(),
});

/** POST /api/administration/persons/:id/lock, unlock, closure, reopening */
export const AccountChange = z.object({ reason: Reason });

/** POST /api/account/reset */
export const ResetAsked = z.object({ email: Plain.max(254) });

/** GET /api/administration/persons/:id/account: where somebody's account is in its life. */
export const AccountView = z.object({
  state: z.enum(ACCOUNT_STATES),
  /** What they sign in with: an address, or an employee number. */
  email: z.string().nullable(),
  /** A personal address that two people confirmed, where mails go while there is no professional one. */
  accountEmail: z.string().nullable(),
  /** Since when it is in that state; null for none. */
  since: Instant.nullable(),
  /** The last invitation, and what became of its mail. */
  invitation: z.object({ at: Instant, mail: z.enum(MAIL_STATES) }).nullable(),
  /** Two administrators recover it: its owner holds a sensitive right. */
  byTwo: z.boolean(),
  /** Whether the reader may act on it: not on their own. */
  may: z.boolean(),
});

/** GET /api/persons/:id/identity-checks: of somebody without a professional address. */
export const IdentityChecks = z.object({
  /** Those that hold today. */
  checks: z.array(z.object({ id: Id, by: PersonRef, documentKind: z.enum(DOCUMENT_KINDS), at: Instant })),
  needed: z.int(),
  /** The personal address of their account, which two people confirmed; null: none. */
  accountEmail: z.string().nullable(),
  /** What became of another one these days: typed in front of one person, or not the same in front of two; null: none was. */
  noted: z.enum(['once', 'differently']).nullable(),
  /** They have an address: they are invited by mail, and nothing is checked. */
  hasAddress: z.boolean(),
  /** Whether the reader may say that they saw a document: not their own. */
  may: z.boolean(),
});
export type IdentityChecks = z.infer<typeof IdentityChecks>;

/** POST /api/persons/:id/identity-checks; `address`: the personal one that the person typed there, if any. */
export const DocumentSeen = z.object({
  documentKind: z.enum(DOCUMENT_KINDS),
  address: Address.transform((address) => address.toLowerCase())
    .nullable()
    .default(null),
});

/** POST /api/administration/persons/:id/paper-link: the address of a link, said this once. */
export const PaperLink = z.object({ address: z.string(), expiresAt: Instant });

export type AccountView = z.infer<typeof AccountView>;
export type LinkView = z.infer<typeof LinkView>;

/** GET /api/administration/persons/:id/identity */
export const IdentityView = z.object({
  /** What people call the identity provider; null: this portal has none. */
  provider: z.string().nullable(),
  /** Since when an identity opens the account; null: none does. */
  linkedAt: Instant.nullable(),
  /** Another one that came with the person's employee number, and waits. */
  claim: z.object({ id: Id, cameAt: Instant }).nullable(),
  /** Whether the reader may answer it. */
  may: z.boolean(),
});
export type IdentityView = z.infer<typeof IdentityView>;

/** POST /api/administration/persons/:id/identity, and …/dismissal */
export const ClaimAnswer = z.object({ claimId: Id, reason: Reason });
