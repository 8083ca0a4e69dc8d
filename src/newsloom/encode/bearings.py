"""Sentences by which an unknown model's vectors get their bearings: what do all news texts share, and is meaning left?

In: the vectors of `sentences`. Out: `Bearings`. Refuses: a model that gives one vector for whatever text, with
BadModelOutput.

Models differ in how alike they find two texts that have nothing to do with each other: some say .1, others .75. The
weights of `cluster.policy` were measured where strangers lie near 0. Most of the difference is one direction that all
vectors of a model share; it is the mean of vectors of unlike texts, and taken away from each. (On a model that was bent
in that way the stories came out as before, and without this every day became one heap: docs/adr/0033.)

The events are invented; the lines of one event say the same thing in English, Arabic, French and Spanish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsloom.errors import BadModelOutput

VERSION = "1"
"""Part of an encoder's name: with other sentences the same model gives other vectors."""
EVENTS = (
    (
        "Parliament passed the budget after a night of debate, with higher taxes on tobacco.",
        "أقر البرلمان الموازنة بعد ليلة من النقاش، مع ضرائب أعلى على التبغ.",
        "Le Parlement a adopté le budget après une nuit de débats, avec des taxes plus élevées sur le tabac.",
        "El Parlamento aprobó el presupuesto tras una noche de debate, con impuestos más altos al tabaco.",
    ),
    (
        "An earthquake shook the coast before dawn and damaged hundreds of houses.",
        "هز زلزال الساحل قبل الفجر وألحق أضرارا بمئات المنازل.",
        "Un séisme a secoué la côte avant l'aube et endommagé des centaines de maisons.",
        "Un terremoto sacudió la costa antes del amanecer y dañó cientos de casas.",
    ),
    (
        "The champions lost the final on penalties after their captain was sent off.",
        "خسر الأبطال المباراة النهائية بركلات الترجيح بعد طرد قائدهم.",
        "Les champions ont perdu la finale aux tirs au but après l'expulsion de leur capitaine.",
        "Los campeones perdieron la final en los penaltis tras la expulsión de su capitán.",
    ),
    (
        "Doctors say the new vaccine protects children from malaria for three years.",
        "يقول الأطباء إن اللقاح الجديد يحمي الأطفال من الملاريا لمدة ثلاث سنوات.",
        "Selon les médecins, le nouveau vaccin protège les enfants du paludisme pendant trois ans.",
        "Los médicos dicen que la nueva vacuna protege a los niños de la malaria durante tres años.",
    ),
    (
        "The central bank raised interest rates to slow the rise of prices.",
        "رفع البنك المركزي أسعار الفائدة لإبطاء ارتفاع الأسعار.",
        "La banque centrale a relevé ses taux d'intérêt pour freiner la hausse des prix.",
        "El banco central subió los tipos de interés para frenar el alza de los precios.",
    ),
    (
        "Police arrested two men over the theft of paintings from the city museum.",
        "ألقت الشرطة القبض على رجلين بتهمة سرقة لوحات من متحف المدينة.",
        "La police a arrêté deux hommes pour le vol de tableaux au musée de la ville.",
        "La policía detuvo a dos hombres por el robo de cuadros del museo de la ciudad.",
    ),
    (
        "A telescope has found water vapour in the air of a planet far outside our solar system.",
        "رصد تلسكوب بخار الماء في غلاف كوكب بعيد خارج مجموعتنا الشمسية.",
        "Un télescope a trouvé de la vapeur d'eau dans l'air d'une planète très loin de notre système solaire.",
        "Un telescopio ha hallado vapor de agua en el aire de un planeta muy lejos de nuestro sistema solar.",
    ),
    (
        "Train drivers will strike on Friday because the railway refuses them a pay rise.",
        "يضرب سائقو القطارات يوم الجمعة لأن السكك الحديدية ترفض زيادة أجورهم.",
        "Les conducteurs de train feront grève vendredi car le rail leur refuse une augmentation.",
        "Los maquinistas harán huelga el viernes porque el ferrocarril les niega un aumento.",
    ),
    (
        "The two neighbours signed a ceasefire and will exchange their prisoners.",
        "وقع البلدان الجاران وقفا لإطلاق النار وسيتبادلان الأسرى.",
        "Les deux pays voisins ont signé un cessez-le-feu et échangeront leurs prisonniers.",
        "Los dos países vecinos firmaron un alto el fuego e intercambiarán a sus prisioneros.",
    ),
    (
        "The carmaker recalls a million vehicles because their brakes may fail.",
        "تستدعي شركة السيارات مليون مركبة لأن مكابحها قد تتعطل.",
        "Le constructeur rappelle un million de véhicules dont les freins peuvent lâcher.",
        "El fabricante llama a revisión un millón de vehículos porque sus frenos pueden fallar.",
    ),
    (
        "Her third novel, about a lighthouse keeper's daughter, has won the literature prize.",
        "فازت روايتها الثالثة، عن ابنة حارس المنارة، بجائزة الأدب.",
        "Son troisième roman, sur la fille d'un gardien de phare, a remporté le prix de littérature.",
        "Su tercera novela, sobre la hija de un farero, ha ganado el premio de literatura.",
    ),
    (
        "After weeks without rain, farmers fear that the wheat harvest will be half of last year's.",
        "بعد أسابيع بلا مطر، يخشى المزارعون أن يكون محصول القمح نصف محصول العام الماضي.",
        "Après des semaines sans pluie, les agriculteurs craignent une récolte de blé moitié moindre que l'an dernier.",
        "Tras semanas sin lluvia, los agricultores temen una cosecha de trigo la mitad que la del año pasado.",
    ),
)
LANGUAGES = ("en", "ar", "fr", "es")
Rows = NDArray[np.float64]
STRANGERS = 0.04
"""Mean cosine of the English sentences by MiniLM, with which the weights were measured (.039, deviation .08)."""
NO_LENGTH = 1e-3
"""Shorter than this is noise: the text says nothing beyond what all say."""
CLEARLY = 0.25
"""How much nearer a translation must lie than a stranger; models that know no more than one language reach .05."""


@dataclass(frozen=True, slots=True)
class Bearings:
    """What the vectors of a model have in common, and how well they tell meanings apart."""

    n_sentences: int
    shared: Rows
    """(n_dims,), taken away from every vector."""
    strangers: float
    """Mean cosine of two sentences of one language on different events, as the model gives it."""
    translations: float | None
    """Mean cosine of a sentence and its translation, once `shared` is taken away; None where one language is read."""
    others: float | None
    """The same of sentences in two languages on different events."""

    @property
    def tells_languages_together(self) -> bool:
        """Whether a translation lies clearly nearer than a stranger of its language does."""
        if self.translations is None or self.others is None:
            return False
        return self.translations > self.others + CLEARLY

    def centred(self, rows: Rows) -> NDArray[np.float32]:
        """The rows without what all share, of length 1; all zeros where nothing is left."""
        return _centred(rows, self.shared).astype(np.float32)


def sentences(languages: Sequence[str]) -> tuple[str, ...]:
    """What to encode for a model that reads these languages: event by event. Of all languages where it reads none."""
    places = [n for n, language in enumerate(LANGUAGES) if language in languages] or range(len(LANGUAGES))
    return tuple(event[n] for event in EVENTS for n in places)


def bearings(subject: str, rows: Rows) -> Bearings:
    """What the vectors of `sentences`, in their order, tell of the model `subject`."""
    n_languages = len(rows) // len(EVENTS)
    if len(np.unique(rows[::n_languages].round(5), axis=0)) < len(EVENTS):
        raise BadModelOutput(subject, "one and the same vector for unlike texts")
    event, language = np.divmod(np.arange(len(rows)), n_languages)
    is_same_event, is_same_language = event[:, None] == event, language[:, None] == language
    cosines = rows @ rows.T
    alike = max(0.0, float(cosines[~is_same_event].mean()))
    shared = rows.mean(axis=0) * _share_to_take(alike, len(rows))
    strangers = float(cosines[~is_same_event & is_same_language].mean())
    if n_languages == 1:
        return Bearings(len(rows), shared, strangers, None, None)
    centred = _centred(rows, shared)
    cosines = (centred @ centred.T)[~is_same_language]
    is_same_event = is_same_event[~is_same_language]
    translations, others = float(cosines[is_same_event].mean()), float(cosines[~is_same_event].mean())
    return Bearings(len(rows), shared, strangers, translations, others)


def _share_to_take(alike: float, n_rows: int) -> float:
    """How much of the mean is taken away, so that strangers who were `alike` are no more so than `STRANGERS`.

    The mean of n vectors holds what they share, and by chance an n-th of what they do not: it is shortened by as much.
    """
    if alike <= STRANGERS:
        return 0.0
    kept = (STRANGERS * (1 - alike) / (alike * (1 - STRANGERS))) ** 0.5
    return (1 - kept) * alike / (alike + (1 - alike) / n_rows)


def _centred(rows: Rows, shared: Rows) -> Rows:
    rest = np.where(rows.any(axis=1, keepdims=True), rows - shared, 0.0)
    lengths = np.linalg.norm(rest, axis=1, keepdims=True)
    centred: Rows = np.divide(rest, lengths, out=np.zeros_like(rest), where=lengths > NO_LENGTH)
    return centred
