// Everything that comes from events or names is put into the page as text, never as markup.
"use strict";

const find = (id) => document.getElementById(id);
let token = sessionStorage.getItem("adminToken") ?? "";
let shownTable;

function element(tag, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

async function ask(path, body) {
  const answer = await fetch(path, {
    method: body ? "POST" : "GET",
    headers: { "X-Admin-Token": token },
    body: body && JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) {
    const problem = json.problems?.[0];
    const message = problem ? `${problem.code} ${problem.what} → ${problem.remedy}` : json.message ?? answer.statusText;
    throw Object.assign(new Error(message), { status: answer.status });
  }
  return json;
}

function gigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(bytes < 1e10 ? 2 : 0)} GB`;
}

async function showHealth() {
  const answer = await fetch("/health");
  const health = await answer.json();
  const failing = Object.entries(health.checks).filter(([, check]) => check.status !== "pass");
  find("health").textContent = failing.length
    ? `not well: ${failing.map(([name]) => name).join(", ")}`
    : `${health.version} · all parts work`;
  const { disk, journal } = health.checks;
  const facts = [];
  if (disk?.freeBytes !== undefined) {
    facts.push(`disk: ${gigabytes(disk.usedBytes)} used, ${gigabytes(disk.freeBytes)} free`);
  }
  if (journal?.oldestEvent) {
    facts.push(`events since ${journal.oldestEvent.slice(0, 10)}`);
  }
  find("storage").textContent = facts.join(" · ");
  find("health").className = failing.length ? "bad" : "good";
}

function duration(seconds) {
  return seconds === undefined ? "" : seconds < 90 ? `${seconds} s left` : `${Math.round(seconds / 60)} min left`;
}

function builderCard(builder) {
  const { id, status, published, rebuild, live, draft } = builder;
  const card = element("article", { className: "card" });
  const good = status === "READY";
  card.append(
    element("h3", {}, builder.name === id ? id : `${builder.name} (${id})`, " ", element("span", { className: `state ${good ? "good" : status === "FAILED" ? "bad" : "quiet"}` }, status)),
    element("p", { className: "quiet" },
      published ? `version ${published.version}` : "never published: mvn jitsu:deploy -Djitsu.publish",
      draft && published && draft.digest !== published.digest ? " · the draft differs" : "",
      published ? ` · ${builder.profiles} profiles` : "",
      live ? ` · ${live.waiting} waiting` : "",
      live?.failed ? ` · ${live.failed} fail` : "",
      live?.latencyMs?.samples ? ` · current in ${live.latencyMs.p50} ms (p99 ${live.latencyMs.p99} ms)` : ""),
  );
  if (rebuild && status === "BUILDING") {
    card.append(
      element("progress", { max: Math.max(1, rebuild.total), value: rebuild.done, ariaLabel: `rebuild of ${id}` }),
      element("p", { className: "number" }, `${rebuild.phase} ${rebuild.done}/${rebuild.total} · ${rebuild.paused ? "" : `${rebuild.ratePerSecond}/s · ${duration(rebuild.secondsLeft)}`}`),
      ...(rebuild.paused ? [element("p", { className: "bad" }, `paused: ${rebuild.paused}`)] : []),
    );
  }
  // What failed in a rebuild that is over is in what fails now, as far as it still does.
  const running = ["done", "cancelled"].includes(rebuild?.phase) ? [] : rebuild?.failures ?? [];
  for (const failure of [...running, ...(live?.failures ?? []), ...(live?.transformationFailures ?? [])]) {
    card.append(
      element("p", { className: "bad" }, `${failure.count} × ${failure.error}`),
      element("pre", {}, `for one: ${failure.example}\n${failure.stack.map((line) => `  at ${line}`).join("\n")}`),
    );
  }
  return card;
}

async function showBuilders() {
  const { builders } = await ask("/api/builders");
  find("builders").replaceChildren(
    ...(builders.length ? builders.map(builderCard) : [element("p", { className: "quiet" }, "None yet. In a project: mvn jitsu:deploy -Djitsu.createBuilder -Djitsu.publish")]),
  );
}

function table(columns, rows) {
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column.name)));
  const body = rows.map((row) =>
    element("tr", {}, ...row.map((value) => element("td", { className: "number" }, typeof value === "object" ? JSON.stringify(value) : String(value)))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

async function showProfiles() {
  const { rows } = await ask("/api/sql", {
    sql: "select distinct t.table_name from information_schema.columns t where t.table_schema = 'main' and t.column_name = 'profile_id' order by 1",
  });
  const names = rows.map(([name]) => name);
  shownTable = names.includes(shownTable) ? shownTable : names[0];
  find("tables").replaceChildren(
    ...names.map((name) =>
      element("button", { type: "button", ariaPressed: String(name === shownTable), onclick: () => { shownTable = name; showProfiles(); } }, name)),
  );
  if (!shownTable) {
    find("profiles").replaceChildren(element("p", { className: "quiet" }, "No profile yet: publish a function and send events."));
    return;
  }
  const found = await ask("/api/sql", {
    sql: `select profile_id, traits, version, updated_at from "${shownTable.replaceAll('"', '""')}" order by updated_at desc limit 20`,
  });
  find("profiles").replaceChildren(table(found.columns, found.rows));
}

function eventRow(event) {
  const what = event.original ?? {};
  const name = event.error ? "error" : event.skip ? "skipped" : what.event ?? what.name ?? what.type ?? "event";
  return element("details", {},
    element("summary", {},
      element("span", { className: "quiet number" }, event.timestamp ?? ""),
      element("span", { className: event.error ? "bad" : "" }, name),
      element("span", { className: "quiet" }, event.token_id || event.destination_id || ""),
      element("span", { className: "bad" }, event.error ?? "")),
    element("pre", {}, JSON.stringify(event.success ?? event.original ?? event.malformed, null, 2)));
}

async function showEvents() {
  const open = find("events").querySelector("details[open]");
  if (open) {
    return; // somebody reads
  }
  const namespace = document.querySelector("input[name=namespace]:checked").value;
  const status = find("errors").checked ? "&status=error" : "";
  const page = await ask(`/api/v1/events/cache?namespace=${namespace}&limit=20${status}`);
  page.events.sort((one, other) => (one.timestamp < other.timestamp ? 1 : -1));
  find("events").replaceChildren(
    ...(page.events.length ? page.events.map(eventRow) : [element("p", { className: "quiet" }, "Nothing yet: send an event to /api/s/s2s/track with the serverKey.")]),
  );
}

async function refresh() {
  try {
    await showHealth();
    if (token) {
      await Promise.all([showBuilders(), showProfiles(), showEvents()]);
      document.querySelector("main").hidden = false;
      find("sign-in").hidden = true;
    }
  } catch (failure) {
    token = failure.status === 401 ? "" : token; // ask again rather than try again
    find("message").textContent = failure.message;
    find("sign-in").hidden = false;
  }
}

find("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  token = find("token").value.trim();
  sessionStorage.setItem("adminToken", token);
  refresh();
});
document.addEventListener("change", (event) => event.target.closest(".choices") && showEvents());
refresh();
setInterval(() => document.hidden || refresh(), 2000);
