"""What a page owes to those who cannot see it well or use no mouse, asked of the browser itself.

Covered: language and title of the page; names of links, buttons, fields, summaries and pictures; headings that skip no
level, one of them the first; heads of tables with their scope; ids that are there once; what scrolls can be reached by
keyboard; contrast of every visible text (4.5, or 3 for large type) by the colours that the browser has worked out.
Not covered: text within drawings, what stands on a gradient or a picture, reading order, and what is said by a screen reader.
"""

from __future__ import annotations

from typing import Any

CHECK = r"""
const faults = [];
const say = (what, element) => faults.push(what + ": " + element.outerHTML.slice(0, 120));
const seen = (e) => e.checkVisibility({ visibilityProperty: true });
const name = (e) => (e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") || "").split(" ")
  .map((id) => document.getElementById(id)?.textContent || "").join(" ").trim()
  || [...(e.labels || [])].map((l) => l.textContent).join(" ").trim() || e.textContent.trim() || e.title || e.alt || "").trim();
if (!document.documentElement.lang) faults.push("no language");
if (!document.title.trim()) faults.push("no title");
for (const e of document.querySelectorAll("a[href], button, input, select, summary, [role=region], svg[role=img], nav, output"))
  if (!name(e) && !["OUTPUT", "NAV"].includes(e.tagName)) say("no name", e);
let level = 0;
for (const e of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
  const own = Number(e.tagName[1]);
  if (own > level + 1) say("heading skips a level", e);
  level = own;
}
if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
for (const table of document.querySelectorAll("table")) {
  if (!table.querySelector("thead th[scope=col]")) say("table without heads", table);
  for (const e of table.querySelectorAll("th")) if (!e.hasAttribute("scope")) say("head without scope", e);
}
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push("id twice: " + id);
for (const e of document.querySelectorAll(".scroll")) if (e.tabIndex !== 0) say("scrolls without keyboard", e);
const parse = (c) => { const n = c.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
const light = (c) => c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; })
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
function ground(e) {
  if (!e) return [255, 255, 255];
  const own = parse(getComputedStyle(e).backgroundColor);
  return own[3] === 1 ? own.slice(0, 3) : over(own, ground(e.parentElement));
}
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const done = new Set();
let texts = 0;
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || done.has(e) || e.closest("svg, script, style, .skip, datalist, option") || !seen(e)) continue;
  done.add(e);
  texts += 1;
  const style = getComputedStyle(e), below = ground(e);
  const [a, b] = [light(over(parse(style.color), below)), light(below)];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (contrast < (large ? 3 : 4.5)) say("contrast " + contrast.toFixed(2), e);
}
return { faults: [...new Set(faults)].slice(0, 20), texts };
"""


def faults_of(driver: Any, *, dark: bool) -> list[str]:
    """Open every fold of the page, ask for one of both styles, and return what is wrong with it."""
    features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.execute_script("for (const e of document.querySelectorAll('details')) e.open = true")
    found = driver.execute_script(CHECK)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert found["texts"] > 0
    return list(found["faults"])
