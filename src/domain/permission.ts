/**
 * Who may do what, as one table: role × capability → reach. `may` is the only question; `store/visible.ts` turns the same reach
 * into a condition on rows. That another person must act is a requirement of a step, not a role.
 */

export const roles = [
  'contributor',
  'reviewer',
  'editor',
  'head',
  'disclosure-clerk',
  'disclosure-head',
  'system-administrator',
  'security-administrator',
  'auditor',
  'leader',
  'client',
  'program',
  'member',
  'visitor',
] as const;
/**
 * 报送员 · 审核人 · 编辑 · 签发人(办公室负责人) · 公开办经办人 · 公开办负责人 · 系统管理员 · 安全管理员 · 审计员 · 领导(只看) · 接口程序 ·
 * the program itself, which files what it rendered and delivers what is due · whoever is signed in · whoever is not.
 */
export type Role = (typeof roles)[number];

/** Roles that nobody is appointed to: they come with how one acts. */
const innateRoles = ['program', 'member', 'visitor'] as const;

/** A role that is given to a person, with days. */
export type HeldRole = Exclude<Role, (typeof innateRoles)[number]>;
export const heldRoles: readonly HeldRole[] = roles.filter((role): role is HeldRole => !(innateRoles as readonly Role[]).includes(role));

export const roleNames: Readonly<Record<Role, string>> = {
  contributor: '报送员',
  reviewer: '审核人',
  editor: '编辑',
  head: '签发人',
  'disclosure-clerk': '公开办经办人',
  'disclosure-head': '公开办负责人',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  auditor: '审计员',
  leader: '领导',
  client: '接口程序',
  program: '系统',
  member: '登录者',
  visitor: '访客',
};

/** Where a role is held: in a unit, in a site, or (without a site) on the whole platform. */
export const rolePlaces: Readonly<Record<Role, 'unit' | 'site' | 'platform'>> = {
  contributor: 'unit',
  reviewer: 'unit',
  editor: 'site',
  head: 'site',
  'disclosure-clerk': 'site',
  'disclosure-head': 'site',
  'system-administrator': 'platform',
  'security-administrator': 'platform',
  auditor: 'platform',
  leader: 'site',
  client: 'site',
  program: 'platform',
  member: 'platform',
  visitor: 'platform',
};

export const capabilities = [
  'site.set-up',
  'site.configure',
  'site.read',
  'fact.import',
  'fact.read',
  'rulebook.adopt',
  'bulletin.draft',
  'bulletin.issue',
  'bulletin.read',
  'document.attach',
  'platform.backup',
  'platform.restore',
  'platform.tidy',
  'person.manage',
  'person.appoint',
  'person.read',
  'token.manage',
  'history.read',
  'history.seal',
  'search.index',
  'link.check',
  'submission.write',
  'submission.review',
  'submission.read',
  'submission.discuss',
  'submission.edit',
  'submission.adopt',
  'submission.confirm',
  'adoption.claim',
  'submission.publish',
  'submission.urge',
  'submission.redact',
  'published.import',
  'instruction.record',
  'publication.deliver',
  'appeal.raise',
  'appeal.read',
  'appeal.decide',
  'bulletin.sign',
  'letter.read',
  'letter.send',
  'letter.receive',
  'commission.place',
  'commission.answer',
  'commission.read',
  'commission.keep',
  'finding.record',
  'finding.confirm',
  'rectification.manage',
  'rectification.reply',
  'rectification.mark-overdue',
  'message.deliver',
  'message.retry',
  'platform.configure',
  'key.rotate',
  'account.keep',
  'session.start',
  'password.set-with-code',
  'administrator.claim',
  'administrator.offer',
  'file.keep',
  'expert.read',
  'inspection.read',
  'inspection.write',
  'inspection.confirm',
  'wording.keep',
  'wording.answer',
  'wording.learn',
] as const;
export type Capability = (typeof capabilities)[number];

/**
 * How far a capability goes: things one wrote, one's unit's, those of units below as well, one site's, or all. `self` reaches no site,
 * only one's own account.
 */
export type Reach = 'self' | 'own' | 'own-unit' | 'unit-and-below' | 'site' | 'platform';

const readsAll = { 'site.read': 'site', 'fact.read': 'site', 'bulletin.read': 'site', 'inspection.read': 'site' } as const;

const grants: Readonly<Record<Role, Partial<Record<Capability, Reach>>>> = {
  contributor: {
    'site.read': 'site',
    'bulletin.read': 'site',
    'fact.read': 'own-unit',
    'inspection.read': 'own-unit',
    'submission.write': 'own',
    'submission.read': 'own',
    'submission.discuss': 'own',
    'submission.urge': 'own',
    'adoption.claim': 'own',
    'appeal.raise': 'own-unit',
    'appeal.read': 'own-unit',
    'bulletin.sign': 'own-unit',
    'letter.read': 'own-unit',
    'letter.receive': 'own-unit',
    'rectification.reply': 'own-unit',
    'file.keep': 'own',
    'commission.read': 'own-unit',
    'commission.answer': 'own-unit',
    'wording.answer': 'own',
  },
  reviewer: {
    'site.read': 'site',
    'bulletin.read': 'site',
    'fact.read': 'unit-and-below',
    'inspection.read': 'unit-and-below',
    'submission.review': 'unit-and-below',
    'submission.read': 'unit-and-below',
    'submission.discuss': 'unit-and-below',
    'adoption.claim': 'unit-and-below',
    'appeal.raise': 'unit-and-below',
    'appeal.read': 'unit-and-below',
    'bulletin.sign': 'own-unit',
    'letter.read': 'unit-and-below',
    'letter.receive': 'own-unit',
    'commission.read': 'unit-and-below',
    'commission.answer': 'unit-and-below',
    'rectification.reply': 'unit-and-below',
    'wording.answer': 'unit-and-below',
  },
  editor: {
    ...readsAll,
    'fact.import': 'site',
    'rulebook.adopt': 'site',
    'bulletin.draft': 'site',
    'letter.read': 'site',
    'letter.send': 'site',
    'submission.read': 'site',
    'submission.discuss': 'site',
    'submission.edit': 'site',
    'submission.adopt': 'site',
    'submission.confirm': 'site',
    'adoption.claim': 'site',
    'submission.publish': 'site',
    'submission.redact': 'site',
    'published.import': 'site',
    'instruction.record': 'site',
    'appeal.read': 'site',
    'appeal.decide': 'site',
    'commission.place': 'site',
    'commission.read': 'site',
    'finding.record': 'site',
    'finding.confirm': 'site',
    'rectification.manage': 'site',
    'person.read': 'site',
    'file.keep': 'site',
    'inspection.write': 'site',
    'inspection.confirm': 'site',
    'wording.keep': 'site',
    'wording.answer': 'site',
  },
  head: {
    ...readsAll,
    'site.configure': 'site',
    'message.retry': 'site',
    'rulebook.adopt': 'site',
    'bulletin.draft': 'site',
    'bulletin.issue': 'site',
    'letter.read': 'site',
    'letter.send': 'site',
    'submission.read': 'site',
    'submission.discuss': 'site',
    'submission.adopt': 'site',
    'submission.confirm': 'site',
    'adoption.claim': 'site',
    'submission.publish': 'site',
    'submission.redact': 'site',
    'instruction.record': 'site',
    'appeal.read': 'site',
    'appeal.decide': 'site',
    'commission.place': 'site',
    'commission.read': 'site',
    'finding.record': 'site',
    'finding.confirm': 'site',
    'rectification.manage': 'site',
    'person.manage': 'site',
    'person.appoint': 'site',
    'person.read': 'site',
    'history.read': 'site',
    'file.keep': 'site',
    'inspection.write': 'site',
    'inspection.confirm': 'site',
    'wording.keep': 'site',
    'wording.answer': 'site',
  },
  'disclosure-clerk': { ...readsAll, 'submission.read': 'site' },
  'disclosure-head': { ...readsAll, 'submission.read': 'site' },
  'system-administrator': {
    'site.set-up': 'platform',
    'site.configure': 'platform',
    'site.read': 'platform',
    'person.manage': 'platform',
    'person.appoint': 'platform',
    'person.read': 'platform',
    'platform.configure': 'platform',
    'message.retry': 'platform',
    'platform.backup': 'platform',
    'platform.restore': 'platform',
    'key.rotate': 'platform',
  },
  'security-administrator': {
    'site.read': 'platform',
    'person.manage': 'platform',
    'person.appoint': 'platform',
    'platform.configure': 'platform',
    'message.retry': 'platform',
    'person.read': 'platform',
    'token.manage': 'platform',
  },
  auditor: {
    'site.read': 'platform',
    'fact.read': 'platform',
    'bulletin.read': 'platform',
    'submission.read': 'platform',
    'appeal.read': 'platform',
    'letter.read': 'platform',
    'commission.read': 'platform',
    'inspection.read': 'platform',
    'person.read': 'platform',
    'history.read': 'platform',
  },
  leader: { ...readsAll, 'submission.read': 'site', 'commission.read': 'site' },
  client: { ...readsAll, 'fact.import': 'site', 'submission.read': 'site', 'published.import': 'site', 'file.keep': 'site' },
  program: {
    'document.attach': 'platform',
    'publication.deliver': 'platform',
    'rectification.mark-overdue': 'platform',
    'commission.keep': 'platform',
    'message.deliver': 'platform',
    'history.seal': 'platform',
    'search.index': 'platform',
    'link.check': 'platform',
    'wording.learn': 'platform',
    'platform.tidy': 'platform',
    'submission.read': 'platform',
    'inspection.read': 'platform',
    'fact.read': 'platform',
    'administrator.offer': 'platform',
  },
  member: { 'account.keep': 'self', 'expert.read': 'self' },
  visitor: { 'session.start': 'self', 'password.set-with-code': 'self', 'administrator.claim': 'self', 'expert.read': 'self' },
};

/** Roles with which something is reached in the units below one's own. */
export const rolesBelow: readonly HeldRole[] = heldRoles.filter((role) => Object.values(grants[role]).includes('unit-and-below'));

/** One role held by someone. */
export interface RoleGrant {
  readonly role: Role;
  /** Without one: on the whole platform. */
  readonly site?: string;
  readonly unit?: number;
  /** The unit and all below it; given where `unit` is. */
  readonly below?: readonly number[];
  /** The unit and those that were merged into it, where there are such. */
  readonly merged?: readonly number[];
}

/** Someone who acts: a person signed in, a program with a token, or the operator at the server's own terminal. */
export interface Actor {
  /** As history records it. */
  readonly name: string;
  /** Absent for the terminal, the program and visitors. */
  readonly person?: number;
  /** The session it acts in, where it signed in. */
  readonly session?: number;
  readonly grants: readonly RoleGrant[];
  /** Where given (a token), nothing else is open, whatever the roles say. */
  readonly only?: readonly Capability[];
}

/** Whoever holds the data folder at the server's own terminal holds every role there. */
export const terminalActor: Actor = { name: '终端', grants: roles.map((role) => ({ role })) };

/** The program itself, at its own times. */
export const programActor: Actor = { name: '系统', grants: [{ role: 'program' }] };

/** Whoever has not signed in. */
export const visitorActor: Actor = { name: '访客', grants: [{ role: 'visitor' }] };

/** What a thing says about itself, so that reach can be decided. */
export interface Placed {
  readonly site?: string;
  /** The unit it belongs to, and those it is shared with. */
  readonly units?: readonly number[];
  /** The person who wrote it. */
  readonly author?: number;
  /** Where given, only these persons reach it, within their own reach. */
  readonly people?: readonly number[];
  /** A draft that was never sent: its unit's own, so that no reach over all of the site includes it. */
  readonly unsent?: boolean;
}

/** What a capability reaches in one site: everything, or things of these units, or things this person wrote. */
export interface SiteReach {
  readonly all: boolean;
  /** Drafts that were never sent are among all: at the terminal, which holds the units' own roles everywhere. */
  readonly allUnsent: boolean;
  readonly units: readonly number[];
  /** What the person wrote for these units. */
  readonly ownIn: readonly number[];
}

const reachesNothing: SiteReach = { all: false, allUnsent: false, units: [], ownIn: [] };

/** An actor does not change, and lists ask the same of every row. Sites are named by whoever asks, so not all are kept. */
const MOST_KNOWN = 500;
const knownReaches = new WeakMap<Actor, Map<string, SiteReach>>();

/** The reach of an actor's capability within a site. */
export function reachIn(actor: Actor, capability: Capability, site: string): SiteReach {
  const known = knownReaches.get(actor) ?? new Map<string, SiteReach>();
  const key = `${capability} ${site}`;
  const reach = known.get(key) ?? reckonReach(actor, capability, site);
  if (known.size === 0) knownReaches.set(actor, known);
  else if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, reach);
  return reach;
}

function reckonReach(actor: Actor, capability: Capability, site: string): SiteReach {
  if (actor.only && !actor.only.includes(capability)) return reachesNothing;
  const units = new Set<number>();
  const ownIn = new Set<number>();
  let [all, allUnsent] = [false, false];
  for (const grant of actor.grants) {
    if (grant.site !== undefined && grant.site !== site) continue;
    const reach = grants[grant.role][capability];
    if (reach === undefined || reach === 'self') continue;
    if (reach === 'platform' || reach === 'site') {
      all ||= reach === 'site' || grant.site === undefined;
      continue;
    }
    if (grant.site === undefined) [all, allUnsent] = [true, true];
    if (grant.unit === undefined) continue;
    const { merged = [grant.unit], below = merged } = grant;
    const reached = reach === 'own' ? ownIn : units;
    for (const unit of reach === 'unit-and-below' ? below : merged) reached.add(unit);
  }
  return { all, allUnsent, units: [...units], ownIn: [...ownIn] };
}

/** The sites in which an actor's capability reaches anything: all, or those named. */
export function reachOf(actor: Actor, capability: Capability): 'all' | readonly string[] {
  if (actor.only && !actor.only.includes(capability)) return [];
  const sites = new Set<string>();
  for (const { role, site } of actor.grants) {
    const reach = grants[role][capability];
    if (reach === undefined || reach === 'self') continue;
    if (site === undefined) return 'all';
    if (reach !== 'platform') sites.add(site);
  }
  return [...sites];
}

/** Is this a capability over one's own account, and does the actor have it? */
const reachesSelf = (actor: Actor, capability: Capability): boolean =>
  (!actor.only || actor.only.includes(capability)) && actor.grants.some(({ role }) => grants[role][capability] === 'self');

/** May this actor do this to this thing? Without a site: to the whole platform, or to the own account. */
export function may(actor: Actor, capability: Capability, thing: Placed = {}): boolean {
  const { site, units = [], author, people, unsent = false } = thing;
  if (site === undefined) return reachOf(actor, capability) === 'all' || reachesSelf(actor, capability);
  if (people && !(actor.person !== undefined && people.includes(actor.person))) return false;
  const reach = reachIn(actor, capability, site);
  if (unsent ? reach.allUnsent : reach.all) return true;
  if (units.some((unit) => reach.units.includes(unit))) return true;
  return author !== undefined && author === actor.person && units.some((unit) => reach.ownIn.includes(unit));
}

/** Does the capability reach anything in this site (or, without one, the platform or the own account)? Asked before anything is loaded. */
export function mayIn(actor: Actor, capability: Capability, site: string | undefined): boolean {
  const reach = reachOf(actor, capability);
  return reach === 'all' || (site === undefined ? reachesSelf(actor, capability) : reach.includes(site));
}

/** Every capability that reaches anything in the site: what the browser offers. */
export const capabilitiesIn = (actor: Actor, site: string): readonly Capability[] =>
  capabilities.filter((capability) => mayIn(actor, capability, site));

const separated: readonly Role[] = ['system-administrator', 'security-administrator', 'auditor'];

/**
 * What 三员分立 (GB/T 22239 level 3: system, security and audit administrators apart) says against a person's roles:
 * none may hold two of the three, and none of them a business role.
 */
export function separationFindings(held: readonly Role[]): readonly string[] {
  const three = separated.filter((role) => held.includes(role));
  if (three.length === 0) return [];
  const business = [...new Set(held)].filter((role) => !separated.includes(role));
  const found: string[] = [];
  if (three.length > 1) found.push(`三员分立：${three.map((role) => roleNames[role]).join('、')}不能由同一人担任`);
  if (business.length > 0)
    found.push(`三员分立：${three.map((role) => roleNames[role]).join('、')}不能兼任${business.map((role) => roleNames[role]).join('、')}`);
  return found;
}
