import { createHash } from 'node:crypto';

/** How the page looks: light or dark as the reader's system is, and light on paper. */
const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1f;--faint:#55555f;--line:#c9c9d2;--band:#f4f4f7;--link:#1f4fbf;
--permanent:#b3261e;--eligible:#2f7d4f;--high:#b3261e;--medium:#8a5200;--low:#2b6cb0;--information:#666675;--day:#2b6cb0;--mark-ink:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#17171b;--ink:#ececf1;--faint:#b4b4c0;--line:#45454f;--band:#222228;--link:#9dbbff;
--permanent:#ff8a80;--eligible:#7fd6a2;--high:#ff8a80;--medium:#ffc46b;--low:#8ec5ff;--information:#b9b9c6;--day:#8ec5ff;--mark-ink:#17171b}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",sans-serif;overflow-wrap:anywhere}
header,nav,main,footer{max-width:76rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.8rem;line-height:1.2;margin:.2rem 0}
h2{font-size:1.35rem;margin:1.6rem 0 .6rem;padding-top:.6rem;border-top:2px solid var(--line)}
h3{font-size:1.05rem;margin:0}
a{color:var(--link)}
.product,.lines,.more,.figures small,footer{color:var(--faint)}
.product{margin:1.5rem 0 0}
.lines{list-style:none;display:flex;flex-wrap:wrap;gap:0 1.6rem;padding:0;margin:.4rem 0 0}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;margin:1rem 0 0}
nav a{display:inline-block;padding:.2rem 0}
summary{padding:.2rem 0}
.skip{position:absolute;left:-100rem;top:0;padding:.6rem 1rem;background:var(--paper);border:2px solid var(--link)}
.skip:focus{left:0;z-index:1}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
main:focus{outline:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.verdict{font-size:1.15rem;font-weight:600;margin:.6rem 0}
.gap{border-left:4px solid var(--medium);padding-left:.6rem;margin:.4rem 0}
.figures{margin:.8rem 0;display:grid;grid-template-columns:repeat(4,1fr);gap:.8rem}
.figures div{border:1px solid var(--line);border-radius:.5rem;padding:.7rem .9rem;display:flex;flex-direction:column}
.figures dt{order:2;line-height:1.3}
.figures dd{margin:0}
.figures .value{order:1;font-size:1.9rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
.figures .remark{order:3;color:var(--faint);font-size:.85rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.6rem;align-items:start}
.chart{margin:0;min-width:0}
figcaption{font-weight:600;margin-bottom:.4rem}
svg{display:block;width:100%;max-width:34rem;height:auto}
svg text{font:14px system-ui,"Segoe UI",sans-serif;fill:var(--ink)}
svg .label{fill:var(--faint);font-size:13px}
svg .end{text-anchor:end}
svg line{stroke:var(--line)}
svg rect{stroke-width:1.5}
.permanent{fill:var(--permanent);stroke:var(--permanent)}
.eligible{fill:none;stroke:var(--eligible);stroke-dasharray:4 2}
rect.high{fill:var(--high)}rect.medium{fill:var(--medium)}rect.low{fill:var(--low)}rect.information{fill:var(--information)}.day{fill:var(--day)}
.severity{display:inline-block;border-radius:.3rem;padding:0 .5rem;font-size:.85rem;color:var(--mark-ink)}
.severity.high{background:var(--high)}.severity.medium{background:var(--medium)}.severity.low{background:var(--low)}.severity.information{background:var(--information)}
.top{padding-left:1.6rem;margin:0}
.top li{margin-bottom:1rem}
.top ul li{margin:0}
.top p{margin:.3rem 0;max-width:48rem}
main section>details{border:1px solid var(--line);border-radius:.5rem;padding:.4rem .9rem;margin-bottom:.8rem}
summary{cursor:pointer;color:var(--link)}
summary h3{display:inline;color:var(--ink)}
.scroll{overflow-x:auto;position:relative;margin:.4rem 0 .8rem}
table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line);min-width:8rem}
td{overflow-wrap:anywhere}
tbody th{min-width:15rem}
thead th{background:var(--band)}
tbody th{font-weight:400}
tbody th div:first-child{font-weight:600}
th div+div,td div+div{color:var(--faint)}
footer{padding-top:1rem;padding-bottom:2rem;margin-top:2rem;border-top:2px solid var(--line)}
@media (max-width:45rem){tbody th{min-width:9rem}h1{font-size:1.45rem}.figures{grid-template-columns:1fr 1fr}.figures .value{font-size:1.5rem}}
@page{size:A4 landscape;margin:12mm}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--faint:#444;--line:#999;--band:#eee;--link:#000;
--permanent:#b3261e;--eligible:#2f7d4f;--high:#b3261e;--medium:#8a5200;--low:#2b6cb0;--information:#555;--day:#2b6cb0;--mark-ink:#fff}
body{font-size:10pt}nav,.skip{display:none}
details::details-content{content-visibility:visible;display:block}
main section>details{border:0;padding:0}summary{list-style:none}
.scroll{overflow:visible}table{font-size:8pt;width:100%}th,td,tbody th{min-width:7.5em;overflow-wrap:anywhere;padding:.15rem .3rem}
svg{max-width:24rem}
thead{display:table-header-group}tr,.top li,.chart,.figures div{break-inside:avoid}h2,h3{break-after:avoid}
.severity,rect,thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

/** The style, and what the page's policy knows it by. */
export const style = {
  text: STYLE,
  source: `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
};
