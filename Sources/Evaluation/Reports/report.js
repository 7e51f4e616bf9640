"use strict";
// The document browser of the report. Data come from the script element `data`; all text enters the page as text
// nodes, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const make = (tag, cls, text) => {
    const e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const hues = ["#2f7fc1", "#c0662b", "#2f9a5f", "#8a5bd0", "#c23f7f", "#9a8a1c", "#1f97a8", "#6b7280", "#b0483f", "#5562d6"];
  const hue = new Map(data.types.map((t, i) => [t, hues[i % hues.length]]));
  const causes = ["boundary", "type", "split", "merge", "missing", "spurious", "value"];
  const state = { type: "", cause: "", rule: "", text: "", document: 0, error: -1 };

  const fill = (select, values, all) => {
    select.append(new Option(all, ""));
    for (const v of values) select.append(new Option(v, v));
  };
  const rules = [...new Set(data.documents.flatMap((d) => d.errors.flatMap((e) => e.rules)))].sort();
  fill($("type"), data.types, "all types");
  fill($("cause"), causes, "all causes");
  fill($("rule"), rules, "all rules");

  const matches = (e) =>
    (!state.type || e.type === state.type || e.types.includes(state.type)) &&
    (!state.cause || e.cause === state.cause) &&
    (!state.rule || e.rules.includes(state.rule));
  const isFiltered = () => state.type || state.cause || state.rule || state.text;
  const errorsOf = (d) => d.errors.filter(matches);
  const visible = () =>
    data.documents.map((d, i) => i).filter((i) => {
      const d = data.documents[i];
      if (state.text && !(d.id + "\n" + d.text).toLowerCase().includes(state.text.toLowerCase())) return false;
      return !(state.type || state.cause || state.rule) || errorsOf(d).length > 0;
    });

  // Scrolls a list, and not the page, until an entry of it is in view.
  function reveal(list, entry) {
    if (!entry) return;
    const [outer, inner] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
    if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  }

  function showDocuments() {
    const list = $("documents");
    list.replaceChildren();
    const shown = visible();
    for (const i of shown) {
      const d = data.documents[i];
      const button = make("button");
      button.type = "button";
      button.title = d.id;
      button.append(make("span", "", d.id), make("span", "soft", String(errorsOf(d).length)), make("span", "", d.f1));
      button.setAttribute("aria-label", `${d.id}, ${errorsOf(d).length} errors, F1 ${d.f1}`);
      if (i === state.document) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => openDocument(i));
      const item = make("li");
      item.append(button);
      list.append(item);
    }
    const total = shown.reduce((n, i) => n + errorsOf(data.documents[i]).length, 0);
    $("count").textContent = `${shown.length} documents, ${total} errors` + (isFiltered() ? " (filtered)" : "");
    if (!shown.length) list.append(make("li", "empty", "No document matches the filters."));
    reveal(list, list.querySelector("[aria-current]"));
  }

  // Cuts the text at every edge of a mention; a piece may be covered by several.
  function render(body, characters, mentions, errors, side) {
    body.replaceChildren();
    const edges = [...new Set([0, characters.length, ...mentions.flatMap((m) => [m.start, m.end])])]
      .filter((e) => e >= 0 && e <= characters.length).sort((a, b) => a - b);
    const errorOf = new Map();
    errors.forEach((e, n) => { for (const k of e[side]) errorOf.set(k, n); });
    const sorted = mentions.map((m, n) => ({ ...m, n })).sort((a, b) => a.start - b.start || b.end - a.end);
    let first = 0;
    const covering = [];
    for (let k = 0; k + 1 < edges.length; k++) {
      const [from, to] = [edges[k], edges[k + 1]];
      while (first < sorted.length && sorted[first].start <= from) covering.push(sorted[first++]);
      for (let c = covering.length - 1; c >= 0; c--) if (covering[c].end <= from) covering.splice(c, 1);
      const text = characters.slice(from, to).join("");
      if (!covering.length) { body.append(text); continue; }
      const inner = [...covering].sort((a, b) => (a.end - a.start) - (b.end - b.start))[0];
      const outer = covering.find((m) => m !== inner);
      const piece = make("span", "m", text);
      piece.style.setProperty("--hue", hue.get(inner.type) ?? "#888");
      if (outer) { piece.classList.add("over"); piece.style.setProperty("--hue2", hue.get(outer.type) ?? "#888"); }
      const wrong = covering.filter((m) => errorOf.has(m.n)).map((m) => errorOf.get(m.n));
      if (wrong.length) {
        const e = errors[wrong.find((n) => matches(errors[n])) ?? wrong[0]];
        piece.classList.add("err");
        piece.style.setProperty("--errhue", `var(--${e.cause === "missing" || e.cause === "spurious" ? "bad" : "warn"})`);
        piece.dataset.error = wrong.join(" ");
        if (!matches(e)) piece.classList.add("dim");
      } else if (isFiltered() && state.type && !covering.some((m) => m.type === state.type)) piece.classList.add("dim");
      piece.title = covering.map((m) => [m.type, m.value && "= " + m.value, m.rule && "by " + m.rule].filter(Boolean).join(" ")).join("\n");
      const ending = covering.filter((m) => m.end === to);
      for (const m of ending) piece.append(make("sup", "", m.type));
      body.append(piece);
    }
  }

  function openDocument(i, error = -1) {
    state.document = i;
    const d = data.documents[i];
    if (!d) return;
    const characters = Array.from(d.text);
    render($("gold"), characters, d.gold, d.errors, "gold");
    render($("system"), characters, d.system, d.errors, "system");
    if (!d.text) for (const side of ["gold", "system"]) $(side).append(make("p", "empty", "The text is not at hand."));
    $("name").textContent = `${d.id} · core F1 ${d.f1}` + (d.genre ? ` · ${d.genre}` : "") + (d.missing ? " · no system output" : "");
    showErrors(d);
    showDocuments();
    selectError(error);
  }

  function showErrors(d) {
    const list = $("errors");
    list.replaceChildren();
    d.errors.forEach((e, n) => {
      if (!matches(e)) return;
      const button = make("button");
      button.type = "button";
      button.dataset.error = n;
      const tag = make("span", "tag");
      tag.append(make("i", "c-" + e.cause), `${e.cause} · ${e.type}`);
      button.append(tag, `…${e.context[0]}`, make("mark", "", e.context[1]), `${e.context[2]}…`, make("br"), make("span", "soft", e.message));
      button.addEventListener("click", () => selectError(n));
      const item = make("li");
      item.append(button);
      list.append(item);
    });
    if (!list.children.length) list.append(make("li", "empty", d.errors.length ? "No error matches the filters." : "No errors in this document."));
  }

  function selectError(n) {
    state.error = n;
    for (const e of document.querySelectorAll(".m.now")) e.classList.remove("now");
    for (const b of $("errors").querySelectorAll("button")) {
      const isCurrent = Number(b.dataset.error) === n;
      b.toggleAttribute("aria-current", isCurrent);
      if (isCurrent) { b.setAttribute("aria-current", "true"); reveal($("errors"), b); }
    }
    if (n < 0) return;
    for (const side of ["gold", "system"]) {
      const body = $(side);
      const pieces = body.querySelectorAll(`.m[data-error~="${n}"]`);
      for (const p of pieces) p.classList.add("now");
      if (pieces.length) body.scrollTop = pieces[0].offsetTop - body.clientHeight / 3;
      else {
        // The other side has nothing there: scroll it to the same share of the text.
        const other = $(side === "gold" ? "system" : "gold");
        const p = other.querySelector(`.m[data-error~="${n}"]`);
        if (p) body.scrollTop = (p.offsetTop / Math.max(1, other.scrollHeight)) * body.scrollHeight - body.clientHeight / 3;
      }
    }
  }

  function step(by) {
    const d = data.documents[state.document];
    const shown = d ? d.errors.map((e, n) => n).filter((n) => matches(d.errors[n])) : [];
    const at = shown.indexOf(state.error);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (next >= 0 && next < shown.length) return selectError(shown[next]);
    const documents = visible().filter((i) => errorsOf(data.documents[i]).length);
    const i = by > 0 ? documents.find((i) => i > state.document) : documents.findLast((i) => i < state.document);
    if (i === undefined) return;
    const errors = data.documents[i].errors;
    const ns = errors.map((e, n) => n).filter((n) => matches(errors[n]));
    openDocument(i, by > 0 ? ns[0] : ns[ns.length - 1]);
  }
  function stepDocument(by) {
    const shown = visible();
    const i = by > 0 ? shown.find((i) => i > state.document) : shown.findLast((i) => i < state.document);
    if (i !== undefined) openDocument(i);
  }

  function refilter() {
    for (const key of ["type", "cause", "rule"]) state[key] = $(key).value;
    state.text = $("search").value;
    const shown = visible();
    if (shown.length && !shown.includes(state.document)) state.document = shown[0];
    openDocument(state.document);
  }
  for (const key of ["type", "cause", "rule"]) $(key).addEventListener("change", refilter);
  $("search").addEventListener("input", refilter);
  const clear = () => { for (const k of ["type", "cause", "rule", "search"]) $(k).value = ""; refilter(); };
  $("clear").addEventListener("click", clear);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest?.("input, select, textarea");
    if (event.key === "Escape") { if (field) field.blur(); else clear(); return; }
    if (field) return;
    const action = { j: () => step(1), k: () => step(-1), n: () => stepDocument(1), p: () => stepDocument(-1),
      "/": () => $("search").focus(), t: () => $("type").focus(), c: () => $("cause").focus(), r: () => $("rule").focus() }[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  for (const link of document.querySelectorAll("[data-cause]"))
    link.addEventListener("click", () => { $("cause").value = link.dataset.cause; $("type").value = link.dataset.type ?? ""; refilter(); });

  if (data.documents.length) {
    const worst = data.documents.reduce((best, d, i) => (d.errors.length > data.documents[best].errors.length ? i : best), 0);
    openDocument(location.hash === "#first" ? 0 : worst);
  } else showDocuments();
})();
