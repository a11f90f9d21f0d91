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
    is_spaced: bool = True  # else patterns may begin and end anywhere
    is_last: bool = False  # a cue stands behind what it is said of


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
    "if", "unless", "in case", "provided that", "should it", "assuming that", "falls", "sofern",
    "wenn", "si", "au cas où", "à condition que", "caso", "se", "qualora", "als", "indien", "om",
    "ifall", "jeśli", "jeżeli", "gdyby", "если", "eğer", "jika", "kalau", "apabila", "如果", "假如",
    "假若", "若", "倘若", "一旦", "要是", "ถ้า", "หาก", "إذا", "لو",
})  # fmt: skip
_KOREAN_FUTURE = "".join(chr(0xAC00 + 28 * number + 8) for number in range(399))  # syllables that end in ㄹ
# Arabic words that begin as verbs of the future do.
_NO_FUTURE = (
    r"سي(?:ار\w*|اس\w*|اق\w*|اد\w*|اح\w*|اج\w*|د|دة|دات|دي|دنا|رة|ر|رك|ناريو\w*|نما\w*|نا|ناء|ف|وف|ل|ول|طر|طرت|طرة|"
    r"طرته\w*|ئ|ئة|يء|بيري\w*|ليكون|مفوني\w*|دني|تي|اتل|نج|مون|ستم|لفا|غار\w*)|ست(?:ة|ون|ين|ار\w*|اد\w*|وديو\w*|"
    r"الين|يف\w*|يل\w*|"
    r"يني\w*|ر|راتيجي\w*|انلي|وكهولم|راسبورغ)|سأل\w*|سأم"
)
CUES = {
    "en": ModalityCues(
        forecast=r"will|would|shall|won't|[a-z]+'ll|(?:is|are|was|were|be|being|seems?|looks?|appears?|remains?) "
        r"(?:\w+ly |thought |reckoned |almost |all |now |still |also |soon |not ){0,2}(?:going|expected|set|due|"
        r"likely|"
        r"scheduled|bound|about|poised|slated|projected|predicted|forecast|foreseen|tipped|meant|supposed|hoped|"
        r"planned|"
        r"anticipated|certain|sure|destined|primed|on (?:course|track)) (?:soon )?to|(?:can|could) be expected to|"
        r"(?:should|must) (?:soon|by now|eventually|one day)|stands? to|threatens? to|ought to|wants? to|wanted to|"
        r"seeks? to|sought to|a matter of time|aims? to|"
        r"(?:is|are|was|were|has|have) yet to|"
        r"(?:expect|predict|hop|fear|forecast|foresee|anticipat|project|intend|envisag)(?:s|es|ed|ing|n|e)? that|"
        r"(?:likely|probable|hopes?|fears?|prospects?|confident|hopeful|optimistic|afraid) that|hopefully|"
        r"(?:plans?|forecasts?|drafts?|projections?) (?:say|says|said) that|"
        r"(?:plan|intend|hope|aim|expect)(?:s|ed)? to|(?:plann|intend|hop|aim|expect)ing to|(?:promise|vow|"
        r"pledge)[sd]? to|"
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
        tempered=r"should|can|must|ought|plan\w*|propos\w+|hop(?:e|es|ed|ing)|expect\w*|intend\w*|intention\w*|"
        r"wants?|"
        r"wanted|wish\w*|aim\w*|seek\w*|sought|offer\w*|promis\w+|pledg\w+|vow\w*|threat\w*|predict\w*|forecast\w*|"
        r"likely|unlikely|possib\w+|potential\w*|going to|due|purpose|depend\w*|future|upcoming|spoke|speaks?|spoken|"
        r"speaking|believ\w+|think\w*|thought|fear\w*|claim\w*|say|says|said|saying|allege\w*|suggest\w*|"
        r"consider\w*|according|told|schedul\w+|estimat\w+|project\w*|warn\w*|call(?:s|ed)? for|demand\w*|"
        r"den(?:y|ies|ied)|reject\w*|ready|willing|conditional|hypothe\w+|risk\w*|chance\w*|ambition\w*|"
        r"decid\w+|decision|approv\w+|agree\w*|vot(?:e|es|ed) (?:to|for)|by 20\d\d|"
        r"(?:is|are|was|were) to",
    ),
    "de": ModalityCues(
        forecast=r"würde[nt]?|(?:wird|werden) (?:\w+ ){0,6}?(?:voraussichtlich|künftig|wohl|bald|demnächst|"
        r"nächste\w*)|"
        r"(?:plan(?:t|en|te|ten)|beabsichtig(?:t|en|te|ten)),?|soll(?:en)?",
        conditional=r"könnte[nt]?|dürfte[nt]?|möglicherweise|vielleicht|falls|sofern|wenn",
        denied=r"bestreite[nt],?|bestritt(?:en)?,?|dementier(?:t|en|te|ten),?|leugne(?:t|n|te|ten),?",
        tempered=r"soll\w*|wird|werden|will|wollen|wollte\w*|kann|können|muss|müssen|plan\w*|hoff\w*|erwart\w+|"
        r"vor(?:haben|hat)|"
        r"ankünd\w+|kündig\w+|vorschl\w+|schlug|vielleicht|möglich\w*|künftig\w*|sagt\w*|behaupt\w+|angeblich|"
        r"glaub\w+|"
        r"befürcht\w+|bereit|versprech\w+|versprach|drohen?\w*",
    ),
    "fr": ModalityCues(
        forecast=r"(?:va|vont) (?:être|avoir|\w+(?:er|ir|re))|devrai(?:t|ent)|doi(?:t|vent)|prévoi(?:t|ent) d[e']|"
        r"compte(?:nt)? \w+(?:er|ir|re)|envisage(?:nt)? d[e']",
        conditional=r"pourrai(?:t|ent)|peut-être|si|au cas où|à condition que",
        denied=r"dément(?:i|ent|it|issent)?|ni(?:e|ent|é|ait)|conteste(?:nt)?",
        tempered=r"devr\w+|pourr\w+|ser(?:a|ont|ait|aient)|aur(?:a|ont|ait|aient)|va|vont|prévoi\w+|prévu\w*|"
        r"projet\w*|"
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
        tempered=r"vai|vão|dev\w+|pod\w+|plan\w*|esper\w+|quer\w*|anunci\w+|prop\w+|promet\w+|amea\w+|disse\w*|"
        r"diz\w*|"
        r"segundo|afirm\w+|acredit\w+|se|futur\w+|próxim\w+",
        inside=r"ser(?:á|ão|ia|iam)|ter(?:á|ão|ia|iam)|far(?:á|ão)|(?!tub)\w{3,}(?:ará|arão|erá|erão|irá|irão)",
    ),
    "it": ModalityCues(
        forecast=r"dovrebbe(?:ro)?|intend(?:e|ono)|prevede(?:no)? di|sta(?:nno)? per",
        conditional=r"potrebbe(?:ro)?|forse|se|qualora",
        denied=r"nega(?:no|to)?|negò|smentisc\w+|smentito",
        tempered=r"dovr\w+|potr\w+|intend\w+|preved\w+|sper\w+|vuole|vogliono|annunci\w+|propo\w+|promet\w+|"
        r"minacci\w+|"
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
        tempered=r"ska|skall|skulle|kommer|vänta\w*|planer\w*|hopp\w*|vill|kan|måste|föresl\w*|lova\w*|hota\w*|sade|"
        r"säger|"
        r"enligt|tror|om|framtid\w*",
    ),
    "pl": ModalityCues(
        forecast=r"będzie|będą|zamierza(?:ją)?|planuj[ąe]|ma(?:ją)? \w+ć",
        conditional=r"mog(?:ą|łaby|łoby|łyby|liby)|mógłby|może|jeśli|jeżeli|gdyby",
        denied=r"zaprzecz\w+,?(?: że)?",
        tempered=r"będ\w+|zamierz\w+|plan\w+|ma|mają|może|mog\w+|jeśli|chce|chcą|zapowi\w+|propon\w+|obiec\w+|"
        r"grozi\w*|"
        r"powiedzia\w+|według|twierdz\w+|przyszł\w+",
    ),
    "ru": ModalityCues(
        forecast=r"буд(?:ет|ут)|намерен[аоы]?|планиру(?:ет|ют)|собира(?:ется|ются)|должн[аоы]? был[аио]?",
        conditional=r"мо(?:жет|гут)|мог(?:ла|ло|ли)? бы|возможно|если|бы",
        denied=r"отрица(?:ет|ют|л|ла|ли),?(?: что)?|опроверг\w*,?(?: что)?",
        tempered=r"буд\w+|намер\w+|план\w+|собира\w+|долж\w+|мо(?:жет|гут)|мог\w*|возможн\w+|если|хо(?:чет|тят|"
        r"тел\w*)|"
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
        tempered=r"akan|rencana\w*|berencana|ingin|harap\w*|berharap|mungkin|jika|janji\w*|ancam\w*|kata\w*|menurut|"
        r"depan|mendatang|usul\w*",
    ),
    "zh": ModalityCues(
        forecast="即将|即將|将(?!军|軍|士|领|帅|近|其|他|她|它|这|此|该|信将疑)|將(?!軍|士|領|帥|近|其|他|她|它|這|"
        "此|該)|会在(?=\\d)|"
        "预计|預計|预期|預期|预测|預測|预料|預料|有望|可望|打算|计划(?:在|于|于|将)|計劃(?:在|於|將)|准备(?:在|于)|"
        "準備(?:在|於)|拟(?:于|在)|擬(?:於|在)|将会|將會|(?:会|會)(?=在|于|於|被|成)|或(?=会|會|将|將)",
        conditional="可能|或许|或許|也许|也許|如果|假如|假若|若(?!干|是|无|無|有所)|倘若|一旦|恐怕|恐将|恐將|大概|"
        "似乎|要是",
        denied="否认|否認|驳斥|駁斥|辟谣|闢謠",
        tempered="会|會|应|應|可以|能|必须|必須|希望|建议|建議|要求|承诺|承諾|威胁|威脅|说|說|表示|声称|聲稱|宣称|"
        "宣稱|称|稱|据|據|认为|認為|"
        "相信|计划|計劃|拟|擬|准备|準備|愿意|願意|有意|想|未来|未來|今后|今後|决定|決定|同意|批准|提议|提議|提出|"
        "估计|估計|警告|担心|擔心|目标|目標",
        is_spaced=False,
    ),
    "ja": ModalityCues(
        forecast="予定(?!通り|どおり|されてい)|見込み|見込ま|見通し|方針|計画(?:だ|で(?!は)|です|し|があ)|だろう|"
        "でしょう|つもり|予想され|予測され|期待され|"
        "よう(?:とし|と考)|ことになる|目指し|目指す",
        conditional="かもしれ|かも知れ|可能性|恐れがあ|おそれがあ|とみられ|と見られ|らしい|もし|もしも|仮に",
        denied="否定し|否認し|打ち消し",
        tempered="予定|計画|方針|見込|見通|だろう|でしょう|可能|かも|もし|場合|れば|たら|なら|べき|たい|つもり|目指|"
        "約束|提案|要求|要請|発表|述べ|"
        "語っ|話し|という|とされ|によると|主張|決定|決め|合意|期待|懸念|警告|将来|今後|はず|予想|予測|意向|検討|"
        "希望|求め|推定|考え|思",
        is_spaced=False, is_last=True,
    ),
    "ko": ModalityCues(
        forecast="예정(?:이|인|으로|이며)|계획(?:이|인|을 (?:세|밝|발표|갖|가지))|전망(?:된|되|했|한다|이다|이며|"
        "이라)|방침(?:이|을)|예상(?:된|되|했|한)|예측(?:된|되|했)|"
        f"[{_KOREAN_FUTURE}] ?것(?:이|으로|임|입|인|을|은|같)|기대(?:된|되)|겠다|겠습니다|려고|고자 한|고자 하",
        conditional="수도 있|가능성|지도 모|지 모른|만약|만일|라면|다면|우려가 있|듯하|듯 하|듯싶|것 같",
        denied="부인(?:하|했|한)|반박(?:하|했|한)|부정(?:했|한다)",
        tempered="것|예정|계획|전망|방침|예상|예측|겠|려고|수 있|수도|가능|만약|만일|라면|다면|해야|아야|어야|싶|"
        "희망|약속|제안|요구|요청|말했|밝혔|전했|주장|"
        "따르면|보인|우려|경고|목표|추진|결정|합의|기로|의도|위해|추정|생각|믿",
        is_spaced=False, is_last=True,
    ),
    "ar": ModalityCues(
        forecast=r"[وف]?سوف|[وف]?من (?:المتوقع|المقرر|المنتظر|المرجح|المزمع|المفترض)|[وف]?(?:يتوقع|تتوقع|يعتزم|"
        r"تعتزم|يخطط|تخطط|ينوي|تنوي|يأمل|تأمل)(?:ون)?",
        conditional=r"[وف]?قد(?= ي\w)|[وف]?قد(?= (?:تكون|تؤدي|تصل|تشهد|تتسبب|تحتاج|تصبح|تنتهي|تزيد|تواجه)\b)|"
        r"[وف]?ربما|[وف]?لعل\w*|[وف]?إذا|[وف]?لو|"
        r"[وف]?في حال\w*|شريطة|بشرط|[وف]?من (?:المحتمل|الممكن)|[وف]?(?:يمكن|يحتمل)",
        denied=r"[وف]?(?:نفى|نفت|نفوا|ينفي|تنفي|أنكر\w*|فند\w*)",
        tempered=r"[وف]?(?:سوف|قد|ربما|لعل|إذا|لو|يمكن|يجب|ينبغي|قال\w*|يقول\w*|أعلن\w*|صرح\w*|ذكر\w*|زعم\w*|ادعى|"
        r"وعد\w*|هدد\w*|اقترح\w*|طالب\w*|طلب\w*|"
        r"يريد\w*|تريد|أراد\w*|يعتقد\w*|تعتقد|قرر\w*|وافق\w*|حذر\w*|بحسب|وفقا|حسب)|[وفبلك]*(?:ال)?(?:خطة|خطط|متوقع|"
        r"مقرر|محتمل|مستقبل|هدف|احتمال)\w*",
        inside=rf"(?![وف]?(?:{_NO_FUTURE})(?!\w))[وف]?س(?:ي|ت|أ)\w{{2,}}",
    ),
    "th": ModalityCues(
        forecast="(?<!ที่)(?<!เพื่อ)(?<!กว่า)(?<!ก่อน)(?<!แทบ)(?<!เกือบ)(?<!พยายาม)จะ(?!งอย|จะ)|คาดว่า|คาดการณ์ว่า|"
        "วางแผน|มีแผน|ตั้งใจ|มีกำหนด|เตรียม",
        conditional="อาจ(?!าร|อง|ิณ|ม)|ถ้า|หาก(?!ิน)|บางที|น่าจะ|คงจะ|เป็นไปได้",
        denied="ปฏิเสธ",
        tempered="ต้อง|ควร|หวัง|สัญญา|เสนอ|ขู่|กล่าว|บอก|ระบุ|อ้าง|เชื่อ(?!ม)|ตามที่|อนาคต|อยาก|ตัดสินใจ|อนุมัติ|"
        "ตกลง|คาด|แผน|สามารถ|เรียกร้อง|ประกาศ",
        is_spaced=False,
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


def stands_last(language: str) -> bool:
    """Return whether the cues of the language stand behind what they are said of."""
    return CUES[language].is_last


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
    begin, end = (BEGIN, END) if cues.is_spaced else ("", "")
    return re.compile("|".join(f"(?P<{kind}>{begin}(?:{pattern}){end})" for kind, pattern in kinds.items()))


@cache
def _temper_pattern(language: str) -> re.Pattern[str]:
    cues = CUES[language]
    patterns = (cues.forecast, cues.conditional, cues.denied, cues.inside, cues.tempered)
    if not cues.is_spaced:
        return re.compile("|".join(patterns))
    return re.compile(f"{BEGIN}(?:{'|'.join(patterns)}){END}|n't\\b")
