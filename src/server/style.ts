/** The look of the pages: one blue, paper white, system fonts with Chinese first; official red only for what is taken away. */
export const style = `
:root {
  color-scheme: light;
  --ink: #1c2430; --muted: #55606e; --line: #d5dbe3; --faint: #f3f6fa; --blue: #174a8c; --deep: #103763; --red: #a61b1b; --amber: #7a4b00;
  --sans: "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif;
  --serif: "Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif;
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); font: 1rem/1.7 var(--sans); overflow-wrap: anywhere; }
a { color: var(--blue); text-decoration-color: #9db6d6; text-underline-offset: .2em; }
a:hover { text-decoration-color: currentcolor; text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid #e08a00; outline-offset: 2px; border-radius: 2px; }
.wide { max-width: 75rem; margin-inline: auto; padding-inline: clamp(1rem, 3vw, 2rem); }
.skip { position: absolute; left: -999rem; padding: .5rem 1rem; background: #fff; z-index: 9; }
.skip:focus { left: 1rem; top: .5rem; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.top { background: var(--deep); border-bottom: 3px solid #c8a45a; }
.brand { display: inline-flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; padding-block: .8rem; color: #fff; text-decoration: none; }
.brand b { font: 700 1.5rem/1.4 var(--serif); letter-spacing: .12em; }
.brand span { color: #c9d8ea; font-size: .875rem; }
.top > .wide { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1rem; }
.enter { padding-block: .8rem; color: #fff; }
.top :focus-visible { outline-color: #ffd479; }
.crumbs { padding-block: .7rem 0; font-size: .875rem; }
.crumbs ol { display: flex; flex-wrap: wrap; gap: 0 .4rem; margin: 0; padding: 0; list-style: none; color: var(--muted); }
.crumbs li + li::before { content: "›"; margin-right: .4rem; color: var(--muted); }
main { padding-block: .5rem 2.5rem; }
h1 { margin: 1rem 0 .75rem; font: 700 clamp(1.4rem, 1.1rem + 1.4vw, 1.9rem)/1.4 var(--serif); color: var(--deep); text-wrap: balance; }
h1 .sub { display: block; margin-top: .15rem; font: 400 1.0625rem/1.5 var(--sans); color: var(--muted); }
h2 { margin: 2.25rem 0 .75rem; padding-left: .65rem; border-left: 4px solid var(--blue); font-size: 1.1875rem; line-height: 1.5; }
h3 { margin: 0 0 .5rem; font-size: 1rem; }
h2 .count { margin-left: .75rem; font-size: .875rem; font-weight: 400; color: var(--muted); }
.lead { max-width: 44rem; }
.muted { color: var(--muted); }
.hint { margin: .5rem 0 0; color: var(--muted); font-size: .9375rem; }
.nowrap { white-space: nowrap; }
.minus { color: var(--red); }
code { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace, var(--sans); font-size: .9em; overflow-wrap: anywhere; }
.tag { display: inline-block; padding: 0 .5em; border: 1px solid #c9a25a; border-radius: 3px; background: #fff8e8; color: var(--amber); font-size: .8125rem; line-height: 1.6; white-space: nowrap; }
.tag.solid { border-color: #9db6d6; background: #eaf1fa; color: var(--deep); }
.button, button { display: inline-block; padding: .4rem 1rem; border: 1px solid var(--blue); border-radius: 4px; background: var(--blue); color: #fff; font: inherit; text-decoration: none; cursor: pointer; }
.button:hover, button:hover { background: var(--deep); }
.button.plain { background: #fff; color: var(--blue); }
.button.plain:hover { background: var(--faint); }
.button .muted { margin-left: .5rem; font-size: .8125rem; }
.status { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 1rem; padding: .6rem 1rem; border-left: 4px solid var(--blue); background: var(--faint); }
.status.open { border-left-color: #c9a25a; background: #fff8e8; }
.warning { padding: .6rem 1rem; border-left: 4px solid var(--red); background: #fdf1f0; }
.empty { margin: .75rem 0; padding: 1rem 1.25rem; border: 1px dashed #aab6c5; border-radius: 6px; background: var(--faint); }
.empty p { margin: .25rem 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.card { padding: 1rem 1.25rem; border: 1px solid var(--line); border-top: 3px solid var(--blue); border-radius: 4px; }
.card h2 { margin: 0 0 .25rem; padding: 0; border: 0; font-size: 1.125rem; }
.card p { margin: .25rem 0 0; }
.card p a { display: inline-block; }
.chips { display: flex; flex-wrap: wrap; gap: .4rem .5rem; margin: .4rem 0; padding: 0; list-style: none; }
.chips a { display: block; padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 1rem; background: #fff; text-decoration: none; }
.chips a:hover { border-color: var(--blue); background: var(--faint); }
.jump { margin: .75rem 0; }
.years { display: grid; gap: .75rem; }
.year { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 4px; }
.pick { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin-top: 1rem; }
.pick p { flex-basis: 100%; margin: 0; }
input { padding: .35rem .5rem; border: 1px solid #7b8796; border-radius: 4px; background: #fff; color: inherit; font: inherit; }
.sheet { margin: .75rem 0; }
.sheet.narrow { max-width: 52rem; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.5; font-variant-numeric: tabular-nums; }
caption { padding: .3rem 0; text-align: left; font-weight: 600; }
th, td { padding: .4rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; z-index: 1; background: #e6edf6; color: var(--deep); border-bottom: 2px solid var(--blue); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; }
tbody tr:nth-child(even) > * { background: #fafbfd; }
tbody tr:hover > * { background: #eef4fb; }
tbody tr:target > *, li:target { background: #fff3d6; }
tfoot th, tfoot td { border-top: 2px solid var(--blue); border-bottom: 0; background: #fff; font-weight: 400; }
.right { text-align: right; } .center { text-align: center; } .left { text-align: left; }
td.right, td.center { white-space: nowrap; }
td.right a, td.center a { display: inline-block; min-width: 2.25rem; margin: -.4rem -.75rem; padding: .4rem .75rem; }
.ranking { max-width: 60rem; }
.ranking th.left { min-width: 9rem; max-width: 22rem; }
.ranking thead th { max-width: 9rem; }
tr.strong > * { font-weight: 600; }
tr.chosen > * { background: #fff3d6 !important; }
.words { display: block; color: var(--muted); font-size: .875rem; }
.lines .about { min-width: 14rem; } .lines .said { color: var(--muted); font-size: .875rem; }
.areas { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); gap: 0 1.5rem; align-items: start; }
.totals { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr)); gap: .5rem; margin: 0; }
.totals div { padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 4px; }
.totals dt { color: var(--muted); font-size: .875rem; } .totals dd { margin: 0; font-size: 1.1875rem; font-variant-numeric: tabular-nums; }
.notes { padding-left: 1.5rem; } .notes li { max-width: 56rem; }
.neighbours { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 1rem; margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.bigfigure { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; margin: .5rem 0 1rem; }
.bigfigure strong { font: 700 2.25rem/1.2 var(--serif); color: var(--deep); font-variant-numeric: tabular-nums; }
.formula { padding: .6rem 1rem; background: var(--faint); }
.parts { display: flex; flex-wrap: wrap; gap: .75rem; margin: .75rem 0; padding: 0; list-style: none; }
.parts li > a, .parts li > span { color: inherit; }
.parts li { border: 1px solid var(--line); border-radius: 4px; }
.parts a { display: block; padding: .5rem 1rem; text-decoration: none; }
.parts a:hover { background: var(--faint); }
.parts span { display: block; color: var(--muted); font-size: .875rem; }
.parts strong { font-size: 1.375rem; color: var(--blue); font-variant-numeric: tabular-nums; text-decoration: underline; text-decoration-color: #9db6d6; text-underline-offset: .2em; }
.parts strong .minus { display: inline; color: var(--red); font-size: inherit; }
h1.plain { text-wrap: pretty; }
.steps { margin: .75rem 0; padding: 0; list-style: none; border-left: 2px solid var(--line); }
.steps > li { position: relative; padding: .25rem 0 .5rem 1.25rem; }
.steps > li::before { content: ""; position: absolute; left: -6px; top: .85rem; width: 10px; height: 10px; border-radius: 50%; background: var(--blue); }
.steps p { margin: 0; }
.steps time { margin-right: .5rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.details { margin: .1rem 0 0; padding: 0; list-style: none; font-size: .9375rem; }
.files { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
.paper { max-width: 52rem; padding: 1rem clamp(1rem, 4vw, 2.5rem); border: 1px solid var(--line); border-radius: 4px; background: #fffefb; font-family: var(--serif); }
.paper p { margin: .6rem 0; text-indent: 2em; text-align: justify; }
.paper .flush { text-indent: 0; } .paper h3 { margin: 1rem 0 .4rem; text-indent: 2em; } .paper .sign { text-indent: 0; text-align: right; }
.proof { margin: 0; }
.proof div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1rem; padding: .35rem 0; border-bottom: 1px solid var(--line); }
.proof dt { color: var(--muted); } .proof dd { margin: 0; }
.problems { padding: .75rem 1rem .75rem 2rem; border-left: 4px solid var(--red); background: #fdf1f0; }
pre { max-height: 30rem; overflow: auto; padding: 1rem; background: var(--faint); font-size: .8125rem; line-height: 1.5; white-space: pre-wrap; }
summary { cursor: pointer; color: var(--blue); }
.foot p { margin: 0; padding-top: 1rem; border-top: 1px solid var(--line); }
.foot { padding-block: 0 2rem; color: var(--muted); font-size: .875rem; }
@media (max-width: 48rem) {
  .sheet:has(.ranking) { max-height: 85vh; overflow: auto; margin-inline: -1rem; border-block: 1px solid var(--line); }
  .sheet:has(.ranking.small) { max-height: none; margin-inline: 0; border: 0; }
  .ranking { font-size: .875rem; min-width: 100%; }
  .ranking th, .ranking td { padding: .45rem .5rem; }
  td.right a, td.center a { margin: -.45rem -.5rem; padding: .45rem .5rem; }
  .ranking th.left { min-width: 7.5rem; max-width: 9rem; }
  .ranking:not(.small) th.left { position: sticky; left: 0; background: #fff; border-right: 1px solid var(--line); }
  .ranking:not(.small) thead th.left { z-index: 2; background: #e6edf6; }
  .ranking thead th { min-width: 5.25rem; }
  .ranking thead th.center { min-width: 3rem; }
  .cardlike, .cardlike tbody, .cardlike tfoot { display: block; }
  .cardlike thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cardlike tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .cardlike tbody tr > *, .cardlike tfoot td { display: grid; grid-template-columns: 5.5rem 1fr; padding: .1rem 0; border: 0; background: none; text-align: left; white-space: normal; }
  .cardlike td[data-label]::before, .cardlike th[data-label]::before { content: attr(data-label); color: var(--muted); font-size: .875rem; }
  .cardlike tfoot th { display: none; }
  .lines .about { min-width: 0; }
  .proof div { grid-template-columns: 1fr; }
}
@media print {
  .top, .crumbs, .foot, .skip, .neighbours, .jump, .pick, .hint, .button { display: none; }
  body { font-size: 10.5pt; } .wide { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  thead { display: table-header-group; } thead th { position: static; }
  tr, .totals div, .steps > li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .sheet, .sheet:has(.ranking) { max-height: none; overflow: visible; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** Three lines and a seal in a blue square. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#103763"/><path d="M7 9h18M7 16h12M7 23h8" stroke="#fff" stroke-width="3" stroke-linecap="round"/><circle cx="23" cy="22" r="4" fill="#c8a45a"/></svg>`;
