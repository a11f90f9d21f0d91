"""The words that speak for or against checking a sentence, by what they are signs of. English, in lower case.

A phrase is at most three words. What a sign counts for is in weights.json and nowhere else.
"""

from collections.abc import Mapping

from generator.language import months


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _phrases(words: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in words.split(","))


NUMBERS = frozenset(
    _words(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds dozen dozens"
    )
)
# Of things counted before, “the two sides”, a number tells nothing new.
KNOWN = frozenset(_words("the these those both its their our his her my your"))
SCALES = _words("thousand thousands million millions billion billions trillion trillions")
MONTHS = (*(name.lower() for name in months.ENGLISH), *months.ENGLISH_ABBREVIATIONS)
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
# With a capital, and yet nobody's name.
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
ORDINALS = frozenset(_words("st nd rd th"))

# What is in no list here is a sign of form: signs.py finds figures, dates, names, questions, headings and the like.
SIGN_WORDS: Mapping[str, tuple[str, ...]] = {
    "scale": SCALES,
    "share": (
        *_words("percent percentage half halves thirds quarters majority minority rate rates average"),
        *_phrases(
            "per cent, one in, out of every, one out of, most of, a third, one third, a quarter, one quarter, per "
            "capita"
        ),
    ),
    "money": _words(
        "dollar dollars euro euros pound pounds yen cents tax taxes taxed budget budgets deficit deficits debt debts "
        "spending spent spend cost costs costing price prices wage wages salary salaries income incomes revenue "
        "revenues profit profits loan loans fund funds funded funding paid pay pays payroll subsidy subsidies"
    ),
    "date": (
        # May and March may be other words: beside a number they are dates all the same.
        *(month for month in MONTHS if month not in {"may", "march", "mar"}),
        *WEEKDAYS,
        *_words("yesterday annually yearly decade decades"),
        *_phrases(
            "last year, last month, last week, this year, years ago, year ago, months ago, weeks ago, days ago, "
            "a year, per year, since then, last night, in recent, every year, every day, a day, a month, next year, "
            "next month, next week, century, the past, earlier this"
        ),
    ),
    "span": (*_words("since during until ago year years month months week weeks days"), *_phrases("the last")),
    "order": _words("first second third fourth fifth latest previous previously former"),
    "change": _words(
        "rise rises rose risen rising fall falls fell fallen falling increase increases increased increasing "
        "decrease decreased decline declines declined declining grow grows grew grown growing growth drop drops "
        "dropped dropping double doubled doubling triple tripled quadrupled cut cuts cutting halved reduce reduced "
        "reduces reducing raise raised raises raising lower lowered gain gained gains lose lost losing loss losses "
        "expand expanded shrink shrank shrunk soared surged plunged slashed balanced"
    ),
    "comparison": (
        *_words("compared versus twice likewise unlike"),
        *_phrases(
            "more than, less than, fewer than, higher than, lower than, larger than, bigger than, greater than, "
            "smaller than, better than, worse than, older than, longer than, at least, at most, up to, as many, as "
            "much as, as many as, than any, than ever, times more, times as, rather than, over the past, nearly all"
        ),
    ),
    "superlative": (
        *_words(
            "highest lowest largest smallest biggest oldest youngest longest shortest "
            "strongest weakest fastest poorest richest record unprecedented"
        ),
        *_phrases("first time, the only, in history, of all time, at all time, second highest, second largest"),
    ),
    "absolute": _words("every all none nobody never ever always only everyone everybody entire whole"),
    "cause": (
        *_words("because caused causes causing due resulted resulting triggered prompted"),
        *_phrases("led to, leads to, as a result, result of, resulted in, thanks to, responsible for, in response"),
    ),
    "attribution": (
        *_words(
            "said says told announced announces reported reports according claimed claims stated states confirmed "
            "denied denies accused warned admitted acknowledged described estimates estimated showed shows found "
            "revealed survey study poll statistics data report findings figures quoted testified"
        ),
        *_phrases("according to, was quoted, a spokesman, a spokeswoman, a statement"),
    ),
    "forecast": (
        *_words(
            "will would shall won't wouldn't expected forecast predicts predicted projected likely plans planned "
            "plan intends"
        ),
        *_phrases("going to, expected to, set to, is to, are to"),
    ),
    "modal": _words("could might may can cannot can't couldn't"),
    "advice": (
        *_words("should must ought let's let shouldn't"),
        *_phrases("need to, needs to, have to, has to, had to, got to, want to, wants to, has got, have got to"),
    ),
    "belief": (
        *_words(
            "think believe feel hope guess suppose wish know understand imagine agree disagree respect appreciate "
            "admire doubt sure certainly obviously frankly honestly perhaps maybe probably seems seem apparently "
            "thought believed opinion view sense glad sorry happy"
        ),
        *_phrases("i think, i believe, i feel, i don't think, in my opinion, in my view, i want, i'd like, i hope"),
    ),
    "judgement": _words(
        "good bad great best worst greatest terrible horrible wonderful beautiful awful amazing incredible "
        "tremendous fantastic important right wrong fair unfair nice strong weak tough proud ridiculous disgrace "
        "disaster stupid smart brilliant shameful tragic better clear simple interesting fine fundamental serious "
        "critical vital moral honest leadership values freedom principle principles hopes dream dreams future "
        "courage faith"
    ),
    "i": _words("i i'm i've i'd i'll me my mine myself"),
    "vague": _words(
        "thing things something anything everything somebody anybody someone kind sort lot lots stuff way this that "
        "these those here there what issue issues question point"
    ),
    "condition": _words("if unless whether suppose"),
    "courtesy": (
        *_words("thank thanks welcome hello hi please congratulations sir ladies gentlemen bye goodbye dear applause"),
        *_phrases("thank you, good evening, good morning, good afternoon, good night, excuse me, god bless"),
    ),
    "filler": _words("well ok okay oh look listen uh um yeah yes let's secondly finally just very really"),
    "fact": _words("fact facts actually true false evidence"),
    "now": _words("now today already currently nowadays"),
    "amount": _words("number numbers amount amounts total"),
    "perfect": _phrases(
        "has been, have been, had been, has not, have not, had not, we've had, they've been, he's been, has never"
    ),
    "jobs": _words(
        "jobs job unemployment employment workers employees economy economic recession inflation trade exports "
        "export imports import manufacturing factories businesses business industry industries companies company "
        "corporations gdp growth poverty homeless welfare pension pensions oil gas energy coal steel production "
        "market markets bank banks billionaires millionaires farmers prices"
    ),
    "record": _words(
        "voted vote votes bill bills law laws legislation legislature passed pass signed vetoed veto opposed "
        "supported sponsored senate congress court courts ruled ruling treaty treaties agreement agreements "
        "sanctions banned ban approved rejected endorsed supports opposes vetoes fought negotiated failed "
        "federal government governments official officials elected election elections convicted indicted charged "
        "sentenced lawsuit sued investigation appointed resigned proposed proposal introduced plan program programme "
        "programs policy administration amendment regulation regulations agency department commission ministry "
        "parliament"
    ),
    "force": _words(
        "war wars troops soldiers army navy military weapons weapon nuclear missile missiles bomb bombs bombed "
        "attack attacks attacked killed kill died dead death deaths wounded injured casualties terrorist terrorists "
        "terrorism invaded invasion hijacked hostages crime crimes murder murders rape violence violent gun guns "
        "prison prisoners arrested border refugees immigrants immigration illegal drugs drug"
    ),
    "health": (
        *_words(
            "health healthcare hospital hospitals doctors doctor patients insurance insured uninsured medicare "
            "medicaid disease diseases cancer virus vaccine vaccines vaccinated abortion abortions schools school "
            "students teachers education college children families seniors women veterans population people"
        ),
        *_phrases("social security"),
    ),
    # What a page says of itself, of its reader and of its machinery.
    "boilerplate": (
        *_words("newsletter homepage javascript subscribe www http https"),
        *_phrases(
            "mailing list, rights reserved, click here, sign up, log in, sign in, privacy policy, cookie policy, "
            "uses cookies, use cookies, accept cookies, terms of use, terms of service, read more, see also, "
            "related articles, related stories, share this, e mail this, email this, print this, follow us, "
            "contact us, home page, search options, advanced search, foot of the, external links, internet links, "
            "links to, external internet, internet sites, back to top, skip to, your browser, your e mail, your email, "
            "your account, getty images, posted by, leave a comment, for more information, more stories, "
            "image caption, image source, our app, subscribe now, cancel anytime, "
            "most popular, most read, latest news, watch live, watch now, listen now, last updated, graphics version"
        ),
    ),
}

# Who speaks of himself gives his word, or his opinion.
FIRST_PERSON = frozenset(_words("i i'm i've i'd i'll we we're we've we'd we'll let's"))

# Irregular past tenses; the regular ones end in -ed.
PAST = frozenset(
    _words(
        "was were had did said told took gave made went came saw got left kept held won lost built bought brought "
        "caught sold sent spent paid put began became broke chose drew drove fell felt found fought grew knew led "
        "let met rose ran sat shot spoke stood struck thought threw understood wore wrote cut set hit"
    )
)

# They end as a superlative does, and are none.
NO_SUPERLATIVES = frozenset(
    _words(
        "interest west northwest southwest midwest test rest guest request protest forest harvest invest contest "
        "honest arrest suggest modest budapest everest manifest chest nest vest quest digest priest conquest "
        "bucharest detest unrest tempest inquest earnest wildest behest molest attest dishonest reinvest infest "
        "divest ingest"
    )
)

FORETELLING = frozenset(_words("will shall would won't wouldn't plans planned intends expected"))
DENIALS = frozenset(_words("not no never neither nor none nobody nothing without cannot denied denies failed fails"))

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "us": ("united", "states", "america"),
    "uk": ("united", "kingdom", "britain"),
    "un": ("united", "nations"),
    "eu": ("european", "union"),
}
