/**
 * Who may appoint whom, and who keeps whose account. Three powers: the operator at the terminal, the administrators of the platform, the
 * head of a site's office for the people of that site. With 三员分立 the system administrator keeps accounts and the security
 * administrator gives roles; until there is a security administrator, the system administrator may appoint the first.
 */
import { dayFrom } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import { type Actor, type HeldRole, roleNames, rolePlaces, separationFindings, terminalActor } from '../permission.ts';

/** What the head of a site's office gives to the people of the site. */
export const rolesOfHead: readonly HeldRole[] = ['contributor', 'reviewer', 'editor', 'disclosure-clerk', 'leader'];

const separated: readonly HeldRole[] = ['system-administrator', 'security-administrator', 'auditor'];

/** A role somebody holds, today or later. */
export interface RoleHeld {
  readonly role: HeldRole;
  readonly site: string | null;
}

/** What the rules ask about the platform. */
export interface PowersSituation {
  /** 三员分立 is switched on. */
  readonly separation: boolean;
  /** Ids of active persons who hold these roles today. */
  readonly systemAdministrators: readonly number[];
  readonly securityAdministrators: readonly number[];
}

/** Whom it is about. */
export interface PersonRoles {
  readonly id: number;
  readonly held: readonly RoleHeld[];
}

const holds = (actor: Actor, role: HeldRole, site?: string | null): boolean =>
  actor.grants.some((grant) => grant.role === role && (rolePlaces[role] === 'platform' ? grant.site === undefined : grant.site === site));

/** Findings of level error that keep the actor from giving (or taking back) a role; empty where it may be done. */
export function powerFindings(actor: Actor, person: PersonRoles, asked: RoleHeld, situation: PowersSituation): Finding[] {
  if (actor === terminalActor) return [];
  const self = actor.person === person.id;
  const { role, site } = asked;
  if (holds(actor, 'security-administrator')) return self ? [problem('self-appointment', '不能给自己任免角色')] : [];
  if (holds(actor, 'system-administrator')) {
    if (!situation.separation) return [];
    const first = role === 'security-administrator' && situation.securityAdministrators.length === 0 && !self;
    if (first) return [];
    return [problem('separation', '已启用三员分立：角色由安全管理员任免；还没有安全管理员时，系统管理员只能任命第一位安全管理员')];
  }
  if (site !== null && holds(actor, 'head', site)) {
    if (self) return [problem('self-appointment', '不能给自己任免角色')];
    if (rolesOfHead.includes(role)) return [];
    return [problem('beyond-power', `签发人可以任免本网站的${namesOf(rolesOfHead)}；${roleNames[role]}由管理员任免`, 'role')];
  }
  return [problem('beyond-power', '您没有任免这个角色的权限', 'role')];
}

/** Findings that keep a person from holding one more role: 三员分立, where it is switched on. */
export const holdingFindings = (held: readonly RoleHeld[], more: HeldRole, situation: PowersSituation): Finding[] =>
  situation.separation
    ? separationFindings([...held.map(({ role }) => role), more]).map((message) => problem('separation', message, 'role'))
    : [];

/** Findings that keep a role from being taken back, or its holder from leaving: the platform would be left without an administrator. */
export function lastFindings(actor: Actor, person: PersonRoles, roles: readonly HeldRole[], situation: PowersSituation): Finding[] {
  if (actor === terminalActor) return [];
  const last = roles.includes('system-administrator') && situation.systemAdministrators.every((id) => id === person.id);
  return last && situation.systemAdministrators.length > 0 ? [problem('last-administrator', '这是最后一位系统管理员：请先任命另一位')] : [];
}

/**
 * Findings that keep the actor from keeping this account: editing it, giving it a new password, handing it over, closing it. Who keeps
 * an account can get into it, so nobody keeps one that reaches further than his own.
 */
export function keepingFindings(actor: Actor, person: PersonRoles, situation: PowersSituation): Finding[] {
  if (actor === terminalActor) return [];
  const three = person.held.some(({ role }) => separated.includes(role));
  if (holds(actor, 'system-administrator'))
    return situation.separation && three && person.id !== actor.person
      ? [problem('separation', '已启用三员分立：三类管理员的账号由安全管理员管理')]
      : [];
  if (holds(actor, 'security-administrator'))
    return three ? [] : [problem('separation', '安全管理员只管理三类管理员的账号，其他账号由系统管理员或签发人管理')];
  const beyond = person.held.filter(({ role, site }) => site === null || !holds(actor, 'head', site) || !rolesOfHead.includes(role));
  if (person.held.length === 0) return [problem('beyond-power', '这个人在本网站没有角色，账号由系统管理员管理')];
  return beyond.length > 0 ? [problem('beyond-power', '这个人还有本网站以外的角色，或者是负责人、管理员，账号由系统管理员管理')] : [];
}

/**
 * Findings that keep the actor from closing this account. Whoever keeps it closes it; and where nothing is held any more (handed over,
 * taken back, over) so does the head who could take the last of it away: closing lets nobody in. `ended` are the roles that ended last.
 */
export function leavingFindings(
  actor: Actor,
  person: PersonRoles & { readonly ended: readonly RoleHeld[] },
  situation: PowersSituation,
): Finding[] {
  const { id, held, ended } = person;
  if (actor.person === id) return [problem('own-account', '不能停用自己的账号')];
  const findings = keepingFindings(actor, person, situation);
  const theirs = held.length === 0 && ended.length > 0;
  const finishes = theirs && ended.every(({ role, site }) => site !== null && holds(actor, 'head', site) && rolesOfHead.includes(role));
  return finishes && !holds(actor, 'security-administrator') ? [] : findings;
}

/** Findings that keep the actor from making an account with these first roles. */
export function invitingFindings(actor: Actor, roles: readonly RoleHeld[], situation: PowersSituation): Finding[] {
  if (actor === terminalActor || holds(actor, 'system-administrator')) return [];
  if (holds(actor, 'security-administrator') && situation.separation)
    return [problem('separation', '已启用三员分立：账号由系统管理员建立，安全管理员只任免角色')];
  return roles.length === 0 && !holds(actor, 'security-administrator')
    ? [problem('no-role', '请同时写明这个人在本网站的角色', 'roles')]
    : [];
}

/** Findings against changed settings: who switches 三员分立 off again, and who settles the rest while it is on. */
export function settlingFindings(actor: Actor, before: boolean): Finding[] {
  if (actor === terminalActor || !before || holds(actor, 'security-administrator')) return [];
  return [problem('separation', '已启用三员分立：账号和口令的规则由安全管理员修改')];
}

/** What is wrong with a role's place; the place itself is looked up elsewhere. */
export function placeFindings(role: HeldRole, site: string | undefined, unit: number | undefined): Finding[] {
  const place = rolePlaces[role];
  const given = unit !== undefined ? 'unit' : site !== undefined ? 'site' : 'platform';
  // A unit is one of a site: without the site it says nothing.
  if (place === given && (unit === undefined || site !== undefined)) return [];
  const says = { unit: '要写明网站和单位', site: '要写明网站，不写单位', platform: '属于整个平台，不写网站和单位' };
  return [problem('wrong-place', `${roleNames[role]}${says[place]}`, 'role')];
}

/** Findings against the days of an appointment: local days as `YYYY-MM-DD`. */
export function daysFindings(from: string | undefined, to: string | undefined, where = ''): Finding[] {
  const given = [from, to].filter((day) => day !== undefined);
  const missing = given.filter((day) => dayFrom(day) === undefined);
  if (missing.length > 0) return missing.map((day) => problem('bad-date', `没有“${day}”这一天`, `${where}${day === from ? 'from' : 'to'}`));
  return from !== undefined && to !== undefined && from > to
    ? [problem('days-turned', `起日 ${from} 在止日 ${to} 之后`, `${where}to`)]
    : [];
}

const namesOf = (some: readonly HeldRole[]): string => some.map((role) => roleNames[role]).join('、');
