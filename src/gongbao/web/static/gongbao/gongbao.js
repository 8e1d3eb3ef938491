// Small helps for those who have script; every page works without.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]");

  // Problems are read out first.
  one("[data-focus]")?.focus();

  // An open menu closes when one turns elsewhere.
  all(".menu").forEach((menu) => {
    const close = (event) => { if (!menu.contains(event.target)) menu.open = false; };
    addEventListener("click", close);
    addEventListener("focusin", close);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.firstElementChild.focus();
    });
  });

  // A slider says its number.
  all("[data-output]").forEach((slider) => {
    const output = document.getElementById(slider.dataset.output);
    slider.addEventListener("input", () => { output.value = slider.value; });
  });

  // Leaving a form with unsaved answers asks first.
  all("form[data-unsaved]").forEach((form) => {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  });

  // A button that was pressed says so and is not pressed twice.
  all("form[method=post]").forEach((form) => form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    event.submitter?.classList.add("is-busy");
    event.submitter?.setAttribute("aria-disabled", "true");
  }));
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    all(".is-busy", form).forEach((button) => { button.classList.remove("is-busy"); button.removeAttribute("aria-disabled"); });
  }));

  // Records are added and taken away in place; the buttons still ask the server where there is no script.
  all("[data-list]").forEach((list) => list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-drop]");
    if (!button) { return; }
    event.preventDefault();
    list.dispatchEvent(new Event("input", { bubbles: true }));
    if (button.matches("[data-drop]")) { button.closest("[data-record]").remove(); return; }
    const taken = all("[name]", list).map((field) => Number(field.name.split("-")[1])).filter(Number.isInteger);
    const place = document.createElement("template");
    place.innerHTML = list.querySelector("template").innerHTML.replaceAll("__n__", Math.max(-1, ...taken) + 1);
    const made = list.querySelector("[data-records]").appendChild(place.content.firstElementChild);
    made.querySelector("select, input")?.focus();
  }));

  // Print.
  all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });

  // Choosing all rows, and how many are chosen.
  all("table[data-rows]").forEach((table) => {
    const whole = table.querySelector("[data-choose-all]");
    const boxes = all("tbody input[type=checkbox]", table);
    const count = document.getElementById(table.dataset.rows);
    const tell = () => {
      const chosen = boxes.filter((box) => box.checked);
      const seen = boxes.filter((box) => !box.closest("tr").hidden);
      if (whole) {
        whole.checked = seen.length > 0 && seen.every((box) => box.checked);
        whole.indeterminate = !whole.checked && chosen.length > 0;
      }
      if (count) { count.textContent = count.dataset.words.replace("{n}", chosen.length); }
    };
    if (whole) {
      whole.hidden = false;
      whole.addEventListener("change", () => {
        boxes.forEach((box) => { if (!box.closest("tr").hidden) { box.checked = whole.checked; } });
        tell();
      });
    }
    table.addEventListener("change", tell);
    tell();
  });

  // A list narrows while one types; the button still asks the server.
  all("[data-live]").forEach((input) => {
    const rows = all(`#${input.dataset.live} tbody tr`);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      rows.forEach((row) => { row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted); });
    });
  });

  // Officers' keys: J K next and previous, X choose, A pass, R return, D differences, / search.
  const go = {
    j: () => one("[aria-keyshortcuts=J]")?.click(),
    k: () => one("[aria-keyshortcuts=K]")?.click(),
    x: () => one("tr[aria-current] input[type=checkbox]")?.click(),
    a: () => one("[aria-keyshortcuts=A]")?.focus(),
    r: () => one("[aria-keyshortcuts=R]")?.focus(),
    d: () => { const place = document.getElementById("diff"); place?.scrollIntoView(); place?.focus(); },
    "/": () => one("[data-search]")?.focus(),
  };
  if (one("[data-keys]") && document.body.dataset.shortcuts !== "off") {
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
      const act = go[event.key.toLowerCase()];
      if (act) { event.preventDefault(); act(); }
    });
  }
})();
