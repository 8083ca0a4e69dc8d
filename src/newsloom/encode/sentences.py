"""News that never happened, each in four languages, to try a model with.

In: the languages that a model reads. Out: sentences. Refuses: nothing; of a model that reads none of the four, all are
asked.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    (
        "A ferry with eighty people on board sank in the lake during a storm.",
        "غرقت عبارة على متنها ثمانون شخصا في البحيرة خلال عاصفة.",
        "Un ferry avec quatre-vingts personnes à bord a coulé dans le lac pendant une tempête.",
        "Un transbordador con ochenta personas a bordo se hundió en el lago durante una tormenta.",
    ),
    (
        "The court ruled that the former minister must go to prison for taking bribes.",
        "قضت المحكمة بسجن الوزير السابق لتلقيه رشاوى.",
        "Le tribunal a condamné l'ancien ministre à la prison pour avoir accepté des pots-de-vin.",
        "El tribunal condenó al exministro a prisión por aceptar sobornos.",
    ),
    (
        "Schools stay closed in the capital after teachers and pupils fell ill from the smog.",
        "تبقى المدارس مغلقة في العاصمة بعد أن مرض معلمون وتلاميذ بسبب الضباب الدخاني.",
        "Les écoles restent fermées dans la capitale après que le smog a rendu malades maîtres et élèves.",
        "Las escuelas siguen cerradas en la capital después de que la contaminación enfermara a maestros y alumnos.",
    ),
    (
        "A start-up wants to recycle old phone batteries and has found investors for its factory.",
        "تريد شركة ناشئة إعادة تدوير بطاريات الهواتف القديمة ووجدت مستثمرين لمصنعها.",
        "Une jeune entreprise veut recycler les vieilles batteries de téléphone et a trouvé des investisseurs.",
        "Una empresa emergente quiere reciclar baterías viejas de teléfono y ha encontrado inversores para su fábrica.",
    ),
    (
        "The opposition leader won the presidential election by a narrow margin.",
        "فاز زعيم المعارضة في الانتخابات الرئاسية بفارق ضئيل.",
        "Le chef de l'opposition a remporté l'élection présidentielle de justesse.",
        "El líder de la oposición ganó las elecciones presidenciales por un estrecho margen.",
    ),
    (
        "Archaeologists have dug up a bronze ship's bell under the old market square.",
        "عثر علماء الآثار على جرس سفينة من البرونز تحت ساحة السوق القديمة.",
        "Des archéologues ont mis au jour une cloche de navire en bronze sous la vieille place du marché.",
        "Unos arqueólogos desenterraron una campana de barco de bronce bajo la antigua plaza del mercado.",
    ),
    (
        "Rents in the big cities rose faster than wages for the fifth year in a row.",
        "ارتفعت الإيجارات في المدن الكبرى أسرع من الأجور للعام الخامس على التوالي.",
        "Dans les grandes villes, les loyers ont augmenté plus vite que les salaires pour la cinquième année.",
        "Los alquileres en las grandes ciudades subieron más que los salarios por quinto año consecutivo.",
    ),
    (
        "The singer cancelled her tour because an infection has damaged her voice.",
        "ألغت المغنية جولتها لأن التهابا أضر بصوتها.",
        "La chanteuse a annulé sa tournée car une infection a abîmé sa voix.",
        "La cantante canceló su gira porque una infección le ha dañado la voz.",
    ),
    (
        "Wolves have returned to the mountains, and shepherds ask for dogs and fences.",
        "عادت الذئاب إلى الجبال، ويطلب الرعاة كلابا وأسوارا.",
        "Les loups sont revenus dans les montagnes et les bergers demandent des chiens et des clôtures.",
        "Los lobos han vuelto a las montañas y los pastores piden perros y vallas.",
    ),
    (
        "An attack on a computer network stopped the work of forty hospitals for a day.",
        "أوقف هجوم على شبكة حاسوب عمل أربعين مستشفى ليوم كامل.",
        "Une attaque contre un réseau informatique a paralysé quarante hôpitaux pendant une journée.",
        "Un ataque a una red informática paralizó el trabajo de cuarenta hospitales durante un día.",
    ),
    (
        "The cyclist from Ecuador won the mountain stage alone and now leads the race.",
        "فاز الدراج الإكوادوري بمرحلة الجبال منفردا وأصبح متصدر السباق.",
        "Le coureur équatorien a gagné seul l'étape de montagne et mène désormais la course.",
        "El ciclista ecuatoriano ganó en solitario la etapa de montaña y ahora lidera la carrera.",
    ),
    (
        "Thousands of families left the border region because the fighting came nearer.",
        "غادرت آلاف العائلات المنطقة الحدودية لأن القتال اقترب.",
        "Des milliers de familles ont quitté la région frontalière car les combats se rapprochaient.",
        "Miles de familias abandonaron la región fronteriza porque los combates se acercaban.",
    ),
)
LANGUAGES = ("en", "ar", "fr", "es")


def sentences(languages: Sequence[str]) -> tuple[str, ...]:
    """What to encode for a model that reads these languages, or any where none is named: event by event."""
    places = [n for n, language in enumerate(LANGUAGES) if language in languages] or range(len(LANGUAGES))
    return tuple(event[n] for event in EVENTS for n in places)
