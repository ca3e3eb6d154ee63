"""The icons that ``{% icon %}`` draws, on a grid of 24 with a stroke of 2."""

ICONS = {
    "activate": '<circle cx="8" cy="15.5" r="4.5"/><path d="m11.2 12.3 8.3-8.3M15.5 8l3 3"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "book": '<path d="M12 6.5C10 5 7 4.5 3.5 4.5V18c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2V4.5'
    'C17 4.5 14 5 12 6.5zM12 6.5V20"/>',
    "building": '<path d="M3 20.5h18M5 20.5V10l7-5 7 5v10.5M10 20.5V15h4v5.5M12 9.5v.1"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8"/>',
    "certificate": '<path d="M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6z'
    'M8.5 12l2.5 2.5 4.5-5"/>',
    "chart": '<path d="M4 20h16M7 20v-6M12 20V6M17 20v-9"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron": '<path d="m9 6 6 6-6 6"/>',
    "chevron-down": '<path d="m6 9 6 6 6-6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.4 2"/>',
    "course": '<path d="M2 9.5 12 5l10 4.5L12 14zM6.5 12v4.5c3 2.4 8 2.4 11 0V12M22 9.5v5"/>',
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "document": '<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6"/>',
    "dot": '<circle cx="12" cy="12" r="4"/>',
    "download": '<path d="M12 4v11.5M6.5 10.5 12 16l5.5-5.5M4 20h16"/>',
    "evaluate": '<path d="M3.5 4.5h17v11h-17zM9 20l3-4.5 3 4.5M8 11.5l2.5-3 2 2 3.5-3.5"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.8"/>',
    "home": '<path d="m4 11 8-7 8 7v9h-5.5v-5.5h-5V20H4z"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "judge": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z"/>',
    "key": '<path d="M7 10.5V8a5 5 0 0 1 10 0v2.5M5 10.5h14v10H5zM12 14.5v2.5"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4.5 6v.1M4.5 12v.1M4.5 18v.1"/>',
    "mail": '<path d="M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "pencil": '<path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.4 3.1-5 6.5-5s5.9 1.6'
    ' 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 15c2 .7 3.1 2.2 3.5 4.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 20.5c.8-4 4-6 8-6s7.2 2 8 6"/>',
    "place": '<path d="M12 21c4.5-4.7 7-8 7-11.2a7 7 0 0 0-14 0C5 13 7.5 16.3 12 21z"/>'
    '<circle cx="12" cy="9.8" r="2.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "qr": '<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8zM13 13h3v3h-3z'
    'M13.5 8.5h2M8.5 13.5v2"/>',
    "question": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.7A2.6 2.6 0 1 1 12.8 12'
    'c-.6.3-.8.7-.8 1.5M12 16.6v.1"/>',
    "renew": '<path d="M19.5 8A8.5 8.5 0 0 0 4 10.5M4.5 16A8.5 8.5 0 0 0 20 13.5'
    'M20 4v4.5h-4.5M4 20v-4.5h4.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "sign-out": '<path d="M13 4h6.5v16H13M4 12h10.5M10.5 8l4 4-4 4"/>',
    "talk": '<path d="M4 5h12v8.5H9L5.5 17v-3.5H4zM18.5 9H20v8h-1.5v3L15 17h-4.5"/>',
    "upload": '<path d="M12 16V4.5M6.5 10 12 4.5 17.5 10M4 20h16"/>',
    "warning": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.4v.1"/>',
}
