// The workbench of `leaflets serve`: marks every message of a page and tells what is known of it.
(() => {
  "use strict";
  const LABELS = {
    translated: "translated and signed off",
    unreviewed: "not signed off yet",
    fuzzy: "fuzzy: look at it again",
    blocked: "blocked: it could hurt a patient, or break the page",
    missing: "missing",
  };
  const SITE = "site"; // the domain of navigation, notices and buttons, which stand on every page
  const HIDE_AFTER = 250; // milliseconds in which the pointer may travel from a mark to its panel
  const address = document.currentScript.dataset.messages;
  const remembered = "leaflets-workbench";
  let records = [];
  let current = null;
  let leaving = 0;

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  const ours = { lang: "en", dir: "ltr" };
  const button = make("button", {
    ...ours,
    type: "button",
    className: "workbench-toggle",
    textContent: "Workbench",
    title: "Mark every message of this page (Alt+W)",
  });
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-keyshortcuts", "Alt+W");
  const legend = make("div", { ...ours, className: "workbench-legend", hidden: true });
  const panel = make("div", { ...ours, id: "workbench-panel", className: "workbench-panel", hidden: true });
  panel.setAttribute("role", "tooltip");

  const isOn = () => button.getAttribute("aria-pressed") === "true";
  const marks = () => document.querySelectorAll("[data-message]");

  function toggle(on) {
    button.setAttribute("aria-pressed", String(on));
    sessionStorage.setItem(remembered, on ? "on" : "off");
    document.documentElement.classList.toggle("workbench-on", on);
    if (!on) hide();
    for (const mark of marks()) dress(mark, on);
    legend.hidden = !on;
    if (on) fillLegend();
  }

  function dress(mark, on) {
    const record = records[mark.dataset.message];
    if (!record) return;
    if (on) {
      mark.dataset.state = record.state;
      mark.toggleAttribute("data-remarked", record.remarks.length > 0);
      if (mark.localName === "button") return;
      mark.tabIndex = 0;
      mark.setAttribute("role", "group");
      mark.setAttribute("aria-roledescription", "message");
    } else {
      delete mark.dataset.state;
      for (const name of ["data-remarked", "tabindex", "role", "aria-roledescription"]) {
        mark.removeAttribute(name);
      }
    }
  }

  // How many messages of the page are in which state; those that stand in no text (titles,
  // descriptions, alternative texts); and the words of the site.
  function fillLegend() {
    const visible = new Set();
    for (const mark of marks()) if (!legend.contains(mark)) visible.add(Number(mark.dataset.message));
    const first = records[Math.min(...visible)];
    const own = [...records.keys()].filter((number) => records[number].domain === first?.domain);
    const counts = Object.keys(LABELS).map((state) => {
      const count = own.filter((number) => records[number].state === state).length;
      const item = make("li", { textContent: `${count} ${state}` });
      item.dataset.state = state;
      return item;
    });
    legend.replaceChildren(make("ul", {}, ...counts));
    addList("In no text of the page", own.filter((number) => !visible.has(number)));
    const ofSite = [...records.keys()].filter((number) => records[number].domain === SITE);
    addList("Words of the site", ofSite);
  }

  function addList(title, numbers) {
    if (!numbers.length) return;
    const list = make("ul");
    for (const number of numbers) {
      const item = make("button", { type: "button", textContent: records[number].msgid });
      item.dataset.message = number;
      dress(item, true);
      list.append(make("li", {}, item));
    }
    legend.append(make("details", {}, make("summary", { textContent: title }), list));
  }

  function line(label, text, properties = {}) {
    if (!text) return [];
    return [make("dt", { textContent: label }), make("dd", { textContent: text, ...properties })];
  }

  function fillPanel(record) {
    const head = make("p", { className: "workbench-panel__state", textContent: LABELS[record.state] });
    head.dataset.state = record.state;
    const remarks = record.remarks.map((remark) => {
      const check = remark.check && ` [${remark.check}]`;
      const item = make("li", { textContent: `${remark.severity}: ${remark.message}${check}` });
      if (remark.hint) item.append(make("div", { textContent: `→ ${remark.hint}` }));
      item.dataset.severity = remark.severity;
      return item;
    });
    const language = { lang: document.documentElement.lang, dir: "auto" };
    const facts = make(
      "dl",
      {},
      ...line("English", record.msgid),
      ...line("Context", record.msgctxt),
      ...line("Translation", record.msgstr, language),
      ...line("Keep", record.terms),
      ...line("Readers see", record.shown ? "the translation" : "the English text"),
      ...line("File", record.place),
    );
    panel.replaceChildren(head, ...(remarks.length ? [make("ul", {}, ...remarks)] : []), facts);
  }

  function show(mark) {
    clearTimeout(leaving);
    if (!isOn() || mark === current || !records[mark.dataset.message]) return;
    hide();
    current = mark;
    fillPanel(records[mark.dataset.message]);
    mark.setAttribute("aria-describedby", panel.id);
    panel.hidden = false;
    place(mark.getBoundingClientRect());
  }

  // Below the mark where there is room, else above it.
  function place(box) {
    const { offsetWidth: width, offsetHeight: height } = panel;
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    const below = box.bottom + 6;
    const top = below + height < innerHeight ? below : Math.max(8, box.top - height - 6);
    panel.style.left = `${left}px`;
    panel.style.top = `${top}px`;
  }

  function hide() {
    clearTimeout(leaving);
    current?.removeAttribute("aria-describedby");
    current = null;
    panel.hidden = true;
  }

  const markOf = (event) => event.target.closest?.("[data-message]");

  document.addEventListener("pointerover", (event) => {
    const mark = markOf(event);
    if (mark) show(mark);
    else if (panel.contains(event.target)) clearTimeout(leaving);
  });
  document.addEventListener("pointerout", (event) => {
    if (!current || !(markOf(event) || panel.contains(event.target))) return;
    clearTimeout(leaving);
    if (!current.contains(document.activeElement)) leaving = setTimeout(hide, HIDE_AFTER);
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark) show(mark);
  });
  document.addEventListener("focusout", (event) => {
    if (markOf(event) === current) hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) {
      event.stopPropagation();
      hide();
    } else if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyW" && address) {
      event.preventDefault();
      toggle(!isOn());
    }
  });
  addEventListener("scroll", () => current && place(current.getBoundingClientRect()), { passive: true });
  button.addEventListener("click", () => toggle(!isOn()));

  async function read(from) {
    const response = await fetch(from, { cache: "no-store" });
    if (!response.ok) throw new Error(`${from}: ${response.status}`);
    return response.json();
  }

  async function showError() {
    const { error, built } = await read("/workbench.json");
    if (!error) return;
    const banner = make("div", { ...ours, className: "workbench-banner" });
    banner.setAttribute("role", "alert");
    document.body.prepend(banner);
    banner.append(
      make("strong", { textContent: built ? "Not up to date. " : "No translation is shown. " }),
      built
        ? "The last save cannot be used, so this is the page as it was before. "
        : "A file cannot be used, so all pages are in English until it is mended. ",
      make("code", { textContent: error }),
    );
  }

  async function start() {
    if (!address) return;
    records = await read(address);
    document.body.append(panel, make("div", { className: "workbench" }, legend, button));
    toggle(sessionStorage.getItem(remembered) === "on");
    // Material changes pages without loading them (navigation.instant).
    globalThis.document$?.subscribe(() => toggle(isOn()));
  }

  showError();
  start();
})();
