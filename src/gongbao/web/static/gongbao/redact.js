// A rectangle drawn over a page with the pointer fills the four numbers of the form; numbers typed move the rectangle.
"use strict";

(() => {
  const stage = document.getElementById("drawing");
  const form = document.getElementById("redact-form");
  if (!stage || !form) { return; }
  const names = ["left", "top", "width", "height"];
  const fields = names.map((name) => form.elements.namedItem(name));
  if (fields.some((each) => !each)) { return; }
  const box = document.createElement("div");
  box.className = "drawing__box";
  stage.append(box);
  let from = null;

  const show = ([left, top, width, height]) => {
    [box.style.left, box.style.top] = [`${left / 10}%`, `${top / 10}%`];
    [box.style.width, box.style.height] = [`${width / 10}%`, `${height / 10}%`];
    box.hidden = !(width && height);
  };
  const typed = () => fields.map((each) => Number.parseInt(each.value, 10) || 0);
  const at = (event) => {
    const area = stage.getBoundingClientRect();
    const within = (value) => Math.round(Math.min(1, Math.max(0, value)) * 1000);
    return [within((event.clientX - area.left) / area.width), within((event.clientY - area.top) / area.height)];
  };
  const drawn = ([x, y]) => [Math.min(from[0], x), Math.min(from[1], y), Math.abs(x - from[0]), Math.abs(y - from[1])];

  stage.classList.add("is-ready");
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) { return; }
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    from = at(event);
    show([...from, 0, 0]);
  });
  stage.addEventListener("pointermove", (event) => { if (from) { show(drawn(at(event))); } });
  stage.addEventListener("pointerup", (event) => {
    if (!from) { return; }
    const area = drawn(at(event));
    from = null;
    if (area[2] && area[3]) { fields.forEach((each, n) => { each.value = area[n]; }); }
    show(typed());
  });
  stage.addEventListener("pointercancel", () => { from = null; show(typed()); });
  fields.forEach((each) => each.addEventListener("input", () => show(typed())));
  show(typed());
})();
