"use strict";
// Everything here that comes from the workbook goes in as text (textContent), never as HTML.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = data.say;
  const byId = (id) => document.getElementById(id);
  const known = (cell) => Object.hasOwn(data.cells, cell);

  function make(name, text, className) {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function put(parent, ...children) {
    for (const child of children) if (child) parent.appendChild(child);
    return parent;
  }

  const hashOf = (cell) => "#cell=" + encodeURIComponent(cell);

  function link(cell, text) {
    if (!known(cell)) return make("span", text, "foreign");
    const anchor = make("a", text, "foreign");
    anchor.href = hashOf(cell);
    anchor.dataset.cell = cell;
    return anchor;
  }

  // ── findings ──────────────────────────────────────────────────────────────────────────────────────────────
  const table = byId("findings-table");
  const rows = table ? Array.from(table.tBodies[0].rows) : [];
  const words = rows.map((row) => row.textContent.toLowerCase());
  const filters = ["severity", "sheet", "rule"];
  // A finding is found by what it says and by what follows from it.
  const has = rows.map((row) => filters.map((name) => JSON.parse(row.dataset[name])));

  function filter() {
    const wanted = filters.map((name) => byId("filter-" + name).value);
    const text = byId("filter-text").value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = filters.every((name, k) => wanted[k] === "" || has[i][k].includes(wanted[k]));
      row.hidden = !(fits && words[i].includes(text));
      if (!row.hidden) shown += 1;
    });
    byId("filter-count").textContent = say.shown_count.replace("{shown}", shown).replace("{total}", rows.length);
  }

  function reset() {
    for (const name of [...filters, "text"]) byId("filter-" + name).value = "";
    filter();
  }

  if (rows.length) {
    for (const name of filters) byId("filter-" + name).addEventListener("change", filter);
    byId("filter-text").addEventListener("input", filter);
    byId("filter-reset").addEventListener("click", reset);
    filter();
  }

  // ── the calculation ───────────────────────────────────────────────────────────────────────────────────────
  const panel = byId("cell");
  const start = Array.from(panel.childNodes);
  let trail = [];

  function pair(list, name, value, asCode) {
    if (value === undefined || value === "") return;
    const said = make("dd", undefined, "foreign");
    put(said, asCode ? make("code", value) : document.createTextNode(value));
    put(list, make("dt", name), said);
  }

  function grid(heads, lines, caption) {
    const made = make("table");
    put(made, make("caption", caption));
    const head = make("tr");
    for (const text of heads) {
      const cell = make("th", text);
      cell.scope = "col";
      put(head, cell);
    }
    put(made, put(make("thead"), head));
    const body = make("tbody");
    for (const line of lines) {
      const row = make("tr");
      line.forEach((content) => put(row, content instanceof Node
        ? put(make("td"), content)
        : make("td", content, "foreign")));
      put(body, row);
    }
    const scroll = make("div", undefined, "scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", caption);
    return put(scroll, put(made, body));
  }

  function equation(use) {
    const part = make("section", undefined, "equation");
    put(part, make("h4", use.function + " · " + use.title));
    const list = make("dl");
    pair(list, say.equation, use.formula, true);
    for (const line of use.numbers) pair(list, say.numbers, line);
    pair(list, say.clause, use.clause + " " + use.flag);
    for (const line of use.constants) pair(list, say.constants, line);
    pair(list, say.call, use.call, true);
    pair(list, say.native, use.native, true);
    put(part, list);
    if (use.arguments.length) {
      const lines = use.arguments.map((a) => [a.name, a.meaning, a.value, link(a.cell, a.cell)]);
      put(part, grid([say.symbol, say.meaning, say.value, say.cell], lines, say.arguments));
    }
    return part;
  }

  function factor(source) {
    const part = make("section", undefined, "factor");
    put(part, make("h4", say.factor));
    const list = make("dl");
    pair(list, say.factor_id, source.id, true);
    pair(list, say.factor_name, source.name);
    pair(list, say.value, source.value);
    pair(list, say.source, source.origin);
    pair(list, say.flag, source.flag);
    if (source.own) pair(list, say.own, source.reason || say.none_given);
    pair(list, say.superseded_by, source.superseded_by);
    return put(part, list);
  }

  function children(node) {
    const lines = node.children.map((child) => {
      const other = known(child.cell) ? data.cells[child.cell] : { what: "", value: "", kind: "" };
      const why = say["why_" + child.why] + (child.found ? " · " + child.found : "");
      return [link(child.cell, child.cell), other.what, link(child.cell, other.value), badge(other.kind), why];
    });
    return grid([say.cell, say.what, say.value, say.kind, say.why], lines, say.children);
  }

  const badge = (kind) => make("span", say["kind_" + kind] || "", "kind " + kind);

  function findingsOf(cell) {
    const numbers = data.findings[cell] || [];
    if (!numbers.length) return null;
    const part = make("section", undefined, "findings-here");
    put(part, make("h4", say.findings_here));
    const list = make("ul");
    for (const number of numbers) {
      const row = byId("finding-" + number);
      const anchor = make("a", "#" + number);
      anchor.href = "#finding-" + number;
      const found = row.querySelector("dd.found");
      put(list, put(make("li"), anchor, make("span", " " + (found ? found.textContent : ""), "foreign")));
    }
    return put(part, list);
  }

  function show(cell) {
    const node = data.cells[cell];
    const heading = make("h3", node.cell, "foreign");
    heading.tabIndex = -1;
    const list = make("dl");
    pair(list, say.formula, node.formula, true);
    pair(list, say.numbers, node.numbers, true);
    panel.replaceChildren(heading);
    put(panel,
      node.what ? make("p", node.what, "what foreign") : null,
      put(make("p", undefined, "value"), make("strong", node.value, "foreign"), badge(node.kind)),
      node.notes.length ? put(make("ul", undefined, "notes"), ...node.notes.map((n) => make("li", n, "foreign"))) : null,
      findingsOf(cell),
      ...(node.equations || []).map(equation),
      node.factor ? factor(node.factor) : null,
      list.childNodes.length ? list : null,
      node.children.length ? children(node) : null);
    return heading;
  }

  function showTrail() {
    const nav = byId("trail");
    nav.replaceChildren();
    if (!trail.length) return;
    const back = make("button", say.back);
    back.type = "button";
    back.id = "back";
    back.addEventListener("click", () => go(trail.slice(0, -1)));
    const list = make("ol");
    const first = make("a", say.start);
    first.href = "#browser";
    first.addEventListener("click", (event) => { event.preventDefault(); go([]); });
    put(list, put(make("li"), first));
    trail.forEach((cell, i) => {
      const here = i === trail.length - 1 ? make("span", cell, "foreign") : link(cell, cell);
      if (i === trail.length - 1) here.setAttribute("aria-current", "page");
      else here.dataset.step = i;
      put(list, put(make("li"), here));
    });
    put(nav, back, list);
  }

  function go(cells, remember = true) {
    trail = cells;
    showTrail();
    byId("jump-problem").textContent = "";
    let heading;
    if (trail.length) heading = show(trail[trail.length - 1]);
    else {
      panel.replaceChildren(...start);
      heading = panel.querySelector("h3");
      heading.tabIndex = -1;
    }
    if (remember) {
      history.pushState({ trail }, "", trail.length ? hashOf(trail[trail.length - 1]) : "#browser");
    }
    heading.focus({ preventScroll: true });
    byId("browser").scrollIntoView();
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const anchor = event.target.closest("a");
    if (!anchor) return;
    const cell = anchor.dataset.cell;
    if (cell !== undefined && known(cell)) {
      event.preventDefault();
      if (anchor.dataset.step !== undefined) go(trail.slice(0, Number(anchor.dataset.step) + 1));
      else if (panel.contains(anchor) && trail.length) {
        const before = trail.indexOf(cell);
        go(before < 0 ? [...trail, cell] : trail.slice(0, before + 1));
      } else go([cell]);
    } else if (/^#finding-[0-9]+$/.test(anchor.hash)) {
      reset();
      const folded = byId(anchor.hash.slice(1))?.closest("details");
      if (folded) folded.open = true;
    }
  });

  function fromAddress() {
    let cell = "";
    try {
      cell = decodeURIComponent((/^#cell=(.+)$/.exec(location.hash) || ["", ""])[1]);
    } catch (problem) {
      if (!(problem instanceof URIError)) throw problem;
    }
    return cell && known(cell) ? [cell] : null;
  }

  window.addEventListener("popstate", (event) => {
    if (event.state && event.state.trail) go(event.state.trail, false);
    else {
      const cells = fromAddress();
      if (cells) go(cells, false);
    }
  });

  for (const one of data.starts) {
    const value = link(one.cell, data.cells[one.cell].value);
    put(byId("starts"), put(make("li"), make("span", one.what + " ", "foreign"), value));
  }
  const options = document.createDocumentFragment();
  for (const node of Object.values(data.cells)) {
    const option = make("option", node.what);
    option.value = node.cell;
    put(options, option);
  }
  put(byId("jump-cells"), options);

  function jump() {
    const asked = byId("jump").value.trim();
    if (known(asked)) go([asked]);
    else if (asked) byId("jump-problem").textContent = say.not_here + asked;
  }
  byId("jump-go").addEventListener("click", jump);
  byId("jump").addEventListener("keydown", (event) => { if (event.key === "Enter") jump(); });

  const first = fromAddress();
  if (first) go(first, false);
})();
