/**
 * The types of what the server offers. Each action and view that a page uses has a line here, by its name; nothing of theirs is loaded
 * into the browser. `tests/web/api.test.ts` proves that every line names the right thing.
 */
import type { Action } from '../actions/action.ts';
import type { View } from '../views/view.ts';

/** One line an action: `'submission.submit': typeof import('../actions/submit-submission.ts').submitSubmission;` */
export interface Actions {
  'password.change': typeof import('../actions/change-password.ts').changePassword;
  'session.end': typeof import('../actions/end-session.ts').endSession;
  'session.end-others': typeof import('../actions/end-other-sessions.ts').endOtherSessions;
  'site.set-up': typeof import('../actions/set-up-site.ts').setUpSite;
  'token.make': typeof import('../actions/make-token.ts').makeToken;
  'token.revoke': typeof import('../actions/revoke-token.ts').revokeToken;
  'totp.begin': typeof import('../actions/begin-totp.ts').beginTotp;
  'totp.confirm': typeof import('../actions/confirm-totp.ts').confirmTotp;
  'totp.remove': typeof import('../actions/remove-totp.ts').removeTotp;
}

/** One line a view: `ranking: typeof import('../views/ranking.ts').ranking;` */
export interface Views {
  'my-sessions': typeof import('../views/my-sessions.ts').mySessions;
  'my-tokens': typeof import('../views/my-tokens.ts').myTokens;
  sites: typeof import('../views/sites.ts').sites;
}

export type ActionName = keyof Actions;
export type ViewName = keyof Views;

// biome-ignore lint/suspicious/noExplicitAny: an action acts on things of any kind; here only input and result matter
export type InputOf<Name extends ActionName> = Actions[Name] extends Action<infer Input, infer _, any> ? Input : never;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type ResultOf<Name extends ActionName> = Actions[Name] extends Action<infer _, infer Result, any> ? Result : never;
export type QueryOf<Name extends ViewName> = Views[Name] extends View<infer Input, infer _> ? Input : never;
export type DataOf<Name extends ViewName> = Views[Name] extends View<infer _, infer Result> ? Result : never;
