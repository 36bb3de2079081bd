/** `wording.switch-on`: what ships and was switched off speaks again. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { offKeyPattern } from '../domain/wording/entry.ts';
import { switchWording } from '../store/wording.ts';
import type { Action } from './action.ts';
import { siteSchema } from './submission-subject.ts';

export interface SwitchOnWording {
  readonly site: string;
  /** `list:word`, `protected:phrase`, `rule:id`. */
  readonly key: string;
}

export const switchOnWording: Action<SwitchOnWording, { readonly key: string }> = {
  name: 'wording.switch-on',
  says: '恢复一条停用的自带词语、固定表述或规则',
  needs: 'wording.keep',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'key'],
    properties: { site: siteSchema, key: { type: 'string', pattern: offKeyPattern, maxLength: 240, description: '应如 variants:词语' } },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, key }) {
    if (!(await switchWording(client, site, key, true, { person: actor.person, name: actor.name, now })))
      return refuse('conflict', [problem('unchanged', '这一条没有停用', 'key')]);
    await record({ thing: 'wording', thingId: key });
    return accept({ key });
  },
};
