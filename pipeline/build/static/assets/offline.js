// What a page needs to be read from a disk and without a network.
"use strict";

(() => {
  // The folder of the language, in which this script is assets/offline.js.
  const folder = new URL("..", document.currentScript.src);

  if (location.protocol === "file:") readFromDisk();
  else readFromServer();

  // Browsers refuse workers from a disk: search runs in a hidden frame. Material's search asks for
  // the name IFrameWorker to learn that it does, and where to find its scripts.
  function readFromDisk() {
    window.Worker = window.IFrameWorker = class extends EventTarget {
      constructor(address) {
        super();
        this.frame = document.createElement("iframe");
        this.frame.hidden = true;
        document.body.append(this.frame);
        this.inside.document.open(); // or Firefox empties the frame once more
        this.inside.document.write("<!doctype html><title></title><body>");
        this.inside.document.close();
        this.inside.postMessage = (data) =>
          this.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
        this.inside.importScripts = async (...addresses) => {
          for (const each of addresses) await this.load(each);
        };
        this.ready = this.load(new URL(address, location));
      }

      get inside() {
        return this.frame.contentWindow;
      }

      load(address) {
        return new Promise((resolve, reject) => {
          const script = this.inside.document.createElement("script");
          Object.assign(script, { src: address, onload: resolve, onerror: reject });
          this.inside.document.body.append(script);
        });
      }

      async postMessage(data) {
        await this.ready;
        this.inside.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      }

      terminate() {
        this.frame.remove();
      }
    };
  }

  function readFromServer() {
    for (const type of ["pointerover", "focusin", "click"]) addEventListener(type, shorten, true);
    if (!("serviceWorker" in navigator)) return;
    addEventListener("click", stay, true);
    addEventListener("load", () => {
      if ("livereload" in window) return; // a preview changes with every save
      const worker = new URL("sw.js", folder);
      navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => {});
    });
  }

  // Links name index.html for readers without a server; the address of a page does not.
  function shorten({ target }) {
    const link = linkAt(target);
    if (link?.pathname.endsWith("/index.html")) {
      link.pathname = link.pathname.slice(0, -"index.html".length);
    }
  }

  // Without a network, only what a service worker keeps can be opened.
  async function stay(event) {
    const link = linkAt(event.target);
    if (navigator.onLine || !link || link.href.startsWith(folder.href)) return;
    event.preventDefault();
    const keeper = await navigator.serviceWorker.getRegistration(link.href);
    location.href = keeper ? link.href : new URL("offline.html", folder);
  }

  function linkAt(target) {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    return link?.origin === location.origin ? link : null;
  }
})();
