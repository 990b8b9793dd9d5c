/* Printing works without this script; with one there is a button for it, and what is folded opens
   in browsers whose print cannot open it by style alone. */
"use strict";
(function () {
  function show() {
    document.querySelectorAll(".leaflet-paper__print").forEach(function (button) {
      button.hidden = false;
    });
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest(".leaflet-paper__print")) print();
  });

  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("article details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });

  show();
  addEventListener("DOMContentLoaded", function () {
    if (window.document$) document$.subscribe(show);
  });
})();
