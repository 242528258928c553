/** Of the page; light or dark as the reader's system is. No fonts or images from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1a2230; --soft: #566173; --faint: #dfe3ea;
  --main: #2b62c9; --second: #d2541b; --third: #14866d; --fourth: #8b46c1; --good: #dcefe6; --warn: #fff3d6; }
@media (prefers-color-scheme: dark) { :root { --page: #12161d; --card: #1b212b; --text: #e6eaf1; --soft: #a0abbc;
  --faint: #323b49; --main: #7aa7ff; --second: #ff9a62; --third: #4fc9a9; --fourth: #c493f2; --good: #1d3a30; --warn: #443614; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main, header, footer { max-width: 1080px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 40px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3em; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.2em 0 .7em; overflow-wrap: anywhere; }
h3 { font-size: .98rem; margin: 0 0 .5em; font-weight: 600; overflow-wrap: anywhere; }
p { margin: .5em 0; max-width: 75ch; }
.soft, figcaption { color: var(--soft); }
figcaption { font-size: .82rem; margin-top: .5em; line-height: 1.4; }
nav { margin: 1em 0 0; display: flex; flex-wrap: wrap; gap: .3em 1.2em; font-size: .92rem; }
a { color: var(--main); text-underline-offset: .15em; overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 16px; margin-top: 26px; }
.card, figure, .panel { background: var(--card); border: 1px solid var(--faint); border-radius: 12px; padding: 16px 18px; margin: 0; }
.card .value { font-size: 2.2rem; font-weight: 650; line-height: 1.15; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.card .unit { font-size: .9rem; color: var(--soft); font-weight: 400; letter-spacing: 0; }
.card p { font-size: .9rem; margin: .35em 0 0; }
.notice { background: var(--warn); border-radius: 10px; padding: 10px 14px; margin: 18px 0 0; max-width: none; }
.figures { columns: 420px 2; column-gap: 16px; }
.figures figure { break-inside: avoid; margin-bottom: 16px; }
.figures.three { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 310px), 1fr)); gap: 16px; align-items: start; }
.figures.three figure { margin: 0; }
.panel + .figures, .figures + .panel, .panel + .panel { margin-top: 16px; }
header p { max-width: none; }
.panel > p { font-size: .88rem; }
.chart { display: block; width: 100%; max-width: 560px; height: auto; margin: 0 auto; overflow: visible; }
.wide .chart { max-width: none; }
.wide { margin-bottom: 16px; }
.over { margin-top: 1.6em; }
.chart text { white-space: pre; }
.panel { min-width: 0; }
.scroll { overflow-x: auto; margin: 0 -18px; padding: 0 18px;
  /* A shadow at each side where more is: the covers move with the table, the shadows stay. */
  background: linear-gradient(90deg, var(--card) 40%, transparent) local 0 / 40px 100% no-repeat,
    linear-gradient(270deg, var(--card) 40%, transparent) local 100% / 40px 100% no-repeat,
    linear-gradient(90deg, #0003, transparent) scroll 0 / 14px 100% no-repeat,
    linear-gradient(270deg, #0003, transparent) scroll 100% / 14px 100% no-repeat, var(--card); }
.scroll:focus-visible { outline: 2px solid var(--main); }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .42em 1em .42em 0; border-bottom: 1px solid var(--faint); vertical-align: top; white-space: nowrap; }
th { font-weight: 600; white-space: nowrap; color: var(--soft); }
td.number, th.number { text-align: right; white-space: nowrap; }
td.id { white-space: normal; overflow-wrap: anywhere; min-width: 9em; max-width: 22em; }
tr:last-child td { border-bottom: 0; }
tr.own td { background: var(--good); font-weight: 600; }
tr.own td:first-child { border-radius: 6px 0 0 6px; padding-left: .6em; }
dl { display: grid; grid-template-columns: minmax(7em, auto) 1fr; gap: .3em 1.2em; margin: 0; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
code, pre { font: .85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { overflow-x: auto; margin: .6em 0 0; max-height: 30em; }
summary { cursor: pointer; font-weight: 600; }
details > :not(summary) { margin-top: .8em; }
.scroll + details { margin-top: 1em; }
footer { padding-top: 30px; padding-bottom: 50px; font-size: .85rem; color: var(--soft); }
@media (max-width: 560px) { main, header, footer { padding-left: 12px; padding-right: 12px; } h1 { font-size: 1.5rem; }
  th, td { padding-right: .6em; } td.id { min-width: 5em; }
  .card, figure, .panel { padding: 12px; } .scroll { margin: 0 -12px; padding: 0 12px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5em; } }
@media print { body { background: #fff; } figure, .card, .panel { break-inside: avoid; } }
`;
