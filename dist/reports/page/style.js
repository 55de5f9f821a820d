/** How every page looks: light and dark by the reader's own setting, and plain on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --card: #f6f7f9; --ink: #16191d; --soft: #5b6470; --line: #d9dde3;
  --good: #14713d; --bad: #b3261e; --warn: #8a5300; --good-bg: #e6f4ea; --bad-bg: #fce8e6; --warn-bg: #fff3dc;
  --s1: #2463c5; --s2: #c4500a; --s3: #0d8060; --s4: #8638c0; --s5: #a67800; --s6: #c0266a; --s7: #0d7490; --s8: #66707c;
  --b1: #0b3a86; --b2: #2463c5; --b3: #6f9fe8; --b4: #b3cbf2;
  --veil: color-mix(in srgb, var(--card) 70%, transparent); --halo: 0 0 2px var(--card), 0 0 2px var(--card), 0 0 3px var(--card), 0 0 3px var(--card); --heat: #2463c5; --mark: rgba(166, 96, 0, 0.17); --mark-ink: #7a4a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --card: #1c2026; --ink: #e6e9ed; --soft: #9aa4b1; --line: #333a44;
    --good: #6fd394; --bad: #ff8a80; --warn: #f5bd5c; --good-bg: #16301f; --bad-bg: #3a1b19; --warn-bg: #352810;
    --s1: #6ea2f5; --s2: #f59052; --s3: #45c79f; --s4: #c48df0; --s5: #dcb243; --s6: #f17cae; --s7: #55bcd8; --s8: #9aa4b1;
    --b1: #cfe0ff; --b2: #8fb8fb; --b3: #4f84d8; --b4: #2f5597;
    --heat: #6ea2f5; --mark: rgba(245, 189, 92, 0.2); --mark-ink: #f5cf8a;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 20px 64px; max-width: 1180px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 24px; margin: 0 0 2px; } h2 { font-size: 19px; margin: 40px 0 10px; padding-top: 14px; border-top: 1px solid var(--line); }
h3 { font-size: 15px; margin: 18px 0 0; } figure h3 { margin: 0; } h3 small, .soft { color: var(--soft); font-weight: 400; font-size: 13px; }
h2 a { color: inherit; text-decoration: none; } h2 a:hover { text-decoration: underline; } section { scroll-margin-top: 12px; } header + section h2 { margin-top: 22px; }
p { margin: 6px 0; } code, pre { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre, code { overflow-wrap: anywhere; white-space: pre-wrap; }
p.verdict { font-size: 17px; line-height: 1.4; margin: 12px 0 8px; padding: 10px 14px; border-radius: 8px; border: 1px solid var(--line); overflow-wrap: anywhere; }
p.verdict.good { background: var(--good-bg); border-color: var(--good); } p.verdict.bad { background: var(--bad-bg); border-color: var(--bad); } p.verdict.warn { background: var(--warn-bg); border-color: var(--warn); }
p.verdict.good b { color: var(--good); } p.verdict.bad b { color: var(--bad); } p.verdict.warn b { color: var(--warn); }
p.advice::before { content: "→ "; } section ul { margin: 4px 0; padding-left: 20px; } section ul.legend, .legend ul { padding: 0; }
.contents { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 10px 0 0; font-size: 14px; } .contents a { color: var(--s1); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 0 32px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(136px, 1fr)); gap: 10px; margin: 14px 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
.tile small { color: var(--soft); font-size: 12px; overflow-wrap: anywhere; } .tile b { display: block; font-size: 19px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tile.good { background: var(--good-bg); border-color: var(--good); } .tile.good b, .good-ink { color: var(--good); }
.tile.bad { background: var(--bad-bg); border-color: var(--bad); } .tile.bad b, .bad-ink { color: var(--bad); }
.tile.warn { background: var(--warn-bg); border-color: var(--warn); } .tile.warn b, .warn-ink { color: var(--warn); }
.note { background: var(--warn-bg); border-left: 4px solid var(--warn); padding: 6px 12px; margin: 8px 0; border-radius: 0 6px 6px 0; }
.violation { background: var(--bad-bg); border-left: 4px solid var(--bad); padding: 8px 12px; margin: 8px 0; border-radius: 0 6px 6px 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 520px), 1fr)); gap: 16px; align-items: start; }
figure { position: relative; margin: 0; padding: 12px 14px 8px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
figure.wide { grid-column: 1 / -1; }
.plot { position: relative; height: 208px; margin: 10px 22px 24px 46px; border-bottom: 1px solid var(--soft); font-size: 11px; line-height: 13px; color: var(--soft); touch-action: pan-y; }
.plot > * { position: absolute; pointer-events: none; white-space: nowrap; }
.plot > svg { inset: 0; width: 100%; height: 100%; overflow: visible; clip-path: inset(-4px 0); }
.plot .y { right: calc(100% + 6px); transform: translateY(50%); } .plot .x { top: calc(100% + 5px); transform: translateX(-50%); }
.plot .grid { left: 0; right: 0; border-top: 1px solid var(--line); }
.plot .mark { pointer-events: auto; top: 0; bottom: 0; min-width: 2px; background: var(--mark); }
.plot .mark-name { writing-mode: vertical-rl; color: var(--mark-ink); font-size: 10px; line-height: 12px; max-height: 100%; overflow: hidden; text-shadow: var(--halo); } .plot .top { top: 2px; } .plot .bottom { bottom: 2px; }
.plot .limit { left: 0; right: 0; border-top: 1.5px dashed var(--bad); }
.plot .limit-name { color: var(--bad); font-weight: 600; background: var(--veil); } .plot .above { margin-bottom: 2px; } .plot .below { transform: translateY(100%); margin-bottom: -3px; }
.plot .cross { top: 0; bottom: 0; border-left: 1px solid var(--ink); } .plot .band { top: 0; bottom: 0; background: rgba(128, 128, 128, 0.28); }
.plot:focus-visible { outline: 2px solid var(--s1); outline-offset: 3px; } .live .plot { cursor: crosshair; }
.x-label { text-align: center; margin: -4px 0 2px; font-size: 12px; line-height: 18px; min-height: 18px; color: var(--soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .x-label.at { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; } .dash { stroke-dasharray: 5 4; } .dot { stroke-width: 5; } .area { stroke: none; opacity: 0.28; } .cell { fill: var(--heat); }
.legend, .legend ul { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 2px 0 0; padding: 0; list-style: none; font-size: 13px; } .legend ul { margin: 0; gap: 2px 8px; }
.legend svg { display: inline-block; width: 22px; height: 10px; margin: 0 6px 0 0; vertical-align: middle; } .legend b { margin-right: 8px; font-weight: 600; } .legend .group { display: flex; } .legend .group b { min-width: 7em; }
.value { display: inline-block; margin-left: 6px; font-weight: 600; font-variant-numeric: tabular-nums; } .live .value { min-width: 5.2ch; } .legend [role=button] { cursor: pointer; } .legend [aria-pressed=false] { opacity: 0.4; text-decoration: line-through; }
.all { position: absolute; top: 10px; right: 12px; font: inherit; font-size: 12px; padding: 1px 8px; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; cursor: pointer; } [hidden] { display: none !important; }
details { margin: 6px 0; } summary { cursor: pointer; color: var(--soft); font-size: 13px; }
.across { overflow-x: auto; }
.scroll { overflow-x: auto; max-height: 420px; overflow-y: auto; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; margin: 6px 0; }
th, td { padding: 3px 12px 3px 0; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; }
.s1-ink { color: var(--s1); } .s2-ink { color: var(--s2); }
th:first-child, td:first-child, .left th, .left td { text-align: left; } .left td + td { overflow-wrap: anywhere; } .left td + td:last-child:not(.number) { min-width: 150px; } th { color: var(--soft); font-weight: 600; }
td.text { min-width: 17em; } .across td, .scroll code { overflow-wrap: normal; } td small { color: var(--soft); font-size: 12px; } td.name { min-width: 150px; } .left .number { text-align: right; }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb;
    --good: #14713d; --bad: #b3261e; --warn: #8a5300; --good-bg: #fff; --bad-bg: #fff; --warn-bg: #fff;
    --s1: #2463c5; --s2: #c4500a; --s3: #0d8060; --s4: #8638c0; --s5: #a67800; --s6: #c0266a; --s7: #0d7490; --s8: #66707c;
    --b1: #0b3a86; --b2: #2463c5; --b3: #6f9fe8; --b4: #b3cbf2; --heat: #2463c5; --mark: rgba(166, 96, 0, 0.17); --mark-ink: #7a4a00; }
  body { max-width: none; padding: 0; } figure, .tile, .violation, .note { break-inside: avoid; }
  .all, .contents { display: none; } .live .value { min-width: 0; } .across { overflow: visible; } .scroll { max-height: none; overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
