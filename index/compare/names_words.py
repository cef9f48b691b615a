"""Words that tell what a name is the name of; folded to lower case, sorted, from general knowledge."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Before a surname and never alone: they mark the person, and some the gender.
MALE_TITLES = _set("lord mr mr. sir")
FEMALE_TITLES = _set("dame lady madame miss mrs mrs. ms ms. sister")
SHORT_TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | _set("""
adm adm. brig. capt capt. cmdr cmdr. col col. cpl. det. dr dr. fr. gen gen. gov gov. govs. hon. insp. lt lt.
maj maj. mx. pfc. pres. prof prof. pvt. rep rep. reps. rev rev. sen sen. sens. sgt sgt. spc. supt.
""")
)

#: Offices and ranks: before a name ("President Obama"), after it, or alone with an article ("the senator").
OFFICES = _set("""
activist actor actress admiral adviser advisor aide ambassador analyst archbishop assemblyman assemblywoman
assistant associate attorney author ayatollah bishop brigadier candidate captain cardinal ceo cfo chair
chairman chairperson chairwoman chancellor chief coach colonel columnist comedian commander commissioner
congressman congressperson congresswoman coo coordinator coroner corporal correspondent council councillor
councilman councilor councilwoman counsel counsellor counselor czar d.a. dean defender delegate deputy
detective dictator diplomat director doctor economist editor emir emperor envoy executive father founder
general gov. governor historian host imam inspector judge justice king lawmaker lawyer leader lieutenant
major manager marshal mayor minister mullah negotiator nominee officer official operative owner pastor
patriarch pope premier presidency president prince princess principal professor prosecutor publisher queen
rabbi reporter representative representatives reps researcher reverend sec. secretary senator senators
sergeant sheik sheikh sheriff singer soldier solicitor speaker spokesman spokesperson spokeswoman staffer
strategist sultan superintendent treasurer trooper whip
""")

#: Words that stand between the words of an office: "Secretary of State", "Vice President", "Prime Minister".
OFFICE_PARTS = _set("""
acting affairs army assistant cabinet chief co defence defense democratic deputy district elect ex executive
finance first foreign former general health homeland house independent intelligence interim interior junior
justice labor lady late law lead majority managing marine master military minority national navy press prime
prosecuting public republican ret. retired security senate senior special staff state surgeon then top
treasury under veteran vice
""")

#: A name with one of these words names an organisation.
ORGANISATIONS = _set("""
academy administration agency airlines airways alliance army assembly associates association authority bank
battalion board brigade brotherhood bureau cabinet caucus center centre chamber chiefs church clinic club
coalition college command commission committee commons commonwealth community company confederation
conference congress consortium consulate cooperation corp corp. corporation corps council court daily
democrats department dept. directorate division duma embassy energy enterprises exchange federation
fellowship ferries force forces foundation front fund gas gazette gop government group guard hamas
headquarters herald hezbollah holding holdings hospital house inc inc. industries initiative institute
institution intelligence international isil isis journal kremlin laboratories laboratory league legislature
library limited line lines llc ltd ltd. magazine marines media militia ministry mission mosque motor motors
movement museum nations navy network networks news office oil opera orchestra organisation organization
parliament partners party patrol pentagon pharma pharmaceuticals police politburo post press project qaeda
railways registry republicans reserve school sciences secretariat senate senators service services shipping
society staff steel studios syndicate systems taliban team technologies television temple terminals times
tribunal tribune trust union university white workers works
""")

#: A name with one of these words names an event, a law, a work: nothing to compare by name.
OTHERS = _set("""
accord act act. affair agreement amendment anthem arena award awards bill book bowl christmas code
constitution convention crisis cup cyclone day deal debate doctrine election festival games garden hall
hotel hurricane initiative law mall medal month movement museum olympics pact plan primary prize proposition
protocol rally revolution rule series show square stadium storm summit talks testament theater theatre title
tonight tower towers treaty typhoon war week year
""")

#: Days, months and such: capitalised, but no names.
CALENDAR = _set("""
a.m a.m. am april aug aug. august dec dec. december easter edt est et feb feb. february fri fri. friday gmt
jan jan. january july june mar. march may mon. monday nov nov. november oct oct. october p.m p.m. pm ramadan
sat. saturday sep sep. sept sept. september sunday thanksgiving thu. thur. thurs. thursday tue. tues.
tuesday wed. wednesday
""")

#: Capitalised words that are no names of persons or places wherever they stand.
NO_NAMES = CALENDAR | _set("""
advertisement amen bible chapter christian christianity congressional conservative conservatives
constitutional dad democrat democratic democrats east eastern en english facebook federal god heaven hell i
i'd i'll i'm i've independents instagram internet islam i’d i’ll i’m i’ve judaism koran latino liberal
liberals libertarian lord medicaid medicare mom mr mrs ms nazi nazis no. north northern nos. obamacare ok
okay presidential quran republican republicans snapchat socialist socialists south southern state states tea
twitter web west western youtube
""")

#: American states as news abbreviates them after a town; their full stop is not part of the word.
STATE_ABBREVIATIONS = _set("""
ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont n.c. n.d. n.h. n.j.
n.m. n.y. neb nev okla ore pa penn r.i. s.c. s.d. tenn tex va vt w.va. wash wis wyo
""")

#: Acronyms that are everyday words in news rather than organisations.
ACRONYM_WORDS = _set("""
AIDS CEO CEOs CFO COO COVID COVID-19 DNA DUI FAQ GDP HIV ID IED IQ LGBT LGBTQ MP MPs NB OK PAC PACs PM PS
PTSD Q&A TV UFO VIP
""")

#: What people do with words; a person's name beside one of these speaks. Past, present and bare forms.
SPEECH = _set("""
accuse accused accuses accusing acknowledge acknowledged acknowledges add added adding adds admit admits
admitted admitting advise advised agree agreed agrees allege alleged alleges announce announced announces
announcing answer answered answers argue argued argues arguing ask asked asking asks assert asserted
asserting asserts assure assured believes blast blasted boast boasted boasts called calling calls caution
cautioned cautions characterized charged cite cited claim claimed claiming claims comment commented comments
compared comparing complain complained complains concede conceded concedes conclude concluded concludes
confessed confirm confirmed confirms continue continued continues counter countered counters cried
criticized criticizing declare declared declares declaring decried deemed denied denies denounced deny
describe described describes describing dismissed dubbed echoed emphasize emphasized exclaimed explain
explained explaining explains express expressed fumed gushed hinted insist insisted insisting insists
interjected joked jokes joking label labeled labeling lament lamented laments maintain maintained maintains
mention mentioned mused muttered note noted notes noting object objected observe observed observes offered
opined ordered pleaded pledged pointed posted posts praised predict predicted predicts proclaimed promise
promised promises protested quipped quips quoted railed read reads recall recalled recalls recommended
recounted refer referred reiterate reiterated reiterates remark remarked remarks remind reminded repeat
repeated repeats replied replies reply report reported reports request requested respond responded
responding responds retorted reveal revealed reveals ridiculed said saying says shot shouted shouting
slammed snapped speaking spoke state stated states stating stress stressed stresses suggest suggested
suggesting suggests summarized swore talking tell telling tells termed testified testifies testify thinks
thought told tout touted touting tweet tweeted tweeting tweets urge urged urges urging vowed vows warn
warned warning warns went wondered wonders write writes writing wrote yelled
""")

#: Words of saying that are as often nouns: they count only right after who speaks.
SPEECH_NOUNS = _set("""
answer answers ask asks blast boasts calls claim claims comment comments jokes laments mention note notes
object offered ordered posts promise promises read reads reply report reports request shot state states went
""")

#: What speaks besides people with a name or an office.
SPOKEN_BY = _set("""
activist activists ad agency aides analysts article authorities bill blogger brother caller campaign
colleague committee company complaint court critics crowd daughter decision department document documents
editorial email expert experts father filing friend group husband investigators law lawmakers lawsuit
lawyers leaders letter man memo mother neighbor newspaper note office officers officials opinion
organization paper people person police poll post prosecutors protester protesters pundit report reporters
resident residents resolution ruling sister soldiers son source sources speech statement statements student
students study supporters survey teacher tweet union voter voters website wife witness witnesses woman women
worker workers writer
""")
