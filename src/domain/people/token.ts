/** What an API token may carry: work on one site, never the power over people, accounts, tokens or the platform. */
import { type Finding, problem } from '../outcome.ts';
import { type Actor, type Capability, capabilitiesIn } from '../permission.ts';

const never: ReadonlySet<Capability> = new Set<Capability>([
  'site.set-up',
  'site.configure',
  'document.attach',
  'platform.backup',
  'platform.restore',
  'platform.configure',
  'person.manage',
  'person.appoint',
  'token.manage',
  'history.read',
  'history.seal',
  'key.rotate',
  'account.keep',
  'publication.deliver',
  'session.start',
  'password.set-with-code',
  'administrator.claim',
  'administrator.offer',
  // A person signs, adopts and issues; a program does not.
  'bulletin.issue',
  'submission.review',
  'submission.publish',
  'submission.confirm',
]);

/** The capabilities that somebody may lend to a program in a site: only those held there, not those of the whole platform. */
export function lendable(actor: Actor, site: string): readonly Capability[] {
  const there: Actor = { name: actor.name, grants: actor.grants.filter((grant) => grant.site === site) };
  return capabilitiesIn(there, site).filter((capability) => !never.has(capability));
}

/** Findings for capabilities that cannot be lent; empty where the token may be made. */
export function lendingFindings(actor: Actor, site: string, wanted: readonly string[]): Finding[] {
  const open = lendable(actor, site);
  if (open.length === 0) return [problem('nothing-to-lend', '您在这个网站没有可以交给接口程序的权限', 'site')];
  return wanted
    .filter((capability) => !(open as readonly string[]).includes(capability))
    .map((capability) =>
      problem('not-lendable', `“${capability}”不能交给接口程序，或者您自己没有；可用：${open.join('、')}`, 'capabilities'),
    );
}
