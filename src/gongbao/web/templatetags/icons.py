"""Line icons and the four state marks, as SVG paths on a 20-unit square, drawn for this project."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "met": '<path fill-rule="evenodd" d="M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm5.2 6.5-1.5-1.4-5.1 5.3-2.4-2.3-1.4 '
    '1.5 3.9 3.7Z"/>',
    "not_met": '<path fill-rule="evenodd" d="M2 2h16v16H2ZM6.6 5.2 5.2 6.6 8.6 10l-3.4 3.4 1.4 1.4L10 11.4l3.4 3.4 '
    '1.4-1.4L11.4 10l3.4-3.4-1.4-1.4L10 8.6Z"/>',
    "unknown": '<path fill-rule="evenodd" d="m10 1 9.5 17H.5ZM9 7v5.5h2V7Zm0 7v2h2v-2Z"/>',
    "judgement": '<path fill-rule="evenodd" d="m10 .5 8.5 4.75v9.5L10 19.5l-8.5-4.75v-9.5ZM10 5a2.5 2.5 0 1 0 0 5 '
    '2.5 2.5 0 0 0 0-5Zm-4.5 9.5h9c0-2.25-2-3.5-4.5-3.5s-4.5 1.25-4.5 3.5Z"/>',
    "arrow": '<path d="M4 10h12m-5-5 5 5-5 5"/>',
    "down": '<path d="M10 3v10m-4-4 4 4 4-4M4 17h12"/>',
    "up": '<path d="M10 14V3m-4 4 4-4 4 4M4 17h12"/>',
    "doc": '<path d="M5 2h7l4 4v12H5ZM12 2v4h4M8 10h5m-5 4h5"/>',
    "search": '<circle cx="8.5" cy="8.5" r="5.5"/><path d="m13 13 4.5 4.5"/>',
    "lock": '<path d="M5 9h10v8H5ZM7 9V6a3 3 0 0 1 6 0v3"/>',
    "print": '<path d="M6 8V3h8v5M5 14H3V8h14v6h-2M6 12h8v5H6Z"/>',
    "mail": '<path d="M3 5h14v11H3ZM3 6l7 5 7-5"/>',
}


def inline(name: str, css: str) -> str:
    """One icon drawn where it stands, for pages that carry no sprite."""
    return f'<svg class="{css}" viewBox="0 0 20 20" aria-hidden="true">{ICONS[name]}</svg>'


def use(name: str, css: str) -> str:
    """A reference to the page's sprite."""
    return f'<svg class="{css}" aria-hidden="true"><use href="#i-{name}"/></svg>'


def sprite(names: set[str]) -> str:
    """The page's sprite: only the icons it used, in one fixed order."""
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 20 20">{body}</symbol>'
        for name, body in ICONS.items()
        if name in names
    )
    return f'<svg class="visually-hidden" aria-hidden="true">{symbols}</svg>' if symbols else ""
