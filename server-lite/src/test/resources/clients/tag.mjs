// On a page: the script tag of Jitsu's documentation, and calls that were made before it was loaded.
window.jitsuQ = [(jitsu) => jitsu.identify("u-tag", { email: "tag@example.com" })];
const tag = document.createElement("script");
tag.src = parameters.get("host") + "/p.js";
tag.dataset.writeKey = parameters.get("key");
await new Promise((loaded, failed) => {
  tag.onload = loaded;
  tag.onerror = failed;
  document.head.append(tag);
});
await window.jitsu.track("Tag Loaded", { from: "a page" });
