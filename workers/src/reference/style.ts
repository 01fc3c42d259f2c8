/** The reference's own style sheet: the product's colours (web/src/lib/styles/tokens.css), light, dark and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #f6f5f2; --surface: #ffffff; --sunken: #eeece7; --ink: #1c1b19; --ink-2: #46443f;
  --line: #dddad3; --accent: #a51c16; --ok: #17663f; --now: #1a528b; --focus: #0a5cc2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131311; --surface: #1b1b19; --sunken: #282724; --ink: #edebe6; --ink-2: #c2beb5;
    --line: #34332f; --accent: #ff9a8e; --ok: #74cf9e; --now: #8dbdf0; --focus: #86b7ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6;
  font-family: 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif;
}
body:lang(en), [lang='en'] { font-family: 'Segoe UI', -apple-system, 'Noto Sans', 'Liberation Sans', Arial, 'Noto Sans SC', sans-serif; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 0.875rem; }
code { overflow-wrap: anywhere; }
a { color: var(--now); }
a:focus-visible, pre:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: 0.5rem 1rem; }
.page { max-width: 78rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
header { border-top: 4px solid var(--accent); padding-top: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 1rem; padding-bottom: 0.25rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.0625rem; line-height: 1.4; margin: 0; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
section > h3 { margin: 1rem 0 0.25rem; }
h4 { font-size: 0.875rem; margin: 1rem 0 0.25rem; color: var(--ink-2); }
p, ul { margin: 0.5rem 0; }
.other { color: var(--ink-2); font-size: 0.875rem; }
nav ul { padding: 0; list-style: none; }
nav li { padding: 0.25rem 0; }
article { background: var(--surface); border: 1px solid var(--line); border-radius: 4px; padding: 1rem; margin: 1rem 0; scroll-margin-top: 1rem; }
.door { margin: 0.5rem 0; }
.method { font-weight: 600; color: var(--ok); }
.method-get { color: var(--now); }
.who { font-size: 0.875rem; color: var(--ink-2); }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--ink-2); }
td:first-child { width: 35%; }
td:nth-child(2):not(:last-child) { overflow-wrap: normal; white-space: nowrap; }
pre { margin: 0.25rem 0 0; padding: 0.75rem; background: var(--sunken); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (min-width: 60em) {
  .columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); column-gap: 2rem; }
  nav { position: sticky; top: 1rem; align-self: start; margin-top: 3rem; }
}
@media print {
  :root { --paper: #fff; --surface: #fff; --sunken: #f3f1ed; --ink: #000; --ink-2: #333; --line: #bbb; --ok: #000; --now: #000; --accent: #000; }
  nav, .skip, .switch { display: none; }
  .columns { display: block; }
  article { border: 0; border-bottom: 1px solid var(--line); padding: 0 0 0.5rem; }
  h2, h3, h4, tr, pre { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
}
`
