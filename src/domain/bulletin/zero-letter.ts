/** 零报送通知: the short letter to one unit that reported nothing in a period. */
import { dayFrom } from '../calendar/day.ts';
import { periodName, showDate, showPeriod } from '../display.ts';
import type { OfficialDocument } from '../document.ts';

export interface ZeroLetter {
  readonly unit: string;
  /** The office that signs. */
  readonly issuer: string;
  readonly period: { readonly from: string; readonly to: string };
  /** The last day on which the unit reported anything, YYYY-MM-DD. */
  readonly lastOn: string | null;
  readonly on: string;
}

export function zeroLetter({ unit, issuer, period: { from, to }, lastOn, on }: ZeroLetter): OfficialDocument {
  const period = { from: dayFrom(from) ?? 0, to: dayFrom(to) ?? 0 };
  const last = lastOn === null ? '此前也没有收到过你单位报送的信息。' : `你单位最近一次报送信息是${showDate(lastOn)}。`;
  const said = [
    `经统计，${showPeriod(period)}，你单位没有报送信息。${last}`,
    '请明确专人负责，及时报送本单位的工作信息；确实没有信息可报的，请书面说明情况。对本通知所列情况有异议的，请与我们联系核对。',
    '特此通知。',
  ];
  return {
    title: `关于${periodName(period)}未报送信息的通知`,
    addressees: unit,
    blocks: said.map((text) => ({ kind: 'paragraph', style: 'body', text })),
    attachments: [],
    issuers: [issuer],
    issuedOn: on,
  };
}
