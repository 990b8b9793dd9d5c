/* The list of languages in the header: it works without this script, which keeps the section that
   the reader is in, closes the list, remembers the choice, and follows instant navigation. */
"use strict";
(function () {
  // Material asks every exact rel=alternate for a sitemap of its own, and would answer a click on
  // one of those addresses itself; a space behind the word changes nothing for anybody else.
  document.querySelectorAll("link[rel=alternate][hreflang]").forEach(function (link) {
    link.setAttribute("rel", "alternate ");
  });

  // Only some browsers let the keyboard into a table that is scrolled sideways by themselves.
  addEventListener("load", function () {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    });
  });

  function section() {
    if (location.hash.length > 1) return location.hash;
    var found = "";
    document.querySelectorAll("article :is(h2, h3)[id]").forEach(function (heading) {
      if (heading.getBoundingClientRect().top < innerHeight / 3) found = "#" + heading.id;
    });
    return found;
  }

  function close(list) {
    if (list.contains(document.activeElement)) list.querySelector("summary").focus();
    list.open = false;
  }

  var list = document.querySelector("details.leaflet-languages");
  if (!list) return;

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[hreflang]");
    if (list.open && !list.contains(event.target)) list.open = false;
    if (!link) return;
    try { localStorage.setItem("leaflets.language", link.hreflang); } catch (error) { /* not allowed */ }
    if (!link.closest(".leaflet-languages")) return;
    if (link.closest("details")) link.hash = section();
    event.stopPropagation(); // the browser follows the address itself, instant navigation or not
  }, true);

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && list.open) close(list);
  });
  list.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !list.contains(event.relatedTarget)) list.open = false;
  });

  if (window.document$ === undefined) addEventListener("DOMContentLoaded", follow);
  else follow();

  function follow() {
    if (!window.document$) return;
    document$.subscribe(function () {
      var fresh = document.getElementById("leaflet-languages");
      if (!fresh) return;
      var copy = fresh.content.querySelector("ul").cloneNode(true);
      list.querySelector("ul").replaceWith(copy);
      list.open = false;
    });
  }
})();
