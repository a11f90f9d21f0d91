"""Words by which a clause foretells, supposes or denies what follows them, by language.

`forecast`, `conditional` and `denied` are patterns of what stands before the words that are foretold, supposed or
denied; `tempered` has further words by which a statement says that it is of a plan, a hope, a belief or a denial.
A plain negation is no cue: what bears a statement out often does so by denying the contrary.
"""

import re
from collections.abc import Iterator
from functools import cache

from generator.language.negations import BEGIN, END
from generator.values import dataclass
from generator.vocabulary import Modality


@dataclass(frozen=True, slots=True)
class ModalityCues:
    """The patterns of one language, each a regular expression of whole words in small letters."""

    forecast: str
    conditional: str
    denied: str
    tempered: str
    inside: str = "(?!)"  # a word that says both: a verb in its future form, or whose ending foretells


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """A cue in a text: its kind, its words and its place."""

    kind: Modality
    words: str
    start: int
    end: int

    @property
    def is_condition(self) -> bool:
        """Whether it begins a clause on which another one depends, as `if` does."""
        return self.words in _IF or (self.words.startswith("should ") and self.words != "should soon")

    @property
    def governs_sentence(self) -> bool:
        """Whether it is said of the rest of its sentence, and not only of its clause: `if`, `it is hoped that`."""
        return self.is_condition or self.words.endswith((" that", "whether"))


_MAY = re.compile(r"(?<=[^.!?\s] )May\b")
_IF = frozenset({
    "if", "unless", "in case", "provided that", "should it", "assuming that", "falls", "sofern", "wenn", "si", "au cas où",
    "à condition que", "caso", "se", "qualora", "als", "indien", "om", "ifall", "jeśli", "jeżeli", "gdyby", "если",
    "eğer", "jika", "kalau", "apabila",
})  # fmt: skip
CUES = {
    "en": ModalityCues(
        forecast=r"will|would|shall|won't|[a-z]+'ll|(?:is|are|was|were|be|being|seems?|looks?|appears?|remains?) "
        r"(?:\w+ly |thought |reckoned |almost |all |now |still |also |soon |not )?(?:going|expected|set|due|likely|"
        r"scheduled|bound|about|poised|slated|projected|predicted|forecast|foreseen|tipped|meant|supposed|hoped|planned|"
        r"anticipated|certain|sure|destined|primed|on (?:course|track)) (?:soon )?to|(?:can|could) be expected to|"
        r"(?:should|must) (?:soon|by now|eventually|one day)|stands? to|threatens? to|ought to|wants? to|wanted to|seeks? to|sought to|a matter of time|aims? to|"
        r"(?:is|are|was|were|has|have) yet to|"
        r"(?:expect|predict|hop|fear|forecast|foresee|anticipat|project|intend|envisag)(?:s|es|ed|ing|n|e)? that|"
        r"(?:likely|probable|hopes?|fears?|prospects?|confident|hopeful|optimistic|afraid) that|hopefully|"
        r"(?:plans?|forecasts?|drafts?|projections?) (?:say|says|said) that|"
        r"(?:plan|intend|hope|aim|expect)(?:s|ed)? to|(?:plann|intend|hop|aim|expect)ing to|(?:promise|vow|pledge)[sd]? to|"
        r"vowed to|pledged to",
        conditional=r"could|might|may|if|unless|in case|provided that|should it|perhaps|maybe|possibly|presumably|"
        r"probably|supposedly|allegedly|apparently|seemingly|potentially|theoretically|in (?:theory|all likelihood)|"
        r"with (?:any )?luck|(?:very|most) likely|assuming that|suppose(?: that)?|supposing(?: that)?|whether|"
        r"(?:possible|conceivable|chance|risk|danger|possibility|doubt|assum\w+|presum\w+|suspect\w*|speculat\w+|"
        r"rumou?r\w*) that|(?:is|are|was|were) (?:\w+ly )?(?:believed|thought|rumou?red|suspected|alleged|presumed|"
        r"assumed) to|(?:\A|(?<=[.!?,] ))should (?:the|an?|this|that|it|they|he|she|there|these|those)",
        denied=r"(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?)"
        r"(?: (?:claims?|reports?|suggestions?|allegations?|rumours?|rumors?))?(?: that)?|"
        r"no (?:evidence|proof|indication|sign)s? (?:that|of)|(?:false|untrue|wrong|a (?:lie|myth|hoax)) that",
        tempered=r"should|can|must|ought|plan\w*|propos\w+|hop(?:e|es|ed|ing)|expect\w*|intend\w*|intention\w*|wants?|"
        r"wanted|wish\w*|aim\w*|seek\w*|sought|offer\w*|promis\w+|pledg\w+|vow\w*|threat\w*|predict\w*|forecast\w*|"
        r"likely|unlikely|possib\w+|potential\w*|going to|due|purpose|depend\w*|future|upcoming|spoke|speaks?|spoken|"
        r"speaking|believ\w+|think\w*|thought|fear\w*|claim\w*|say|says|said|saying|allege\w*|suggest\w*|"
        r"consider\w*|according|told|schedul\w+|estimat\w+|project\w*|warn\w*|call(?:s|ed)? for|demand\w*|"
        r"den(?:y|ies|ied)|reject\w*|ready|willing|conditional|hypothe\w+|risk\w*|chance\w*|ambition\w*|"
        r"decid\w+|decision|approv\w+|agree\w*|vot(?:e|es|ed) (?:to|for)|by 20\d\d|"
        r"(?:is|are|was|were) to",
    ),
    "de": ModalityCues(
        forecast=r"würde[nt]?|(?:wird|werden) (?:\w+ ){0,6}?(?:voraussichtlich|künftig|wohl|bald|demnächst|nächste\w*)|"
        r"(?:plan(?:t|en|te|ten)|beabsichtig(?:t|en|te|ten)),?|soll(?:en)?",
        conditional=r"könnte[nt]?|dürfte[nt]?|möglicherweise|vielleicht|falls|sofern|wenn",
        denied=r"bestreite[nt],?|bestritt(?:en)?,?|dementier(?:t|en|te|ten),?|leugne(?:t|n|te|ten),?",
        tempered=r"soll\w*|wird|werden|will|wollen|wollte\w*|kann|können|muss|müssen|plan\w*|hoff\w*|erwart\w+|vor(?:haben|hat)|"
        r"ankünd\w+|kündig\w+|vorschl\w+|schlug|vielleicht|möglich\w*|künftig\w*|sagt\w*|behaupt\w+|angeblich|glaub\w+|"
        r"befürcht\w+|bereit|versprech\w+|versprach|drohen?\w*",
    ),
    "fr": ModalityCues(
        forecast=r"(?:va|vont) (?:être|avoir|\w+(?:er|ir|re))|devrai(?:t|ent)|doi(?:t|vent)|prévoi(?:t|ent) d[e']|"
        r"compte(?:nt)? \w+(?:er|ir|re)|envisage(?:nt)? d[e']",
        conditional=r"pourrai(?:t|ent)|peut-être|si|au cas où|à condition que",
        denied=r"dément(?:i|ent|it|issent)?|ni(?:e|ent|é|ait)|conteste(?:nt)?",
        tempered=r"devr\w+|pourr\w+|ser(?:a|ont|ait|aient)|aur(?:a|ont|ait|aient)|va|vont|prévoi\w+|prévu\w*|projet\w*|"
        r"esp[ée]r\w+|veut|veulent|compt\w+|annonc\w+|propos\w+|promet\w*|menac\w+|peut|peuvent|dit|selon|affirm\w+|"
        r"craint|croi\w+|si|futur\w*|prochain\w*",
        inside=r"ser(?:a|ont|ait|aient)|aur(?:a|ont|ait|aient)|\w{3,}(?:era|eront|irait|iraient|erait|eraient|iront)",
    ),
    "es": ModalityCues(
        forecast=r"va(?:n)? a|deberían?|planean?|tiene(?:n)? previsto|prevén?|pretenden?",
        conditional=r"podrían?|podría|puede que|quizás?|tal vez|si",
        denied=r"nieg(?:a|an)|neg(?:ó|aron)|desm(?:iente|intió|intieron)",
        tempered=r"va|van|deb\w+|podr\w+|plan\w*|prev\w+|esper\w+|quier\w+|anunci\w+|propon\w+|propuso|promet\w+|"
        r"amenaz\w+|puede\w*|dijo|dice\w*|según|afirm\w+|cree\w*|si|futur\w+|próxim\w+",
        inside=r"\w{2,}(?:ará|arán|erá|erán|irá|irán)|serían?|habrían?|tendrían?",
    ),
    "pt": ModalityCues(
        forecast=r"va(?:i|o|ão) \w+r|dever(?:á|ão|ia|iam)|pretende(?:m)?|planeja(?:m)?|deve(?:m)? \w+r",
        conditional=r"poder(?:á|ão|ia|iam)|talvez|caso|se",
        denied=r"nega(?:m|ram)?|negou|desment\w+",
        tempered=r"vai|vão|dev\w+|pod\w+|plan\w*|esper\w+|quer\w*|anunci\w+|prop\w+|promet\w+|amea\w+|disse\w*|diz\w*|"
        r"segundo|afirm\w+|acredit\w+|se|futur\w+|próxim\w+",
        inside=r"ser(?:á|ão|ia|iam)|ter(?:á|ão|ia|iam)|far(?:á|ão)|(?!tub)\w{3,}(?:ará|arão|erá|erão|irá|irão)",
    ),
    "it": ModalityCues(
        forecast=r"dovrebbe(?:ro)?|intend(?:e|ono)|prevede(?:no)? di|sta(?:nno)? per",
        conditional=r"potrebbe(?:ro)?|forse|se|qualora",
        denied=r"nega(?:no|to)?|negò|smentisc\w+|smentito",
        tempered=r"dovr\w+|potr\w+|intend\w+|preved\w+|sper\w+|vuole|vogliono|annunci\w+|propo\w+|promet\w+|minacci\w+|"
        r"può|possono|detto|dice|secondo|afferm\w+|cred\w+|se|futur\w+|prossim\w+",
        inside=r"sar(?:à|anno|ebbe|ebbero)|avr(?:à|anno|ebbe|ebbero)|\w{3,}(?:erà|eranno|irà|iranno|erebbe|erebbero)",
    ),
    "nl": ModalityCues(
        forecast=r"zal|zullen|zou(?:den)?|gaa[tn]? \w+en|wil(?:len)?|van plan",
        conditional=r"misschien|mogelijk|wellicht|als|indien|mocht(?:en)?",
        denied=r"ontken(?:t|de|nen|den)|weerleg\w+",
        tempered=r"zal|zullen|zou\w*|gaat|gaan|wil\w*|plan\w*|hoop\w*|hopen|verwacht\w*|kan|kunnen|moet\w*|kondig\w+|"
        r"aangekondigd|voorstel\w*|belo\w+|dreig\w*|zei|zegt|volgens|geloo\w+|als|toekomst\w*",
    ),
    "sv": ModalityCues(
        forecast=r"ska|skall|skulle|kommer att|väntas|planerar att",
        conditional=r"kanske|möjligen|om|ifall",
        denied=r"förnekar|förnekade",
        tempered=r"ska|skall|skulle|kommer|vänta\w*|planer\w*|hopp\w*|vill|kan|måste|föresl\w*|lova\w*|hota\w*|sade|säger|"
        r"enligt|tror|om|framtid\w*",
    ),
    "pl": ModalityCues(
        forecast=r"będzie|będą|zamierza(?:ją)?|planuj[ąe]|ma(?:ją)? \w+ć",
        conditional=r"mog(?:ą|łaby|łoby|łyby|liby)|mógłby|może|jeśli|jeżeli|gdyby",
        denied=r"zaprzecz\w+,?(?: że)?",
        tempered=r"będ\w+|zamierz\w+|plan\w+|ma|mają|może|mog\w+|jeśli|chce|chcą|zapowi\w+|propon\w+|obiec\w+|grozi\w*|"
        r"powiedzia\w+|według|twierdz\w+|przyszł\w+",
    ),
    "ru": ModalityCues(
        forecast=r"буд(?:ет|ут)|намерен[аоы]?|планиру(?:ет|ют)|собира(?:ется|ются)|должн[аоы]? был[аио]?",
        conditional=r"мо(?:жет|гут)|мог(?:ла|ло|ли)? бы|возможно|если|бы",
        denied=r"отрица(?:ет|ют|л|ла|ли),?(?: что)?|опроверг\w*,?(?: что)?",
        tempered=r"буд\w+|намер\w+|план\w+|собира\w+|долж\w+|мо(?:жет|гут)|мог\w*|возможн\w+|если|хо(?:чет|тят|тел\w*)|"
        r"предл\w+|обеща\w+|угро\w+|сказа\w+|заяв\w+|по словам|счита\w+|будущ\w+",
    ),
    "tr": ModalityCues(
        forecast="(?!)", conditional="belki|eğer", denied=r"yalanla\w+",
        tempered=r"plan\w*|um\w+|iste\w+|söyle\w+|göre|gelecek\w*|\w+(?:acak|ecek)\w*",
        inside=r"(?!gel)\w{2,}(?:acak|ecek)(?:t[ıi]|lar|ler)?",
    ),
    "id": ModalityCues(
        forecast="akan|berencana|hendak|bakal", conditional="mungkin|bisa jadi|jika|kalau|apabila",
        denied="membantah|menyangkal",
        tempered=r"akan|rencana\w*|berencana|ingin|harap\w*|berharap|mungkin|jika|janji\w*|ancam\w*|kata\w*|menurut|depan|mendatang|usul\w*",
    ),
}  # fmt: skip


def find_modality_cues(text: str, language: str) -> Iterator[ModalityCue]:
    """Yield the cues of the text in this language, in order; none in a language that we do not know."""
    if language in CUES:
        plain = _simplify(text)
        for cue in _cues(language).finditer(plain if len(plain) == len(text) else text):
            kind: Modality = "forecast"
            if cue["conditional"]:
                kind = "conditional"
            elif cue["denied"]:
                kind = "denied"
            yield ModalityCue(kind, cue[0], cue.start(), cue.start() if cue["inside"] else cue.end())


def is_tempered(statement: str, language: str) -> bool:
    """Return whether a statement has a cue itself, or says otherwise that it is of no plain fact."""
    return language not in CUES or _temper_pattern(language).search(_simplify(statement)) is not None


def _simplify(text: str) -> str:
    """Return the text in small letters, with plain apostrophes, and with another name for the month of May."""
    return _MAY.sub("mai", text).replace("’", "'").replace("\n", " ").lower()


@cache
def _cues(language: str) -> re.Pattern[str]:
    cues = CUES[language]
    kinds = {"denied": cues.denied, "conditional": cues.conditional, "forecast": cues.forecast, "inside": cues.inside}
    return re.compile("|".join(f"(?P<{kind}>{BEGIN}(?:{pattern}){END})" for kind, pattern in kinds.items()))


@cache
def _temper_pattern(language: str) -> re.Pattern[str]:
    cues = CUES[language]
    patterns = (cues.forecast, cues.conditional, cues.denied, cues.inside, cues.tempered)
    return re.compile(f"{BEGIN}(?:{'|'.join(patterns)}){END}|n't\\b")
