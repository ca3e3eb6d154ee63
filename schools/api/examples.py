"""What the description of the API shows as an example."""

ROW = {
    "vestiging": "99XA00",
    "personeelsnummer": "P-10001",
    "bsn": "900000213",
    "geslachtsnaam": "Groot",
    "voorvoegsel": "de",
    "voornamen": "Anna Maria",
    "geboortedatum": "1985-12-31",
    "functiecategorie": "9",
    "aard_arbeidsrelatie": "1",
    "betrekkingsomvang": "0,8000",
    "grondslagcode": "VO-GET",
    "begin": "2026-08-01",
    "mutatiesoort": "N",
    "mutatiedatum": "2026-11-01",
}
EXAMPLE = {
    "id": 7,
    "bestuur": "99001",
    "status": "gecontroleerd",
    "soort": "wijzigingen",
    "peildatum": "2026-11-21",
    "bestandsnaam": "personeel-2026-11.csv",
    "vingerafdruk": "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
    "ingeleverdOp": "2026-11-21T09:42:00Z",
    "gecontroleerdOp": "2026-11-21T09:42:03Z",
    "verwerktOp": None,
    "ontvangstbewijs": "",
    "digest": "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de",
    "aantallen": {"regels": 214, "nieuw": 3, "gewijzigd": 9, "ongewijzigd": 202, "vertrokken": 0},
    "draaitTerug": None,
    "redenen": [],
    "_links": {
        "self": {"href": "https://lerarenregister.example/api/v1/leveringen/7"},
        "regels": {"href": "https://lerarenregister.example/api/v1/leveringen/7/regels"},
        "goedkeuring": {"href": "https://lerarenregister.example/api/v1/leveringen/7/goedkeuring"},
    },
}
UNDO = {
    **EXAMPLE,
    "id": 8,
    "status": "goedgekeurd",
    "soort": "teruggedraaid",
    "bestandsnaam": "",
    "digest": "",
    "aantallen": {"regels": 0},
    "draaitTerug": 7,
    "_links": {
        "self": {"href": "https://lerarenregister.example/api/v1/leveringen/8"},
        "regels": {"href": "https://lerarenregister.example/api/v1/leveringen/8/regels"},
    },
}
