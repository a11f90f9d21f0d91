"""Whether a language is written from right to left: by the script that its tag names, else by its usual one.

The tables are from CLDR 46 (likelySubtags.xml) and ISO 15924.
"""


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SCRIPTS = _split(
    "adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mend merc mero narb nbat nkoo orkh "
    "ougr palm phli phnx prti rohg samr sarb sogd sogo syrc thaa yezi "
)
_LANGUAGES = _split(
    "aao abh abv acm acq acw acx adf ae aeb aec aee aeq afb aib aii aij aiq amw apc apd ar arc arq ars ary arz ask "
    "atn auj auz avd avl ayh ayl ayn ayp azb bal bdz bej bft bgn bgp bhe bhm bhn bjf bjm bqi brh brk bsh bsk chg cja "
    "ckb clh czk dcc def deh dgl dmk dml dv ecy esh fa fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk grr gwc "
    "gwf gwt gzi hac haz hbo he hkh hnd hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr jrb "
    "jye kbu kby kcy kfm khw klj kmz kqd ks ktl kvx kxp lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz mby mde mey "
    "mfa mfi mhj mid mki mnj mve mvy myz mzb mzn nli nlm nqo ntz nyq oar obm odk omy oru ota otk oui pal pbt pgd phl "
    "phn phr phv plk prc prd prx ps psh psi pst qxq rdb rhg rmt sam sbn scl sd sdb sdf sdg sdh sds sgr sgy shd shm "
    "shu shv siy siz skr smp smy sog sqo sqt srh srz ssh sts swb syc syn syr tjo tks tmr tov tra trg trm trw ug ur "
    "ush uzs vaf vgr vmh wbk wne wni wsv xco xhe xka xkc xkj xkp xld xly xmr xna xpr xsa xvi ydg yhd yi yih yud zba "
    "zdj zrp zum "
)
# Languages that are written from right to left in some countries only.
_REGIONAL = _split("az-iq az-ir ha-cm ha-sd kk-af kk-cn kk-ir kk-mn ku-iq ku-ir ku-lb ky-cn ms-cc pa-pk tg-pk uz-af ")


def is_right_to_left(tag: str) -> bool:
    """Return whether a language, by its tag of BCP 47 (`ar`, `ku-IQ`, `az-Arab`), is written from right to left."""
    language, *subtags = tag.lower().replace("_", "-").split("-")
    script = next((subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), None)
    if script:
        return script in _SCRIPTS
    region = next((subtag for subtag in subtags if len(subtag) == 2), "")
    return language in _LANGUAGES or f"{language}-{region}" in _REGIONAL


def direction_of(tag: str | None) -> str:
    """Return `rtl` or `ltr`; `auto` where no language is known, so that each text decides by its first letter."""
    if not tag:
        return "auto"
    return "rtl" if is_right_to_left(tag) else "ltr"
