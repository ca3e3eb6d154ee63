"""Names for people who do not exist."""

GIVEN = (
    "Noor Joost Fatima Sem Yusuf Anouk Hicham Ilse Lars Sanne Mehmet Zoë Thijs Aisha Bram Eva Daan Lotte Omar Floor"
    " Ruben Maud Karim Femke Milan Roos Emre Tess Gijs Naima Stijn Lieke Sven Amira Koen Jasmijn Niels Selma Wouter"
    " Iris Teun Meryem Jelle Vera Rachid Esmée Bas Şeyma Luuk Zuzanna Pim Łucja Joris Hanna Tygo Rosa Mees Dilan"
).split()
FAMILY = [
    ("", name)
    for name in (
        "Bakker Terpstra Yılmaz Visser Smit Jansen Mulder Bos Vos Peters Hendriks Dekker Brouwer Kuipers Veenstra Hoekstra"
        " Postma Prins Blom Huisman Kok Willems Maas Verhoeven Koster Schouten Wolters Demir Kaya Öztürk Amrani Benali"
        " Kowalski Nowak Wójcik Sánchez Nguyen Singh Okafor Hofman Gerritsen Scholten Molenaar Kramer Jonker"
    ).split()
] + [
    ("de", "Boer"), ("de", "Groot"), ("van", "Dijk"), ("van den", "Berg"), ("van der", "Meer"),
    ("de", "Vries"), ("van", "Loon"), ("ter", "Horst"), ("el", "Idrissi"), ("van", "Dam"),
]  # fmt: skip


def fictitious_bsn(n: int) -> str:
    """Return the n-th number of the range 900000000–999999999 that passes the 11-test.

    The first hundred thousand are for files; the rest for ``populate``. Numbers repeat after nine
    million.
    """
    for candidate in range(n * 11, n * 11 + 11):
        digits = [int(digit) for digit in str(90_000_000 + candidate % 10_000_000)]
        check = (
            sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        )
        if check < 10:
            return "".join(map(str, [*digits, check]))
    raise AssertionError("eleven numbers in a row cannot all fail the test")
