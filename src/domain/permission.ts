/**
 * Who may do what, as one table: role × capability → reach. `may` is the only question; `store/visible.ts` turns the same reach
 * into a condition on rows. That another person must act is a requirement of a step, not a role.
 */

export const roles = ['administrator', 'head', 'editor', 'auditor', 'clerk'] as const;
/** 系统管理员 · 签发人(办公室负责人) · 编辑 · 审计员 · the program itself, which files what it rendered. */
export type Role = (typeof roles)[number];

export const capabilities = [
  'site.set-up',
  'fact.import',
  'fact.read',
  'rulebook.adopt',
  'bulletin.draft',
  'bulletin.issue',
  'bulletin.read',
  'document.attach',
  'platform.backup',
  'platform.restore',
] as const;
export type Capability = (typeof capabilities)[number];

/** How far a capability goes: things of one site, or of all. */
export type Reach = 'site' | 'platform';

const grants: Readonly<Record<Role, Partial<Record<Capability, Reach>>>> = {
  administrator: { 'site.set-up': 'platform', 'platform.backup': 'platform', 'platform.restore': 'platform' },
  head: { 'fact.read': 'site', 'rulebook.adopt': 'site', 'bulletin.draft': 'site', 'bulletin.issue': 'site', 'bulletin.read': 'site' },
  editor: { 'fact.import': 'site', 'fact.read': 'site', 'rulebook.adopt': 'site', 'bulletin.draft': 'site', 'bulletin.read': 'site' },
  clerk: { 'document.attach': 'platform' },
  auditor: { 'fact.read': 'platform', 'bulletin.read': 'platform' },
};

/** Someone who acts: a person signed in, or the operator at the server's own terminal. */
export interface Actor {
  /** As history records it. */
  readonly name: string;
  readonly grants: readonly { readonly role: Role; readonly site?: string }[];
}

/** Whoever holds the data folder at the server's own terminal holds every role there. */
export const terminalActor: Actor = { name: '终端', grants: roles.map((role) => ({ role })) };

/** The sites an actor's capability reaches: all, or those named. */
export function reachOf(actor: Actor, capability: Capability): 'all' | readonly string[] {
  const sites: string[] = [];
  for (const { role, site } of actor.grants) {
    const reach = grants[role][capability];
    if (reach === 'platform' || (reach === 'site' && site === undefined)) return 'all';
    if (reach === 'site' && site !== undefined) sites.push(site);
  }
  return sites;
}

/** May this actor do this to a thing of this site (or, without one, of the whole platform)? */
export function may(actor: Actor, capability: Capability, site?: string): boolean {
  const reach = reachOf(actor, capability);
  return reach === 'all' || (site !== undefined && reach.includes(site));
}
