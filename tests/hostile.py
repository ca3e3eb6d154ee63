"""Words and files that break what trusts them."""

NAUGHTY = [
    "",
    "undefined",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "${jndi:ldap://x}",
    "ﷺ" * 100,
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "\u202e\u2066test\u2069",
    "👩‍👩‍👧‍👦",
    "9" * 400,
    "9" * 5000,
    "-1",
    "1e309",
    "%00",
    "%ff%fe",
    "x" * 10_000,
    "{{7*7}}",
    "\t\n",
]
