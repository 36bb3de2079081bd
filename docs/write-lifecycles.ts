/** Writes docs/lifecycles.md from the lifecycles as data: `node docs/write-lifecycles.ts`. */
import { writeFileSync } from 'node:fs';
import {
  adoptionStateNames,
  adoptionStates,
  adoptionSteps,
  type ClaimRequirement,
  instructionStates,
  instructionSteps,
  publicationStateNames,
  publicationStates,
  publicationSteps,
} from '../src/domain/adoption/lifecycle.ts';
import { type AppealRequirement, appealStateNames, appealStates, appealSteps } from '../src/domain/appeal/lifecycle.ts';
import { bulletinStateNames, bulletinStates, bulletinStepNames, bulletinSteps } from '../src/domain/bulletin/lifecycle.ts';
import {
  type CommissionRequirement,
  commissionStateNames,
  commissionStates,
  commissionSteps,
  taskStateNames,
  taskStates,
  taskSteps,
} from '../src/domain/commission/lifecycle.ts';
import {
  foundStateNames,
  foundStates,
  foundSteps,
  type InspectionRequirement,
  inspectionStateNames,
  inspectionStates,
  inspectionSteps,
} from '../src/domain/inspection/lifecycle.ts';
import { messageStateNames, messageStates, messageSteps } from '../src/domain/notification/lifecycle.ts';
import { type Capability, type Reach, type Role, reachIn, reachOf, roleNames, roles } from '../src/domain/permission.ts';
import {
  type RectificationRequirement,
  rectificationStateNames,
  rectificationStates,
  rectificationSteps,
} from '../src/domain/rectification/lifecycle.ts';
import { type RescanRequirement, rescanStateNames, rescanStates, rescanSteps } from '../src/domain/rectification/rescan-lifecycle.ts';
import { type Requirement, stateNames, submissionStates, submissionSteps } from '../src/domain/submission/lifecycle.ts';
import { type RedactionRequirement, redactionStateNames, redactionStates, redactionSteps } from '../src/domain/submission/redaction.ts';
import { trainingStateNames, trainingStates, trainingSteps } from '../src/domain/wording/training.ts';

type AnyRequirement =
  | Requirement
  | ClaimRequirement
  | AppealRequirement
  | CommissionRequirement
  | RectificationRequirement
  | InspectionRequirement
  | RedactionRequirement
  | RescanRequirement
  | 'clean-figures';

/** What a step asks besides its state and who may take it: Chinese, English. */
const requirementWords: Readonly<Record<AnyRequirement, readonly [string, string]>> = {
  unissued: ['通报还没有签发', 'its bulletin was not issued'],
  issued: ['通报已经签发', 'its bulletin was issued'],
  once: ['只交一次', 'was not handed over before'],
  worded: ['是稿件里的错情（检查发现的问题在检查里认定）', 'about an item’s wording (what an inspection found is decided there)'],
  'not-author': ['不是作者本人', 'not the author'],
  'not-signed': ['没有签过这一稿', 'has not signed this text'],
  'not-adopter': ['不是决定采用的人（一人办公室可在设置里放开）', 'not who decided the adoption (lifted by a setting in an office of one)'],
  'not-urgent-publisher': ['不是紧急发布的人', 'not who published it urgently'],
  unclaimed: ['没有别人领办', 'nobody else works on it'],
  claimed: ['有人领办', 'somebody works on it'],
  'never-received': ['办公室没有收到过', 'the office never had it'],
  reason: ['写明理由', 'a reason'],
  clean: ['没有拦下这一步的检查结果', 'no finding that stops it'],
  'pending-ratification': ['紧急发布后还没有补签', 'published urgently, not yet approved'],
  'not-claimer': ['不是登记的人', 'not who recorded it'],
  'not-proposer': ['不是提出的人', 'not who proposed it'],
  'not-decider': ['不是原来决定的人', 'not who decided what is appealed against'],
  'not-raiser': ['不是提出的人', 'not who raised it'],
  settled: ['没有还没交稿的单位', 'no task is open any more'],
  'taken-in': ['约稿还在收稿', 'the commission takes answers'],
  'may-decline': ['约稿写明可以不承接', 'the commission lets units decline'],
  overdue: ['已过截止日期', 'its day has passed'],
  lapsed: ['过了网站设置的天数', 'as many days ago as the site lets pass'],
  linked: ['有关联的稿件', 'it has an item'],
  'not-finder': ['不是登记的人（整改的可由设置放开）', 'not who found it (for wording errors a setting lifts it)'],
  'not-confirmer': ['不是认定的人（设置可放开）', 'not who confirmed it (lifted by a setting)'],
  'unit-fault': ['错处在单位报送的稿子里', 'it stands in the text the unit submitted'],
  rectified: ['错处已经不在现在的稿子里', 'it no longer stands in the present text'],
  wording: ['不是个人信息（个人信息到“遮盖”办理）', 'not personal data (that is covered)'],
  'all-checked': ['对象都检查过', 'every subject was looked at'],
  'none-open': ['没有待核实的问题', 'nothing found waits for a second person'],
  'none-confirmed': ['没有核实过的问题', 'nothing found was confirmed'],
  'clean-figures': ['自行核对没有拦下的问题', 'its own verification finds nothing that stops it'],
};

const reachWords: Readonly<Record<Exclude<Reach, 'self'>, readonly [string, string]>> = {
  own: ['自己写的', 'own'],
  'own-unit': ['本单位', 'own unit'],
  'unit-and-below': ['本单位及下级', 'unit and below'],
  site: ['本网站', 'site'],
  platform: ['全平台', 'platform'],
};

/** How far a role's capability goes, found by asking what a holder of it reaches. */
function reachOfRole(role: Role, capability: Capability): Exclude<Reach, 'self'> | undefined {
  if (
    reachOf({ name: '', grants: [{ role }] }, capability) === 'all' &&
    reachOf({ name: '', grants: [{ role, site: 'a' }] }, capability).length === 0
  )
    return 'platform';
  const { all, units, ownIn } = reachIn({ name: '', person: 1, grants: [{ role, site: 'a', unit: 1, below: [1, 2] }] }, capability, 'a');
  if (all) return 'site';
  if (units.length > 0) return units.length > 1 ? 'unit-and-below' : 'own-unit';
  return ownIn.length > 0 ? 'own' : undefined;
}

function whoMay(capability: Capability): string {
  const held = roles.flatMap((role) => {
    const reach = reachOfRole(role, capability);
    return reach === undefined ? [] : [{ role, reach }];
  });
  return held.map(({ role, reach }) => `${roleNames[role]}（${reachWords[reach][0]}） ${role} (${reachWords[reach][1]})`).join('<br>');
}

interface Lifecycle {
  readonly title: string;
  readonly states: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  /** How it begins. */
  readonly starts: Readonly<Record<string, string>>;
  readonly steps: Readonly<
    Record<
      string,
      {
        readonly from: readonly string[];
        readonly to: string;
        readonly needs: Capability;
        readonly requires: readonly AnyRequirement[];
        readonly label?: string;
      }
    >
  >;
  readonly labels?: Readonly<Record<string, string>>;
}

const lifecycles: readonly Lifecycle[] = [
  {
    title: '报送件 · Submission',
    states: submissionStates,
    names: stateNames,
    starts: { draft: '起草', recorded: '导入' },
    steps: submissionSteps,
  },
  {
    title: '采用 · Adoption',
    states: adoptionStates,
    names: adoptionStateNames,
    starts: { decided: '本机关采用', claimed: '登记' },
    steps: adoptionSteps,
  },
  {
    title: '发布 · Publication',
    states: publicationStates,
    names: publicationStateNames,
    starts: { due: '签发' },
    steps: publicationSteps,
  },
  {
    title: '领导批示 · Instruction',
    states: instructionStates,
    names: adoptionStateNames,
    starts: { claimed: '登记' },
    steps: instructionSteps,
  },
  {
    title: '遮盖 · Redaction',
    states: redactionStates,
    names: redactionStateNames,
    starts: { proposed: '提出' },
    steps: redactionSteps,
  },
  {
    title: '申诉 · Appeal',
    states: appealStates,
    names: appealStateNames,
    starts: { raised: '提出' },
    steps: appealSteps,
  },
  {
    title: '约稿 · Commission',
    states: commissionStates,
    names: commissionStateNames,
    starts: { open: '约稿' },
    steps: commissionSteps,
  },
  {
    title: '约稿任务（一个单位） · Task of a commission',
    states: taskStates,
    names: taskStateNames,
    starts: { asked: '约稿' },
    steps: taskSteps,
  },
  {
    title: '错情和整改 · Wording error and rectification',
    states: rectificationStates,
    names: rectificationStateNames,
    starts: { found: '登记' },
    steps: rectificationSteps,
  },
  {
    title: '用语巡查查到的疑问 · Finding of a rescan',
    states: rescanStates,
    names: rescanStateNames,
    starts: { found: '查到' },
    steps: rescanSteps,
  },
  {
    title: '语言模型的训练 · Training of a language model',
    states: trainingStates,
    names: trainingStateNames,
    starts: { wanted: '要求训练' },
    steps: trainingSteps,
  },
  {
    title: '检查 · Inspection',
    states: inspectionStates,
    names: inspectionStateNames,
    starts: { planned: '新建', 'under-way': '导入清单' },
    steps: inspectionSteps,
  },
  {
    title: '检查发现的问题 · Inspection finding',
    states: foundStates,
    names: foundStateNames,
    starts: { found: '登记' },
    steps: foundSteps,
  },
  {
    title: '通报 · Bulletin',
    states: bulletinStates,
    names: bulletinStateNames,
    starts: { draft: '拟稿' },
    steps: bulletinSteps,
    labels: bulletinStepNames,
  },
  {
    title: '通知 · Message',
    states: messageStates,
    names: messageStateNames,
    starts: { due: '准备' },
    steps: messageSteps,
  },
];

/** Where a step leads, with what decides it where it leads to one of two. */
function targets(to: string): readonly { readonly state: string; readonly when: readonly [string, string] | undefined }[] {
  if (to === 'review')
    return [
      { state: 'in-review', when: ['签名未满', 'signatures missing'] },
      { state: 'submitted', when: ['签名已满', 'all signed'] },
    ];
  if (to === 'out')
    return [
      { state: 'scheduled', when: ['有频道', 'by a channel'] },
      { state: 'published', when: ['无频道', 'by hand'] },
    ];
  if (to === 'by-item')
    return [
      { state: 'sent', when: ['办公室已收到', 'the office has it'] },
      { state: 'drafting', when: ['还没有报送', 'not sent yet'] },
    ];
  return [{ state: to, when: undefined }];
}

/** Mermaid takes no hyphens in the name of a state. */
const nodeOf = (state: string): string => state.replaceAll('-', '_');

function diagram({ states, names, starts, steps, labels }: Lifecycle): string {
  const lines = [
    ...states.map((state) => `  state "${names[state]}" as ${nodeOf(state)}`),
    ...Object.entries(starts).map(([state, label]) => `  [*] --> ${nodeOf(state)} : ${label}`),
  ];
  for (const [name, { from, to, label }] of Object.entries(steps)) {
    if (to === 'stay') continue;
    for (const state of from)
      for (const target of targets(to))
        if (target.state !== state || to === 'review')
          lines.push(
            `  ${nodeOf(state)} --> ${nodeOf(target.state)} : ${label ?? labels?.[name] ?? name}${target.when ? `（${target.when[0]}）` : ''}`,
          );
  }
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

function table({ names, steps, labels }: Lifecycle): string {
  const said = (state: string): string => `${names[state]} ${state}`;
  const rows = Object.entries(steps).map(([name, { from, to, needs, requires, label }]) => {
    const leads =
      to === 'stay' ? '不变 stays' : targets(to).map(({ state, when }) => `${said(state)}${when ? `（${when[0]} ${when[1]}）` : ''}`);
    const asks = requires.map((one) => `${requirementWords[one][0]} ${requirementWords[one][1]}`);
    const cells = [
      `${label ?? labels?.[name] ?? ''} \`${name}\``,
      from.map(said).join('<br>'),
      Array.isArray(leads) ? leads.join('<br>') : leads,
      `\`${needs}\`<br>${whoMay(needs)}`,
      asks.length === 0 ? '—' : asks.join('<br>'),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| 步骤 step | 从 from | 到 to | 谁可以 who may | 条件 requires |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** The whole of docs/lifecycles.md. */
export function lifecyclesText(): string {
  const parts = lifecycles.map((one) => [`## ${one.title}`, diagram(one), table(one)].join('\n\n'));
  const head = [
    '# 各种东西的一生 · Lifecycles',
    '由程序里的数据生成，不要手改：`node docs/write-lifecycles.ts`。图里不画状态不变的步骤，它们在表里。终端上的操作员持有所有角色。',
    'Generated from the data that the guards, the buttons and history use; not to be edited by hand: `node docs/write-lifecycles.ts`.',
    'Steps that leave the state as it is stand only in the tables. The operator at the terminal holds every role.',
  ].join('\n\n');
  return `${[head, ...parts].join('\n\n')}\n`;
}

if (import.meta.main) writeFileSync(new URL('lifecycles.md', import.meta.url), lifecyclesText());
