/** How every page looks: light and dark by the reader's own setting, and plain on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --card: #f6f7f9; --ink: #16191d; --soft: #5b6470; --line: #d9dde3;
  --good: #14713d; --bad: #b3261e; --warn: #8a5300; --good-bg: #e6f4ea; --bad-bg: #fce8e6; --warn-bg: #fff3dc;
  --s1: #2463c5; --s2: #c4500a; --s3: #0d8060; --s4: #8638c0; --s5: #a67800; --s6: #c0266a; --s7: #0d7490; --s8: #66707c;
  --b1: #0b3a86; --b2: #2463c5; --b3: #6f9fe8; --b4: #b3cbf2;
  --heat: 36, 99, 197; --mark: rgba(179, 38, 30, 0.13);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --card: #1c2026; --ink: #e6e9ed; --soft: #9aa4b1; --line: #333a44;
    --good: #6fd394; --bad: #ff8a80; --warn: #f5bd5c; --good-bg: #16301f; --bad-bg: #3a1b19; --warn-bg: #352810;
    --s1: #6ea2f5; --s2: #f59052; --s3: #45c79f; --s4: #c48df0; --s5: #dcb243; --s6: #f17cae; --s7: #55bcd8; --s8: #9aa4b1;
    --b1: #cfe0ff; --b2: #8fb8fb; --b3: #4f84d8; --b4: #2f5597;
    --heat: 110, 162, 245; --mark: rgba(255, 138, 128, 0.18);
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 20px 64px; max-width: 1180px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 24px; margin: 0 0 2px; } h2 { font-size: 19px; margin: 40px 0 10px; padding-top: 14px; border-top: 1px solid var(--line); }
h3 { font-size: 15px; margin: 18px 0 0; } figure h3 { margin: 0; } h3 small, .soft { color: var(--soft); font-weight: 400; font-size: 13px; }
p { margin: 6px 0; } code, pre { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre, code { overflow-wrap: anywhere; white-space: pre-wrap; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 10px; margin: 14px 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
.tile b { display: block; font-size: 19px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tile.good { background: var(--good-bg); border-color: var(--good); } .tile.good b, .good-ink { color: var(--good); }
.tile.bad { background: var(--bad-bg); border-color: var(--bad); } .tile.bad b, .bad-ink { color: var(--bad); }
.tile.warn { background: var(--warn-bg); border-color: var(--warn); } .tile.warn b, .warn-ink { color: var(--warn); }
.note { background: var(--warn-bg); border-left: 4px solid var(--warn); padding: 6px 12px; margin: 8px 0; border-radius: 0 6px 6px 0; }
.violation { background: var(--bad-bg); border-left: 4px solid var(--bad); padding: 8px 12px; margin: 8px 0; border-radius: 0 6px 6px 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 520px), 1fr)); gap: 16px; }
figure { margin: 0; padding: 12px 14px 8px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
figure.wide { grid-column: 1 / -1; }
figure svg { display: block; width: 100%; height: auto; margin: 4px 0; }
svg text { fill: var(--soft); font: 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
svg .grid { stroke: var(--line); stroke-width: 1; } svg .axis { stroke: var(--soft); stroke-width: 1; }
svg .mark { fill: var(--mark); } svg .mark-label { fill: var(--bad); font-size: 10px; }
svg .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; } svg .dash { stroke-dasharray: 5 4; } svg .area { stroke: none; opacity: 0.28; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 4px 0 0; padding: 0; list-style: none; font-size: 13px; }
.legend svg { display: inline-block; width: 22px; height: 10px; margin: 0 6px 0 0; vertical-align: middle; }
details { margin: 6px 0; } summary { cursor: pointer; color: var(--soft); font-size: 13px; }
.across { overflow-x: auto; }
.scroll { overflow-x: auto; max-height: 420px; overflow-y: auto; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; margin: 6px 0; }
th, td { padding: 3px 12px 3px 0; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; }
th:first-child, td:first-child, .left th, .left td { text-align: left; } th { color: var(--soft); font-weight: 600; }
.zoom { margin: 4px 0; } .zoom-on > svg, .zoom-on > .legend { display: none; }
.u-legend { color: var(--ink); font-size: 13px; text-align: left !important; } .u-legend th { color: var(--ink); font-weight: 400 !important; padding: 2px 0; border: 0; }
.u-legend td { border: 0; padding: 2px 10px 2px 0; min-width: 52px; } .u-legend tr { border: 0; } .u-select { background: rgba(128, 128, 128, 0.25) !important; }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb;
    --good: #14713d; --bad: #b3261e; --warn: #8a5300; --good-bg: #fff; --bad-bg: #fff; --warn-bg: #fff;
    --s1: #2463c5; --s2: #c4500a; --s3: #0d8060; --s4: #8638c0; --s5: #a67800; --s6: #c0266a; --s7: #0d7490; --s8: #66707c;
    --b1: #0b3a86; --b2: #2463c5; --b3: #6f9fe8; --b4: #b3cbf2; --heat: 36, 99, 197; --mark: rgba(179, 38, 30, 0.13); }
  body { max-width: none; padding: 0; } figure, .tile, .violation, .note { break-inside: avoid; }
  .zoom { display: none; } .zoom-on > svg { display: block; } .zoom-on > .legend { display: flex; } .across { overflow: visible; } .scroll { max-height: none; overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
