"""Phrases by which texts credit a news agency or cite it, as regular expressions, by kind and language."""

SOURCE = (
    "source|credit|quelle|agency|agencies|fuente|fonte|bron|kaynak|źródło|zdroj|kilde|källa|sumber|nguồn|"
    "источник|джерело|извор|πηγή|المصدر|منبع|ماخذ|מקור|स्रोत|সূত্র|出典|来源|來源|출처|ที่มา"
)
# Who took a picture is nobody whom the text is from.
PICTURE = (
    "사진|그래픽|자료|영상|写真|画像|映像|提供|图|圖|摄|攝|フォト|фото|Фото|ФОТО|صور|تصوير|عکس|تصویر|צילום|תמונ|"
    "फोटो|तस्वीर|ছবি|ภาพ|[Pp]hoto|PHOTO|Foto|FOTO"
)
# In Latin letters, before the agency: “laut dpa”, “selon l’AFP”, “según EFE”; and what may stand between.
CITED = (
    "laut|meldet|meldete|berichtet|berichtete|gegenüber|selon|d['’]après|rapporte|indique|según|informó|informa|"
    "secondo|riferisce|riporta|segundo|avança|volgens|meldt|według|podaje|podle|uvedla|enligt|ifølge|menurut|theo"
)
ITS = (
    r"(?:[^\S\n]*\b(?:der|die|das|dem|la|el|il|a|o|à|de|het|een|news|agency|\w*[Aa]gentur|\w*agence|agen[cz]i[aj]\w*|"
    r"agência|kantor|berita|hãng|tin)\b|[^\S\n]*\b[lL]['’]|[^\S\n])"
)
# Korean, Chinese and Japanese, Thai and Khmer: behind the agency, and before it.
UNSPACED_SAYS = (
    r"(?:(?:\s*통신)?(?:은|는|이|가|에|에게|의|와의|과의)?\s*(?:에?\s*따르면|보도|인용|전했|전한다)"
    r"|(?:\s*통신)?[은는이가][^.。\n]{1,80}?[라다]고\s*(?:보도|전했)"
    r"|(?:通信|通讯社|通訊社|社|网|網|電)?(?:报道|報道|報導|报导|消息|电讯|援引|引述|指出|报称|称|稱)"
    r"|(?:通信|社)?(?:によると|によれば|が伝え|が報じ|が配信|は[^。\n]{1,80}?(?:報じ|伝え))"
    r"|(?:记者|記者)[^，。\n]{0,20}(?:报道|報道)"
    r"|\s*(?:รายงาน|ระบุ|រាយការណ៍))"
)
UNSPACED_CITED = "据|據|援引|引述|接受|告诉|告訴|อ้าง|สำนักข่าว"
# In other scripts, before the agency; what may stand between; behind it.
NATIVE_CITED = (
    "сообща[ею]т|сообщил[аио]?|переда[её]т|передал[аио]?|пишет|цитирует|со ссылкой на|по данным|по сообщению|"
    "по информации|повідомля[єю]|повідомив|повідомил[аи]|передає|передал[аи]|пише|з посиланням на|за даними|"
    "за повідомленням|інформує|съобщи|съобщава|предаде|според|преноси|јавља|σύμφωνα με|μετέδωσε|"
    "قالت|ذكرت|نقلت|أفادت|أوردت|أوضحت|بحسب|حسب|وفقا|وفقاً|وفقًا|نقلا عن|عن|به گزارش|به نقل از|گزارش|"
    "לפי|על פי|לדברי|דיווחה|דיווח|מסרה"
)
NATIVE_ITS = (
    r"(?:\s+(?:агентств\w*|інформагентств\w*|информагентств\w*|информационн\w*|інформаційн\w*|новостей|новин|новини|"
    r"агенция\w*|агенциј\w*|πρακτορείο|το|وكالة|لوكالة|وكالات|الأنباء|أنباء|للأنباء|خبرگزاری|סוכנות|לסוכנות|הידיעות|"
    r"ידיעות|समाचार|एजेंसी|न्यूज|সংবাদ|সংস্থা|خبر|رساں|ادارے))"
)
NATIVE_ENDING = "(?:у|а|е|ом|ою|ові|и|і|-у)?"
NATIVE_SAYS = (
    "сообща[ею]т|сообщил|переда[её]т|передал|пишет|цитирует|повідомля|повідомив|повідомила|передає|пише|інформує|"
    "съобщи|јавља|إن|أن|عن|דיווחה|מדווחת|מסרה|گزارش|نوشت|اعلام|के अनुसार|के मुताबिक|ने बताया|ने कहा|ने खबर|को बताया|"
    "की रिपोर्ट|জানায়|জানিয়েছে|کے مطابق|نے بتایا|کو بتایا"
)
