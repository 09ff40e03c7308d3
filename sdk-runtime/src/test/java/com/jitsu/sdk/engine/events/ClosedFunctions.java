package com.jitsu.sdk.engine.events;

import java.util.LinkedHashMap;
import java.util.Map;

/** Functions whose footprint is closed, and the paths that it has. */
final class ClosedFunctions {

  private ClosedFunctions() {}

  static Map<String, String> pathsByFunction() {
    Map<String, String> all = new LinkedHashMap<>();
    // Plain reading.
    body(all, "for (const e of events) out.push(e.type)", "type");
    body(all, "for (let e of events) out.push(e?.type, e['url'], e?.['name'])", "name type url");
    body(all, "for (var e of events) out.push(e.context?.page?.url)", "context.page.url");
    body(
        all,
        "for (const e of events) out.push(e.properties?.page, e.properties?.total)",
        "properties.page properties.total");
    body(all, "for (const e of events) out.push(e.context, e.context?.page?.url)", "context");
    body(all, "for (const e of events) out.push([e.properties])", "properties");
    body(
        all,
        "for (const e of events) out.push(e.context?.page === e.context?.page)",
        "context.page");
    body(
        all,
        "for (const e of events) out.push(e.items?.length, e.items?.[0], e.items?.[out.length])",
        "items");
    body(
        all,
        "for (const e of events) out.push(`${e.type}/${e.properties?.url}`)",
        "properties.url type");
    body(all, "for (const e of events) out.push(e.toString, e.missing)", "missing toString");
    body(
        all,
        "for (const e of events) out.push(e._profile_id, e._profile_id_hash)",
        "_profile_id _profile_id_hash");
    body(
        all,
        "for (const e of events) out.push(e.a_key_that_is_longer_than_eight, e['é'], e[''], e.then)",
        " a_key_that_is_longer_than_eight then é");
    body(all, "for (const e of events) out.push(e.page.url)", "page.url");
    body(
        all,
        "for (const e of events) out.push(e.type.toUpperCase(), e.properties.toString())",
        "properties type");
    body(
        all,
        "for (const e of events) out.push(e.properties?.hasOwnProperty?.('url'))",
        "properties");
    body(
        all,
        "for (const e of events) { if (e.properties) out.push(e.properties.total); else out.push(typeof e.page, !e.url) }",
        "page properties.total url");
    body(
        all,
        "for (const e of events) out.push('type' in e, e && e.url, e === e, e == null)",
        "type url");
    body(
        all,
        "for (const e of events) { for (const key in e.properties) out.push(key, e.properties[key]) }",
        "properties");
    body(
        all,
        "for (const e of events) out.push(Object.keys(e.context ?? {}), { ...e.properties })",
        "context properties");
    body(
        all,
        "for (const e of events) { switch (e.type) { case 'page': out.push(e.page); break; default: out.push(e.url) } }",
        "page type url");
    body(
        all,
        "outer: for (const e of events) { for (const i of [1, 2]) { if (e.type === 'page') continue outer; out.push(i) } }",
        "type");
    body(
        all,
        "for (const e of events) { const i = e.type; if (i === 'track') break; out.push(i) }",
        "type");
    // Names for parts.
    body(
        all,
        "for (const e of events) { const p = e.properties ?? {}; out.push(p.total, p.url) }",
        "properties.total properties.url");
    body(
        all,
        "for (const e of events) { const p = e.properties || e.context; out.push(p?.url) }",
        "context.url properties.url");
    body(
        all,
        "for (const e of events) { const p = e.type ? e.properties : e.context; out.push(p?.url) }",
        "context.url properties.url type");
    body(
        all,
        "let last; for (const e of events) { if (last) out.push(last.type); last = e }",
        "type");
    body(all, "let last = null; for (const e of events) { last ??= e } out.push(last?.url)", "url");
    // Patterns.
    body(all, "for (const { type, url: u = 'none' } of events) out.push(type, u)", "type url");
    body(
        all,
        "for (const e of events) { const { type, context: { page } = {} } = e; out.push(type, page) }",
        "context.page type");
    body(
        all,
        "for (const e of events) { const { total, ...rest } = e.properties ?? {}; out.push(total, rest) }",
        "properties");
    body(all, "for (const { context } of events) out.push(context?.page?.url)", "context.page.url");
    body(all, "for (const { 'type': t, ['name']: n } of events) out.push(t, n)", "name type");
    body(all, "let type; for ({ type } of events) out.push(type)", "type");
    // Changes.
    body(
        all,
        "for (const e of events) { e.type = 'mine'; e.extra = 1; out.push(e.type, e.extra, e.url) }",
        "extra type url");
    body(
        all,
        "for (const e of events) { delete e.type; e.total += 1; out.push(e.type, e.total) }",
        "total type");
    body(
        all,
        "for (const e of events) { if (e.properties && typeof e.properties === 'object') { e.properties.total = 2; out.push(e.properties.total) } }",
        "properties.total");
    // Arrays of events.
    body(
        all,
        "const all = [...events]; out.push(all.length, all[0]?.type, all.at(-1)?.url)",
        "type url");
    body(
        all,
        "const all = Array.from(events); for (let i = 0; i < all.length; i++) out.push(all[i].type)",
        "type");
    body(all, "out.push(...Array.from(events, e => e.type))", "type");
    body(
        all, "out.push(...[...events].filter(e => e.type === 'page').map(e => e.url))", "type url");
    body(all, "out.push([...events].reduce((sum, e) => sum + (Number(e.total) || 0), 0))", "total");
    body(
        all,
        "[...events].sort((a, b) => String(a.name) < String(b.name) ? -1 : 1).forEach((e, i) => out.push(i, e.name))",
        "name");
    body(
        all,
        "out.push([...events].find(({ type }) => type === 'track')?.properties)",
        "properties type");
    body(
        all,
        "const [first, ...others] = events; out.push(first?.type, others.map(o => o.url))",
        "type url");
    body(
        all,
        "const all = [...events].reverse().slice(1); for (const e of all) out.push(e.type); out.push(all.some(e => e.url))",
        "type url");
    body(all, "[...events].forEach((e, i, all) => out.push(all.length, all[i].type))", "type");
    // Functions of the module.
    all.put(
        "const total = e => e.properties?.total ?? 0; export default function (events) { let n = []; for (const e of events) n.push(total(e)); return n }",
        "properties.total");
    all.put(
        "export default function (events) { let n = []; for (const e of events) n.push(urlOf(e, 1)); return n } function urlOf(event, by = 2) { const { page } = event; return page?.url }",
        "page.url");
    all.put(
        "function name(p) { return p?.name } export default (events) => { const n = []; for (const e of events) n.push(name(e.properties), name(e.context)); return n }",
        "context.name properties.name");
    all.put(
        "var f = (events) => { const n = []; for (const e of events) n.push(e.type); return n }; var f_default = f; export { f_default as default }",
        "type");
    all.put(
        "class Sum { constructor() { this.all = [] } add(x) { this.all.push(x) } } Sum.prototype.more = function (x) { this.add(x) }; export default events => { const s = new Sum(); for (const e of events) s.more(e.total); return s.all }",
        "total");
    all.put(
        "const has = Object.prototype.hasOwnProperty; export default events => { const n = []; for (const e of events) n.push(has.call({}, String(e.type))); return n }",
        "type");
    all.put(
        "const isPage = e => e.type === 'page'; export default events => [...events].filter(isPage).length",
        "type");
    all.put(
        "export default events => { const at = {}; for (const e of events) { at[e.type] ??= { n: 0 }; at[e.type].n++ } return at }",
        "type");
    all.put(
        "export default events => { try { for (const e of events) e.context.page.url.length; return 1 } catch ({ message }) { return message } }",
        "context.page.url.length");
    // Data as keys: what the prototype gets in this way is seen through events that lack it.
    all.put(
        "const tables = {}; export default events => { const out = []; for (const e of events) { const t = (tables[e.name] ??= {}); try { t[e.type] = e.url } catch (bad) { out.push(String(bad)) } out.push(e.page) } return out }",
        "name page type url");
    return all;
  }

  private static void body(Map<String, String> all, String body, String paths) {
    all.put("export default function (events) { const out = []; " + body + "; return out }", paths);
  }
}
