// Keeps every page of one language in the browser, so that it can be read without a network.
//
// With a network, readers get what the server has: a corrected number must reach them at once.
// Without one, or where it is slow, they get what was kept. A new version is fetched in full
// before it takes the place of the old one; what has not changed is not fetched again.
"use strict";

const VERSION = "$version";
const FALLBACK = new URL($fallback, location).href;

// The files of this version, and the SHA-256 of each.
const FILES = new Map(
  Object.entries($files).map(([path, hash]) => [new URL(path, location).href, hash]),
);

const FOLDER = new URL("./", location);
const CACHES = `leaflets $${FOLDER.pathname} `; // a path has no spaces: no other begins like this
const CACHE = CACHES + VERSION;

// How long readers wait for the network where a kept page could be shown, in milliseconds.
const PATIENCE = 4000;

// What a page is made of. It has no text, so it may come from the cache first.
const ASSETS = new Set(["font", "image", "script", "style", "worker"]);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { method, mode, destination } = event.request;
  const address = addressOf(event.request);
  if (method !== "GET" || !address.startsWith(FOLDER.href)) return;
  if (FILES.has(address) && ASSETS.has(destination)) event.respondWith(keptFirst(event, address));
  else if (FILES.has(address) || mode === "navigate") event.respondWith(newest(event, address));
});

async function install() {
  const older = await Promise.all((await olderCaches()).map((name) => caches.open(name)));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all([...FILES].map(([address, hash]) => add(cache, older, address, hash)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await skipWaiting();
}

async function activate() {
  await Promise.all((await olderCaches()).map((name) => caches.delete(name)));
  await clients.claim();
}

async function olderCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
}

async function add(cache, older, address, hash) {
  for (const each of older) {
    const kept = await each.match(address, { ignoreVary: true });
    if (kept && (await hashOf(kept.clone())) === hash) return cache.put(address, kept);
  }
  const response = await fetch(address, { cache: "no-cache" });
  // Servers send an error page of the site with status 404; it is what was asked for.
  if (!response.ok && (await hashOf(response.clone())) !== hash) {
    throw new Error(`$${response.status} $${address}`);
  }
  // A new response, because browsers refuse to open a page from one that was redirected.
  const { headers } = response;
  return cache.put(address, new Response(await response.arrayBuffer(), { headers }));
}

async function hashOf(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function addressOf(request) {
  const { origin, pathname } = new URL(request.url);
  return origin + pathname.replace(/\/index\.html$$/, "/");
}

async function kept(address) {
  return (await caches.open(CACHE)).match(address, { ignoreVary: true });
}

// Fetches past the browser's own cache, which may hold an older page, and keeps what came.
async function fetched({ request }, address) {
  const { url, redirect } = request;
  const response = await fetch(url, { cache: "no-cache", redirect });
  if (response.status === 200 && !response.redirected && FILES.has(address)) {
    await (await caches.open(CACHE)).put(address, response.clone());
  }
  return response;
}

async function keptFirst(event, address) {
  const old = await kept(address);
  const fresh = fetched(event, address);
  if (!old) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return old;
}

async function newest(event, address) {
  const old = await kept(address);
  const fresh = fetched(event, address);
  event.waitUntil(fresh.catch(() => {}));
  try {
    const response = await (old ? Promise.race([fresh, tooLate()]) : fresh);
    if (response.status < 500 || !old) return response;
  } catch {
    // No network: what follows is the answer.
  }
  if (old) return old;
  if (event.request.mode !== "navigate") return Response.error();
  return Response.redirect(FILES.has(address + "/") ? address + "/" : FALLBACK);
}

function tooLate() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE));
}
