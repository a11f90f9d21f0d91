"""Words beside a clause that deny, doubt or restrict what it says: what a quote must not be cut from in silence.

For each language patterns of what stands before a clause and behind it:

- `doubt`: that it is denied or doubted; `condition`: that it depends on something;
- `hedge`: words that its verb or noun hangs on; `bound`: words that a figure hangs on;
- `but`: that the sentence goes on against it; `refuted`: what the rest of the sentence says of it;
- `barrier`: words that begin another clause, so that what stands before them is not said of what stands behind;
- `weak` and `weak_but`: as `hedge` and `but`, where sound quotes have the like often.
"""

import re
from functools import cache

from generator.language.negations import BEGIN, END
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Clues:
    """The patterns of one language, each a regular expression of whole words in small letters."""

    doubt: str
    condition: str
    hedge: str
    bound: str
    but: str
    refuted: str
    barrier: str = "(?!)"
    weak: str = "(?!)"
    weak_but: str = "(?!)"
    verb_last: bool = False  # what denies a clause stands behind it


CLUES = {
    "en": Clues(
        doubt=r"(?:not|never|nor|nobody|no one|none|\w+n't|cannot)(?: (?:be|ever|actually|even))? (?:say|said|says) "
        r"(?:that|whether|if)|(?:hoax(?:es)?|myths?|rumou?rs?|lies?|legends?|(?:fake|false|forged|invented) \w+) "
        r"(?:say|says|said|ha[sd]|have)(?: it)? that|(?:errors?|mistakes?|illusions?|misunderstandings?) that|"
        r"(?:satirical|spoof|fake|parody|fictitious|fabricated|forged|invented)(?: \w+){1,2} that|"
        r"(?:wrong|mistaken|lied|lying) (?:in|when|by) \w+ing that|(?:wrong|absurd|ridiculous|preposterous) that|"
        r"(?:retract|withdr[ae]w|withdrawn|recant|disown|correct(?:ed|s)|contradict|took back|take back|"
        r"taken back)\w*"
        r"(?: \w+){0,3} that|contrary to \w+(?: \w+){0,2} that|(?:wrong|false|untrue|inaccurate|misleading|"
        r"a mistake) "
        r"to (?:say|claim|think|suggest|believe|assume|conclude)|far from (?:certain|clear|proven|true|established|"
        r"settled)|misconceptions?|fallac(?:y|ies)|nonsense|apologi[sz]\w+ for \w+ing|"
        r"den(?:y|ies|ied|ying|ials?)|doubt(?:s|ed|ful)?|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing)|"
        r"debunk(?:s|ed|ing)?|disprov(?:e|es|ed|ing)|reject(?:s|ed|ing)? (?:claims?|reports?|suggestions?|"
        r"allegations?|"
        r"the (?:claim|idea|suggestion|notion|allegation|theory))|dismiss(?:es|ed)? (?:claims?|reports?|suggestions?|"
        r"the (?:claim|idea|suggestion|notion))|rul(?:e|es|ed|ing) out|fail(?:s|ed|ing|ure)? to|"
        r"refus(?:e|es|ed|al|ing) to|declin(?:e|es|ed|ing) to|unable to|unwilling to|stopp?(?:s|ed|"
        r"ing)? short of(?: \w+ing)?|"
        r"yet to \w+|false(?:ly)?|untrue|incorrect(?:ly)?|mistaken(?:ly)?|wrongly|myths?|hoax|"
        r"conspiracy theor(?:y|ies)|lies? that|lied|rumou?r(?:s|ed)?|baseless|unfounded|unproven|unclear|uncertain|"
        r"unsure|"
        r"unlikely|improbable|impossible|no longer|skeptical|sceptical|too \w+ to|prevent(?:s|ed|"
        r"ing)?(?: \w+){0,4} from|"
        r"ban(?:s|ned)?(?: \w+){0,4} from|question(?:s|ed|ing)? (?:whether|if|that)|little evidence|"
        r"lack(?:s|ed|ing)? (?:of )?(?:any )?(?:evidence|proof)|^few|seldom|rarely",
        condition=r"if|unless|whether|in case|provided that|providing|assuming|suppose|supposing|as long as|"
        r"only when",
        hedge=r"may|might|perhaps|possibly|maybe|allegedly|reportedly|supposedly|purportedly|apparently|presumably|"
        r"(?:may|might|could) (?:have|be|also|well|even|not|still|have been|\w+ly)|seem(?:s|ed)? to(?: have| be)?|"
        r"appear(?:s|ed)? to(?: have| be)?|accus(?:e|es|ed|ing)(?: \w+){0,3} of|suspected of|alleged(?: to|"
        r" to have)?|"
        r"rumou?red to|claim(?:s|ed)? to|so-called|supposed|purported|would-be|fake|false|suspected|could|almost|"
        r"nearly|far from|"
        r"instead of|rather than",
        bound=r"up to|at least|at most|as (?:many|much|few|little|high|low) as|(?:no |not )?(?:more|less|fewer|"
        r"greater|"
        r"higher|lower) than|over|under|above|below|nearly|almost|minus|fewer|exceeding|upwards of|"
        r"(?:between|from) \S+ (?:and|to)|\d\S* (?:to|or|and)",
        but=r"but|however|although|though|albeit|except|unless|if|only if|provided that|yet|nor|not|never",
        refuted=r"false|untrue|not true|incorrect|den(?:y|ies|ied|ying)|rejects?|rejected|refute[sd]?|dispute[sd]?|"
        r"debunked|dismissed|a lie|a hoax|a myth|a misconception|a fallacy|a fake|nonsense|not hold|retracted|"
        r"withdrawn|"
        r"recanted|made up|invented|wrong|mistaken|abandoned|discredited|disproved|disproven|thrown out|absurd|"
        r"ridiculous|preposterous|unsubstantiated|groundless|baseless|unfounded|unproven|no evidence|misleading|"
        r"not the case|doubts?|doubted|disagree[sd]?",
        barrier=r"because|while|when|after|before|since|where|who|whom|which|whose|and|but|or|so|than|until|although|"
        r"though|"
        r"as|said|says|say|told|added|adding|saying",
        weak=r"would|should|can|will|must|(?:would|should|can|could|will|must) (?:have|be|also|have been)|"
        r"(?:believed|thought|expected|likely|due|set|able|supposed) to(?: have| be)?|"
        r"(?:hop|plan|want|try|tri|attempt|threaten|intend|promis|offer|seek|agree|need)\w* to|until|about|around|"
        r"roughly|approximately|some|an estimated|close to|former|proposed|planned|attempted|possible|potential|only|"
        r"(?:claim|alleg|fear|hope|suspect|believ|think|thought|speculat|suggest|assum|argu|expect|"
        r"predict)\w*(?: \w+)? that",
        weak_but=r"while|whereas|despite|when|until|only|rather|instead",
    ),
    "de": Clues(
        doubt=r"bestreite[nt]|bestritt(?:en)?|leugne(?:n|t|te|ten)|dementier(?:en|t|te|ten)|bezweifel(?:n|t|te|ten)|"
        r"zweifel(?:n|t|te|ten)?|wies(?:en)? zurück|unklar|fraglich|ungewiss|unwahrscheinlich|unmöglich|falsch|"
        r"unwahr|"
        r"angeblich\w*|statt|anstatt|weigert?e?n? sich|gerüchte?n?|lüge|märchen|mythos|entfernt davon|kaum|selten|"
        r"keine(?:n|r|s)? \w+ dafür",
        condition=r"wenn|falls|sofern|ob|vorausgesetzt|es sei denn|solange|nur wenn",
        hedge=r"vielleicht|möglicherweise|womöglich|angeblich|vermutlich|mutmaßlich\w*|offenbar|anscheinend|"
        r"scheinbar|"
        r"könnte(?:n)?|dürfte(?:n)?|soll|sollen|mag|mögen|sogenannte\w*|scheint|beinahe|fast",
        bound=r"bis zu|mindestens|höchstens|wenigstens|mehr als|weniger als|über|unter|knapp|fast|beinahe|maximal|"
        r"bis|"
        r"zwischen \S+ und|von \S+ bis|\d\S* bis",
        but=r"aber|jedoch|allerdings|doch|obwohl|obgleich|wenngleich|außer|sofern|falls|wenn|es sei denn|nicht|nie",
        refuted=r"falsch|unwahr|nicht wahr|bestreite[nt]|bestritt(?:en)?|dementier\w*|widerlegt|zurückgewiesen|"
        r"unbewiesen|"
        r"eine lüge|bezweifel\w*|stimmt nicht|leugne\w*",
        barrier=r"weil|während|als|nachdem|bevor|seit|wo|und|oder|sondern|denn|damit|sagte|sagt|erklärte",
        weak=r"soll(?:te|ten)?|will|wollen|würde(?:n)?|kann|können|etwa|rund|ungefähr|circa|ehemalige\w*|nur|"
        r"(?:behaupt|glaub|vermut|befürcht|hoff|mein)\w*(?: \w+)?,? dass",
        weak_but=r"während|trotz|obschon|bis|sondern|nur",
    ),
    "fr": Clues(
        doubt=r"ni(?:e|ent|é|ait|aient)|dément(?:i|ent|it)?|démenti|dout(?:e|ent|é|ait|eux)|conteste(?:nt|r)?|"
        r"contesté|"
        r"réfut\w+|rejett?e(?:nt)?|refus(?:e|ent|é|ait) de|faux|fausse|incertain|improbable|impossible|au lieu de|"
        r"loin de|rumeurs?|mensonge|mythe|incapables? d[e']|peu probable|guère|rarement|ignore(?:nt)? si",
        condition=r"si|s'il|s'ils|à condition que|pourvu que|à moins que|au cas où|sauf si",
        hedge=r"peut-être|peut|peuvent|pourrai(?:t|ent)|prétendu\w*|soi-disant|apparemment|probablement|présumée?s?|"
        r"semble(?:nt|rait)?|serai(?:t|ent)|aurai(?:t|ent)|presque|accusée?s? d[e']|soupçonnée?s? d[e']",
        bound=r"jusqu'à|au moins|au plus|plus d[e']|moins d[e']|près d[e']|presque|entre \S+ et|de \S+ à|\d\S* à|"
        r"au maximum|au minimum",
        but=r"mais|cependant|toutefois|pourtant|bien que|quoique|sauf|à moins que|à condition que|si|pas|jamais|or",
        refuted=r"faux|fausse|démenti\w*|dément|nie|nient|réfut\w+|contest\w+|mensonge|pas vrai|inexact\w*|"
        r"infondé\w*",
        barrier=r"parce que|pendant que|quand|lorsque|après|avant|depuis|où|qui|dont|et|ou|puisque|car|dit|déclaré",
        weak=r"doit|doivent|veut|veulent|environ|quelque|ancien(?:ne)?|seulement|afin de|pour|(?:affirm|prétend|cr|"
        r"pens|espèr)\w* que",
        weak_but=r"alors que|tandis que|malgré|jusqu'à|sinon",
    ),
    "es": Clues(
        doubt=r"nieg(?:a|an)|neg(?:ó|aron|aba)|desm(?:iente|ienten|intió|intieron)|dud(?:a|an|ó|aron|oso)|"
        r"cuestion\w+|"
        r"rechaz(?:a|an|ó|aron) que|refut\w+|falso|falsa|incierto|imposible|improbable|en lugar de|en vez de|"
        r"lejos de|"
        r"rumor(?:es)?|mentira|mito|incapaz de|se neg\w+ a|supuest\w+|difícilmente|apenas|raramente",
        condition=r"si|siempre que|a menos que|en caso de que|salvo que|con tal de que|a condición de que",
        hedge=r"quizás?|tal vez|posiblemente|puede(?:n)?|podría(?:n)?|presunt\w+|supuest\w+|presuntamente|"
        r"supuestamente|"
        r"aparentemente|probablemente|parece(?:n)?|habría(?:n)?|casi|acusad\w+ de|llamad[oa]s?",
        bound=r"hasta|al menos|por lo menos|como máximo|como mínimo|más de|menos de|casi|cerca de|entre \S+ y|"
        r"de \S+ a|"
        r"\d\S* a",
        but=r"pero|sin embargo|aunque|no obstante|salvo|excepto|a menos que|siempre que|si|sino|no|nunca",
        refuted=r"falso|falsa|desm(?:iente|intió|entido)\w*|nieg\w+|negó|negaron|mentira|no es cierto|infundad\w+|"
        r"rechaz\w+",
        barrier=r"porque|mientras|cuando|después|antes|desde|donde|quien|cual|y|o|pues|como|dijo|afirmó",
        weak=r"debe(?:n)?|quiere(?:n)?|unos|unas|alrededor de|aproximadamente|ex|sólo|solo|para|"
        r"(?:afirm|asegur|cre|pens|esper|tem)\w* que",
        weak_but=r"mientras|a pesar|hasta|cuando",
    ),
    "pt": Clues(
        doubt=r"neg(?:a|am|ou|aram|ava)|desment(?:e|em|iu|iram)|duvid\w+|contest\w+|refut\w+|recus(?:a|am|ou|"
        r"aram)(?:-se)? a|"
        r"falso|falsa|incerto|impossível|improvável|em vez de|longe de|rumor(?:es)?|boatos?|mentira|mito|incapaz de|"
        r"supost\w+|dificilmente|raramente",
        condition=r"caso|desde que|a menos que|a não ser que|contanto que|^se|(?:que|saber|sobre|ver|pergunt\w+|"
        r"dúvida|questão|decid\w+|mas) se",
        hedge=r"talvez|possivelmente|pode(?:m)?|poderia(?:m)?|poderá|supost\w+|supostamente|alegadamente|"
        r"aparentemente|"
        r"provavelmente|parece(?:m)?|teria(?:m)?|seria(?:m)?|quase|acusad\w+ de|chamad[oa]s?",
        bound=r"até|pelo menos|no mínimo|no máximo|mais de|menos de|quase|cerca de|entre \S+ e|de \S+ a|\d\S* a",
        but=r"mas|porém|contudo|no entanto|embora|todavia|exceto|salvo|a menos que|desde que|não|nunca|se",
        refuted=r"falso|falsa|desment\w+|neg(?:a|am|ou|aram)|mentira|não é verdade|infundad\w+|rejeit\w+",
        barrier=r"porque|enquanto|quando|depois|antes|desde|onde|quem|qual|e|ou|pois|como|disse|afirmou",
        weak=r"deve(?:m)?|quer(?:em)?|uns|umas|aproximadamente|ex|só|apenas|para|(?:afirm|acredit|pens|esper|"
        r"tem)\w* que",
        weak_but=r"enquanto|apesar|até|quando",
    ),
    "it": Clues(
        doubt=r"neg(?:a|ano|ato|ò|arono|ava)|smentisc\w+|smentit\w+|dubit\w+|dubbi\w*|contest\w+|rifiut\w+ di|falso|"
        r"falsa|"
        r"incerto|impossibile|improbabile|invece di|lungi da|voci secondo|menzogna|mito|incapac[ei] di|presunt\w+|"
        r"difficilmente|raramente",
        condition=r"se|qualora|purché|a meno che|nel caso in cui|a condizione che|salvo che",
        hedge=r"forse|può|possono|potrebbe(?:ro)?|presunt\w+|presumibilmente|apparentemente|probabilmente|"
        r"sembra(?:no)?|"
        r"sarebbe(?:ro)?|avrebbe(?:ro)?|quasi|accusat\w+ di|cosiddett\w+",
        bound=r"fino a|almeno|al massimo|al minimo|più di|meno di|oltre|quasi|tra \S+ e|fra \S+ e|da \S+ a|\d\S* a",
        but=r"ma|però|tuttavia|sebbene|benché|anche se|eppure|tranne|salvo|a meno che|purché|se|non|mai",
        refuted=r"falso|falsa|smenti\w+|nega|negano|negato|menzogna|non è vero|infondat\w+|respint\w+",
        barrier=r"perché|mentre|quando|dopo|prima|dove|quale|cui|e|ed|o|poiché|come|disse|detto",
        weak=r"deve|devono|vuole|vogliono|circa|ex|solo|per|(?:afferm|sostien|cred|pens|sper|tem)\w* che",
        weak_but=r"mentre|nonostante|malgrado|finché",
    ),
    "nl": Clues(
        doubt=r"ontken(?:t|de|den|nen|d)|betwijfel\w+|twijfel\w*|betwist\w*|weiger\w+ (?:om )?te|onwaar|onjuist|"
        r"onduidelijk|"
        r"onzeker|onwaarschijnlijk|onmogelijk|in plaats van|verre van|geruchten?|leugen|mythe|nauwelijks|zelden|"
        r"zogenaamd\w*|vermeende?",
        condition=r"indien|tenzij|mits|^als|(?:maar|en|dat|ook) als|op voorwaarde dat|"
        r"(?:we[ei]t\w*|wist\w*|vra\w+|vroeg\w*|kijk\w+|onderzoek\w+|zien|bezien|nagaan|twijfel\w*|onduidelijk|"
        r"onzeker|vraag) of",
        hedge=r"misschien|mogelijk|wellicht|vermoedelijk|naar verluidt|blijkbaar|schijnbaar|zou(?:den)?|vermeende?|"
        r"zogenaamde?|lijkt|lijken|bijna|kan|kunnen",
        bound=r"tot|minstens|hoogstens|ten minste|minimaal|maximaal|meer dan|minder dan|ruim|bijna|tussen \S+ en|"
        r"van \S+ tot|"
        r"\d\S* tot",
        but=r"maar|echter|hoewel|ofschoon|behalve|tenzij|mits|toch|als|niet|nooit",
        refuted=r"onwaar|onjuist|niet waar|ontken\w+|weerleg\w+|een leugen|ongegrond|betwist\w*",
        barrier=r"omdat|terwijl|toen|nadat|voordat|sinds|waar|die|en|want|zodat|zei|aldus",
        weak=r"moet(?:en)?|wil(?:len)?|zal|zullen|ongeveer|circa|zo'n|voormalig\w*|slechts|om|"
        r"(?:beweer|geloof|denk|dacht|vrees|hoop)\w*(?: \w+)? dat",
        weak_but=r"terwijl|ondanks|totdat",
    ),
    "pl": Clues(
        doubt=r"zaprzecz\w+|wątp\w+|kwestionuj\w+|odrzuc\w+|odmówi\w+|odmawia\w*|fałsz\w+|nieprawd\w+|niejasne|"
        r"niepewne|"
        r"niemożliw\w+|mało prawdopodobne|zamiast|dalek\w+ od|plotk\w+|kłamstw\w+|mit(?:em)?|rzekom\w+|trudno|ledwo|"
        r"rzadko",
        condition=r"jeśli|jeżeli|gdyby|czy|o ile|chyba że|pod warunkiem,? że|w przypadku gdy",
        hedge=r"może|mogą|mógł\w*|mogł\w*|być może|podobno|rzekom\w+|prawdopodobnie|przypuszczalnie|domniemany\w*|"
        r"wydaje się|"
        r"niemal|prawie|tak zwan\w+|oskarżon\w+ o",
        bound=r"do|co najmniej|przynajmniej|co najwyżej|ponad|powyżej|poniżej|nie więcej niż|mniej niż|więcej niż|"
        r"prawie|niemal|"
        r"blisko|od \S+ do|między \S+ a|\d\S* do",
        but=r"ale|jednak|jednakże|lecz|choć|chociaż|aczkolwiek|oprócz|chyba że|o ile|jeśli|nie|nigdy|natomiast",
        refuted=r"fałsz\w*|nieprawd\w+|zaprzecz\w+|kłamstw\w*|bezpodstawn\w+|odrzuc\w+",
        barrier=r"ponieważ|podczas|kiedy|gdy|po|przed|odkąd|gdzie|który|która|które|którzy|i|a|lub|więc|jak|bo|"
        r"powiedział\w*",
        weak=r"powinien|powinna|powinno|musi|chce|chcą|około|mniej więcej|były|była|tylko|aby|żeby|(?:twierdz|uważ|"
        r"sądz|mam nadziej)\w* że",
        weak_but=r"podczas gdy|pomimo|mimo|dopóki",
    ),
    "ru": Clues(
        doubt=r"отриц\w+|опроверг\w+|сомнева\w+|сомнени\w+|усомни\w+|оспари\w+|отказ\w+|ложь|ложн\w+|неправда|"
        r"неверно|"
        r"неясно|неизвестно|маловероятно|невозможно|вместо|далек\w* от|слух\w*|миф\w*|вряд ли|едва ли|якобы|редко|"
        r"будто",
        condition=r"если|при условии|разве что|в случае|ли",
        hedge=r"может|могут|мог|могла|могло|могли|возможно|вероятно|якобы|предположительно|видимо|по-видимому|"
        r"кажется|"
        r"почти|чуть не|так называем\w+|обвин\w+ в|подозрева\w+ в",
        bound=r"до|не менее|не более|по меньшей мере|как минимум|как максимум|более|менее|больше|меньше|свыше|почти|"
        r"от \S+ до|между \S+ и|\d\S* до",
        but=r"но|однако|хотя|впрочем|зато|кроме|если|при условии|а не|не|никогда",
        refuted=r"ложь|ложн\w+|неправда|не соответству\w+|опроверг\w+|отриц\w+|отверг\w+|необоснован\w+|не так",
        barrier=r"потому|пока|когда|после|перед|где|который|которая|которое|которые|которых|и|а|или|так|как|чтобы|"
        r"сказал\w*",
        weak=r"должен|должна|должны|хочет|хотят|около|примерно|приблизительно|бывш\w+|только|"
        r"(?:утвержда|счита|дума|надее|опаса|предполага)\w*,? что",
        weak_but=r"тогда как|несмотря|пока",
    ),
    "uk": Clues(
        doubt=r"запереч\w+|спросту\w+|сумніва\w+|сумнів\w*|оскарж\w+|відмов\w+|брехн\w+|неправд\w+|хибн\w+|невідомо|"
        r"незрозуміло|"
        r"малоймовірно|неможливо|замість|далек\w+ від|чутк\w+|міф\w*|навряд|ледве|нібито|рідко",
        condition=r"якщо|якби|за умови|хіба що|у разі|чи",
        hedge=r"може|можуть|міг|могла|могло|могли|можливо|ймовірно|нібито|імовірно|мабуть|здається|майже|ледь не|"
        r"так зван\w+|звинувач\w+ у|підозрю\w+ у",
        bound=r"до|не менше|не більше|щонайменше|щонайбільше|більше|менше|понад|майже|від \S+ до|між \S+ і|\d\S* до",
        but=r"але|однак|проте|хоча|хоч|зате|окрім|крім|якщо|за умови|а не|не|ніколи",
        refuted=r"брехн\w+|неправд\w+|не відповіда\w+|спросту\w+|запереч\w+|відкин\w+|безпідставн\w+|не так",
        barrier=r"тому|поки|коли|після|перед|де|який|яка|яке|які|яких|і|й|та|а|або|як|щоб|сказа\w+",
        weak=r"повинен|повинна|повинні|хоче|хочуть|близько|приблизно|колишн\w+|лише|тільки|"
        r"(?:стверджу|вважа|дума|сподіва|побою)\w*,? що",
        weak_but=r"тоді як|незважаючи|поки",
    ),
    "tr": Clues(
        doubt=r"sözde|sahte|yalan|asılsız|sanki|güya",
        condition=r"eğer|şayet",
        hedge=r"belki|muhtemelen|sözde|güya|iddiaya göre|neredeyse",
        bound=r"en az|en fazla|en çok|yaklaşık|neredeyse|\S+(?:dan|den|tan|ten) (?:fazla|az|çok)",
        but=r"ama|fakat|ancak|lakin|oysa|değil|diye bir kanıt|ise de|rağmen|değildi\w*|şartıyla|koşuluyla|halinde|"
        r"takdirde",
        refuted=r"redded\w+|reddet\w+|yalanla\w+|inkâr|inkar|yalan|asılsız|doğru değil|şüphe\w*|yok|değil\w*|"
        r"iddia\w*",
        verb_last=True,
    ),
    "id": Clues(
        doubt=r"membantah|menyangkal|meragukan|menolak|ragu|salah|bohong|hoaks|palsu|keliru|belum jelas|mustahil|"
        r"alih-alih|"
        r"daripada|rumor|isu|mitos|jarang|gagal",
        condition=r"jika|kalau|apabila|bila|apakah|asalkan|kecuali jika|seandainya",
        hedge=r"mungkin|barangkali|diduga|konon|kabarnya|tampaknya|sepertinya|dapat|bisa|hampir|nyaris|dituduh|"
        r"disebut-sebut",
        bound=r"hingga|sampai|sedikitnya|setidaknya|paling sedikit|paling banyak|lebih dari|kurang dari|hampir|"
        r"antara \S+ dan|dari \S+ hingga|\d\S* hingga",
        but=r"tetapi|tapi|namun|akan tetapi|meskipun|meski|walaupun|walau|kecuali|jika|asalkan|tidak|bukan|belum",
        refuted=r"salah|bohong|hoaks|palsu|keliru|tidak benar|dibantah|membantah|menyangkal|disangkal",
        barrier=r"karena|sementara|ketika|setelah|sebelum|sejak|di mana|yang|dan|atau|sehingga|agar|kata|ujar",
        weak=r"harus|ingin|akan|sekitar|kira-kira|mantan|hanya|untuk|(?:mengklaim|menduga|percaya|berharap|"
        r"khawatir)(?: bahwa)?",
        weak_but=r"sedangkan|sementara|hingga",
    ),
    "ar": Clues(
        doubt=r"نف[ىت]\w*|ينف[يو]\w*|أنكر\w*|ينكر\w*|شكك\w*|يشكك\w*|يشك\w*|رفض\w*|كذب\w*|زعم\w*|يزعم\w*|شائع\w+|"
        r"إشاع\w+|"
        r"بدلا من|بعيدا عن|غير صحيح|مستحيل|نادرا|لا دليل على",
        condition=r"إذا|لو|هل|شريطة|بشرط|ما لم|في حال",
        hedge=r"ربما|قد|لعل|يبدو|يحتمل|يزعم|المزعوم\w*|ما يسمى|يكاد|تكاد|متهم\w* ب\w*",
        bound=r"حتى|على الأقل|على الأكثر|أكثر من|أقل من|ما يصل إلى|نحو|ما بين|بين \S+ و\w*|من \S+ إلى|\d\S* إلى",
        but=r"لكن|ولكن|لكنه\w*|ولكنه\w*|لكنها|ولكنها|غير أن|إلا أن|بيد أن|مع أن|رغم|إذا|إلا إذا|بشرط|شريطة|ليس|لا|"
        r"وليس",
        refuted=r"كذب\w*|غير صحيح\w*|نف\w+|ينف\w+|باطل\w*|لا أساس|أنكر\w*",
        barrier=r"لأن|بينما|عندما|بعد|قبل|منذ|حيث|الذي|التي|الذين|أو|كما|قال|قالت",
        weak=r"يجب|سوف|حوالي|السابق|فقط|يريد",
        weak_but=r"بينما|في حين|على الرغم",
    ),
    "hi": Clues(
        doubt=r"कथित|तथाकथित|झूठ\S*|अफवाह\S*",
        condition=r"यदि|अगर|क्या",
        hedge=r"शायद|संभवतः|कथित|तथाकथित|लगभग",
        bound=r"कम से कम|अधिकतम|ज्यादा से ज्यादा|लगभग|करीब|से अधिक|से कम|\S+ से(?: लेकर)?",
        but=r"लेकिन|परंतु|परन्तु|किंतु|किन्तु|मगर|हालांकि|हालाँकि|बशर्ते|नहीं",
        refuted=r"नहीं|इनकार|इंकार|खंडन|झूठ\S*|गलत|असत्य|संदेह|निराधार",
        verb_last=True,
    ),
    "ko": Clues(
        doubt=r"이른바|소위|가짜|허위",
        condition=r"만약|만일|혹시",
        hedge=r"아마|아마도|어쩌면|이른바|소위|거의|안|못",
        bound=r"최대|최소|적어도|많아야|약|거의|\S+에서",
        but=r"하지만|그러나|지만|그렇지만|않\S*|못하\S*|아니\S*|아닌",
        refuted=r"부인\S*|부정\S*|거짓\S*|사실이 아니\S*|의심\S*|허위\S*|않\S*|못하\S*|못했\S*|"
        r"(?:것은|것이|건) 아니\S*|(?:증거|근거)\S* 없\S*|수 없\S*|일축\S*",
        verb_last=True,
    ),
    "zh": Clues(
        doubt="否认|否認|质疑|質疑|怀疑|懷疑|驳斥|駁斥|拒绝|拒絕|谣言|謠言|谎言|谎称|不实|而不是|难以|難以|很少|"
        "所谓|所謂|据称|據稱",
        condition="如果|若|假如|倘若|除非|是否|只要|要是",
        hedge="可能|也许|也許|或许|或許|似乎|大概|恐怕|几乎|幾乎|涉嫌|疑似|所谓|所謂|前",
        bound="至多|最多|至少|不到|超过|超過|不超过|近|将近|將近|多达|多達|高达|高達|以上|从.{1,8}到|\\d+[至到]",
        but="但|但是|然而|不过|不過|可是|却|卻|虽然|雖然|尽管|儘管|除非|如果|不|没有|沒有",
        refuted="不实|不實|虚假|虛假|谣言|謠言|错误|錯誤|否认|否認|不属实|不屬實|并非事实|並非事實|驳斥|駁斥|是假的",
        barrier="因为|因為|当|當|后|後|时|時|和|并|並|说|說|表示",
        weak="将|將|应|應|会|會|必须|约|約|大约|认为|認為|希望|声称|聲稱|据说",
        weak_but="而|同时|直到",
    ),
    "ja": Clues(
        doubt="いわゆる|自称|偽|噂の",
        condition="もし|仮に",
        hedge="おそらく|たぶん|恐らく|もしかすると|いわゆる|ほぼ|約|元",
        bound="最大|最低|少なくとも|多くとも|約|ほぼ|最高|以上|から|[0-9０-９]+[〜～]",
        but="が、|けれど|けど|ものの|しかし|のに|ただし|ではな|でな|ない|なかった|ません|とは限ら|わけではな|場合|"
        "なら|れば、",
        refuted="否定|否認|疑|ない|なかった|ません|嘘|誤り|虚偽|デマ|根拠がな|とは言え|反論|かどうか|可能性|恐れ|"
        "かもしれ",
        verb_last=True,
    ),
}

UNSPACED_LANGUAGES = frozenset({"zh", "ja"})


@cache
def compile_clues(language: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a language by the name of their field."""
    clues = CLUES[language]
    begin, end = ("", "") if language in UNSPACED_LANGUAGES else (BEGIN, END)
    joined = "[وف]?" if language == "ar" else ""  # and, written as part of the word behind it
    fields = ("doubt", "condition", "hedge", "bound", "but", "refuted", "barrier", "weak", "weak_but")
    return {name: re.compile(rf"{begin}{joined}(?:{getattr(clues, name)}){end}") for name in fields}
