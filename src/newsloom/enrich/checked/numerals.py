"""The number words of a language.

In: a language. Out: `Numerals`, all words folded. Refuses: nothing; languages without a table read digits alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from newsloom.records import Language
from newsloom.text import fold

HUNDRED = 100
MONDAY = fold("الاثنين")
"""Which is spelled as `the two` is."""
JOINED = ("hundred", "scale", "ten", "unit")


@dataclass(frozen=True)
class Numerals:
    words: dict[str, int]
    """Word to number: up to 99, hundreds, and scales from a thousand on."""
    ordinals: dict[str, int] = field(default_factory=dict)
    joins: frozenset[str] = frozenset()
    """Words that stand between parts of one number."""
    prefix: str = ""
    """What is written together with a part that is added: Arabic `و`."""
    clitics: tuple[str, ...] = ()
    units: tuple[tuple[tuple[str, ...], str], ...] = ()
    by_twenties: bool = False
    dozen: int = 0

    def value(self, word: str) -> int | None:
        if word.endswith(MONDAY):
            return None
        found = self.words.get(word, self.ordinals.get(word))
        if found is None and word:
            bare = next((word[len(one) :] for one in self.clitics if word.startswith(one)), "")
            found = self.words.get(bare, self.ordinals.get(bare))
        return found

    def is_ordinal(self, word: str) -> bool:
        bare = next((word[len(one) :] for one in self.clitics if word.startswith(one)), word)
        return word in self.ordinals or (word not in self.words and bare in self.ordinals)

    def scale(self, word: str) -> int | None:
        """What a number in digits is multiplied with by the word after it."""
        found = self.words.get(word)
        return found if found is not None and (found >= 1000 or found == HUNDRED) else None


def _table(text: str) -> dict[str, int]:
    """`word word = number`, one number a line."""
    found: dict[str, int] = {}
    for line in text.strip().splitlines():
        words, _, number = line.rpartition("=")
        found.update(dict.fromkeys(map(fold, words.split()), int(number)))
    return found


def _counted(words: str, start: int = 0) -> dict[str, int]:
    return {fold(word): n for n, word in enumerate(words.split(), start)}


def _units(text: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    found = []
    for line in text.strip().splitlines():
        names, _, sign = line.rpartition("=")
        found += [(tuple(fold(name).split()), sign.strip()) for name in names.split("|")]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


ENGLISH = Numerals(
    words=_counted(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen"
    )
    | {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
    | _table(
        "hundred = 100\nthousand k = 1000\nmillion m mn = 1000000\nbillion bn = 1000000000\ntrillion tn = 1000000000000"
    ),
    ordinals=_counted(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
        1,
    )
    | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100},
    joins=frozenset({"and"}),
    units=_units(
        "percentage points|percentage point = pp\npercent|per cent|pct = %\ndollars|dollar|us dollars|usd = $"
        "\neuros|euro|eur = €\npounds|pound|gbp = £"
    ),
)
FRENCH = Numerals(
    words=_counted("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
    | _table(
        """une = 1
        vingt vingts = 20
        trente = 30
        quarante = 40
        cinquante = 50
        soixante = 60
        septante = 70
        huitante octante = 80
        nonante = 90
        cent cents = 100
        mille = 1000
        million millions = 1000000
        milliard milliards = 1000000000"""
    ),
    ordinals=_counted("premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième", 1)
    | {"premiere": 1, "seconde": 2},
    joins=frozenset({"et"}),
    units=_units(
        "points de pourcentage = pp\npour cent|pourcent = %\ndollars|dollar = $\neuros|euro|d'euros|d’euros = €"
        "\nlivres|livre = £"
    ),
    by_twenties=True,
)
ARABIC = Numerals(
    words=_table(
        """صفر = 0
        واحد واحدة = 1
        اثنان اثنين اثنتان اثنتين اثنا اثني = 2
        ثلاث ثلاثة = 3
        أربع أربعة = 4
        خمس خمسة = 5
        ست ستة = 6
        سبع سبعة = 7
        ثمان ثماني ثمانية = 8
        تسع تسعة = 9
        عشر عشرة = 10
        عشرون عشرين = 20
        ثلاثون ثلاثين = 30
        أربعون أربعين = 40
        خمسون خمسين = 50
        ستون ستين = 60
        سبعون سبعين = 70
        ثمانون ثمانين = 80
        تسعون تسعين = 90
        مئة مائة = 100
        مئتان مئتين مائتان مائتين مئتا مئتي = 200
        ثلاثمئة ثلاثمائة = 300
        أربعمئة أربعمائة = 400
        خمسمئة خمسمائة = 500
        ستمئة ستمائة = 600
        سبعمئة سبعمائة = 700
        ثمانمئة ثمانمائة ثمانيمئة = 800
        تسعمئة تسعمائة = 900
        ألف ألفا آلاف = 1000
        مليون مليونا ملايين = 1000000
        مليار مليارا مليارات = 1000000000
        تريليون تريليونا تريليونات = 1000000000000"""
    ),
    ordinals=_table(
        """أول أولى = 1
        ثاني ثانية = 2
        ثالث ثالثة = 3
        رابع رابعة = 4
        خامس خامسة = 5
        سادس سادسة = 6
        سابع سابعة = 7
        ثامن ثامنة = 8
        تاسع تاسعة = 9
        عاشر عاشرة = 10"""
    ),
    joins=frozenset({"و"}),
    prefix="و",
    clitics=("وال", "بال", "لل", "ال", "ب", "ل", "ف", "و"),
    units=_units(
        "نقطة مئوية = pp\nفي المئة|في المائة|بالمئة|بالمائة = %\nدولار|دولارا|دولارات|دولار أمريكي = $\nيورو = €"
        "\nجنيه إسترليني = £"
    ),
)
NUMERALS: dict[Language, Numerals] = {Language("en"): ENGLISH, Language("fr"): FRENCH, Language("ar"): ARABIC}
"""Duals of Arabic scales (`ألفان`, two thousand) are no figures."""
