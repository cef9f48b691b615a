"""Spellings that no rule of transliteration connects: old and foreign names of places, forms of given names.

Written from general knowledge of the names in use; one line a name, the canonical form first. Forms that are
several words hold a space. Everything is folded: lower case, Latin letters without accents, no apostrophes.
"""

from __future__ import annotations

#: Places under older, foreign or colonial names.
_PLACES = """
abkhazia: abkhaziya
addis ababa: addis abeba
aleppo: halab, haleb
algeria: algerie
algiers: alger
almaty: alma-ata, alma ata, almata
antwerp: antwerpen, anvers
aqaba: akaba
artsakh: nagorno-karabakh, nagorno karabakh, nagorny karabakh, nagorno-karabagh
ashgabat: ashkhabad, ashkabad, achgabat
astana: nur-sultan, nursultan, akmola
athens: athina, athinai
avdiivka: avdeevka, avdeyevka
baghdad: bagdad
bakhmut: artemivsk, artemovsk, artyomovsk, bachmut
balakliia: balakleya, balakliya
bangalore: bengaluru
bangkok: krung thep
basel: basle, bale
basra: basrah, bassora
beijing: peking, pekin, beiping, peiping
beirut: beyrouth, bayrut, beyrut
beit lahia: beit lahiya, bayt lahiya
belarus: byelorussia, belorussia, bielorussia, byelarus, bielarus
belgrade: beograd
benghazi: bengazi, banghazi
berdiansk: berdyansk
bern: berne
bila tserkva: belaya tserkov
bioko: fernando po
bishkek: frunze, pishpek
bratislava: pressburg, pozsony
brest-litovsk: brest litovsk
brittany: bretagne
brussels: bruxelles, brussel
bucha: butscha, boutcha
bucharest: bucuresti, bukarest
burgundy: bourgogne
burkina faso: upper volta
cairo: al-qahira, qahira
cambodia: kampuchea, kampuchia
cape verde: cabo verde
caucasus: kavkaz
chasiv yar: chasov yar
chechnya: chechnia, chechenia, tchetchenia
chennai: madras
cherkasy: cherkassy
chernihiv: chernigov
chernivtsi: chernovtsy, czernowitz, cernauti
chernobyl: chornobyl, tchernobyl, tschernobyl
chisinau: kishinev, kishinyov
chittagong: chattogram
chongqing: chungking
chuhuiv: chuguev, chuhuyiv, chuguyev
cologne: koln, koeln
copenhagen: kobenhavn
cote divoire: ivory coast
crimea: krym
czechia: czech republic
dalian: dairen, luda
dar es salaam: dar al salaam
daugavpils: dunaburg
deir al-balah: deir el-balah, dayr al-balah, deir el balah
deir ez zor: deir ezzor, deir al-zor, deir al-zour, deir az-zor, dayr az-zawr, deir ez-zor
denmark: danmark
dhaka: dacca
djibouti: jibuti
dnipro: dnipropetrovsk, dnepropetrovsk, dnepr, dnieper
donbas: donbass
donetsk: donezk, donetzk, doneck
douma: duma
dresden: drezno
dushanbe: stalinabad
el fasher: al-fashir, al fashir, el-fasher
enerhodar: energodar
erbil: arbil, irbil
eritrea: erytrea
eswatini: swaziland
fallujah: falluja, faluja, falloujah
finland: suomi
florence: firenze
fujian: fukien
fuzhou: foochow
gansu: kansu
gaza: ghaza
gdansk: danzig
geneva: geneve, genf
genoa: genova
germany: deutschland
ghent: gent
ghouta: ghuta, gouta
gothenburg: goteborg
greece: hellas
guangdong: kwangtung
guangxi: kwangsi
guiana: guyane
guizhou: kweichow
guwahati: gauhati
gyumri: leninakan
haifa: hefa
hama: hamah
hangzhou: hangchow
hankou: hankow
harare: salisbury
harbin: kharbin
hebei: hopei
helsinki: helsingfors
henan: honan
hlukhiv: glukhov
ho chi minh city: saigon
hodeidah: hudaydah, hodeida, hudaida, hodeyda, al-hudaydah
homs: hims
homyel: gomel
horlivka: gorlovka
hormuz: ormuz
hostomel: gostomel
hrodna: grodno
hsinchu: xinzhu
hubei: hupeh
huliaipole: gulyaypole, gulyai-pole
idlib: edlib
ilovaisk: ilovaysk
irpin: irpen
istanbul: constantinople, stambul
izium: izyum, izum, isjum
izmir: smyrna
jabalia: jabaliya, jabalya
jakarta: djakarta, batavia
jeddah: jidda, jiddah, djeddah, jedda
jenin: janin, dschenin, djenine
jerusalem: yerushalayim, al-quds
jiangsu: kiangsu
jiangxi: kiangsi
jilin: kirin
jinan: tsinan
kaliningrad: konigsberg, koenigsberg
kamianske: dniprodzerzhynsk, dneprodzerzhinsk, kamyanske
kanpur: cawnpore
kaohsiung: gaoxiong
kashgar: kashi
kashmir: cashmere
katowice: kattowitz
kaunas: kovno
kazakhstan: kazakstan
keelung: jilong
khan yunis: khan younis, chan junis, khan yunus, khan younes
kharkiv: kharkov, charkiv, charkow, harkov
khartoum: khartum, chartum
kherson: cherson
khmelnytskyi: khmelnitsky
kinmen: quemoy, jinmen
kinshasa: leopoldville
kirkuk: kerkuk
klaipeda: memel
kobani: kobane, ayn al-arab
kochi: cochin
kolkata: calcutta
kostiantynivka: konstantinovka, kostyantynivka
kozhikode: calicut
krakow: cracow, cracovie
kremenchuk: kremenchug
kreminna: kremennaya
kropyvnytskyi: kirovohrad, kirovograd, kropyvnytsky
kryvyi rih: krivoy rog, krivoi rog, kryvyy rih, krywyj rih
kupiansk: kupyansk, kupjansk
kurakhove: kurakhovo
kuwait: koweit
kyiv: kiev, kiew, kyyiv, kijow, kiyev, kyjiv, kiiv
kyrgyzstan: kirghizia, kirgizia, kirgizstan, kyrghyzstan, kirghizstan
latakia: lattakia, ladhiqiyah
lhasa: lasa
lisbon: lisboa
livorno: leghorn
ljubljana: laibach
luhansk: lugansk, louhansk
lushun: port arthur
lviv: lvov, lwow, lemberg, lvow, lwiw
lysychansk: lisichansk, lyssytschansk
macau: macao
mahilyow: mogilev, mogilyov
mainz: mayence
makhachkala: mahachkala
makiivka: makeevka, makeyevka
manbij: minbij
maputo: lourenco marques
marinka: maryinka, mariinka
marrakesh: marrakech
marseille: marseilles
mecca: makkah, meca
medina: madinah
minsk: miensk, mensk
misrata: misurata, misratah
moldova: moldavia
moscow: moskva, moskau, moscou
mosul: mossul, mawsil, mossoul
muenster: munster
mumbai: bombay
munich: munchen, muenchen
myanmar: burma, birma
mykolaiv: nikolaev, nikolayev, mykolayiv
mysore: mysuru
nablus: nabulus
nanjing: nanking
naples: napoli
ndjamena: fort-lamy
nicosia: lefkosia, lefkosa
ningbo: ningpo
north macedonia: macedonia
nouakchott: nuakchott
nuremberg: nurnberg, nuernberg
odesa: odessa, odecca
okhtyrka: akhtyrka
omdurman: umdurman
orikhiv: orekhov
ostend: oostende
ougadougou: ouagadougou, wagadugu
palmyra: tadmur, tadmor
pattani: patani
piraeus: pireas
plovdiv: philippopolis
podgorica: titograd
pokrovsk: krasnoarmiisk, krasnoarmeysk
poland: polska
poltava: pultava
pondicherry: puducherry
popasna: popasnaya
port sudan: bur sudan
porto: oporto
poznan: posen
prague: praha
pristina: prishtina
pune: poona
pyongyang: phyongyang, pyeongyang
qalqilya: qalqiliya, kalkilya
qamishli: kamishli, qamishlo
qatar: katar
qingdao: tsingtao
qinghai: tsinghai
raqqa: rakka, raqqah, ar-raqqah
rhine: rhein, rhin
riga: ryga
rijeka: fiume
rivne: rovno, riwne
robotyne: rabotino
romania: rumania, roumania
rubizhne: rubezhnoye, rubezhnoe, rubizhnoe
russia: rossiya
saint petersburg: st. petersburg, st petersburg, leningrad, petrograd
san sebastian: donostia
sanaa: sana
saragossa: zaragoza
sardinia: sardegna
selydove: selidovo
sevastopol: sebastopol
seville: sevilla
shaanxi: shensi
shandong: shantung
shanghai: shanghay
shanxi: shansi
sharjah: sharjeh
shenyang: mukden
shimla: simla
sichuan: szechuan, szechwan
sicily: sicilia
sievierodonetsk: severodonetsk
sloviansk: slavyansk, slovyansk, slaviansk, slowjansk
snizhne: snezhnoye, snezhnoe
soledar: solidar
sri lanka: ceylon
starobilsk: starobelsk
stepanakert: khankendi, xankandi
strasbourg: strassburg
sudzha: sudscha, soudja, sudja
sumy: sumi, soumy
suzhou: soochow
svatove: svatovo
taichung: taizhong
taipei: taibei
taiwan: formosa
tallinn: reval
tartus: tartous
tashkent: toshkent
tbilisi: tiflis
tehran: teheran
ternopil: ternopol, tarnopol
thailand: siam
the hague: den haag, hague
thessaloniki: salonica, salonika, saloniki
thiruvananthapuram: trivandrum
tianjin: tientsin
tibet: xizang
tigray: tigre
timor-leste: east timor
tiranna: tirana
tiraspol: tyraspil
tokyo: tokio
toretsk: torezk, toretzk
transnistria: transdniestria, pridnestrovie, transdnistria, trans-dniester
tripoli: tarabulus
tulkarm: tulkarem, tulkarim
turin: torino
turkey: turkiye, turkiya
turku: abo
ukraine: ukraina
ulaanbaatar: ulan bator, ulaan baatar
urumqi: urumchi, wulumuqi
uzbekistan: ozbekiston
uzhhorod: uzhgorod, ungvar
vadodara: baroda
varanasi: benares, banaras
venice: venezia, venedig
vienna: wien
vilnius: vilna, wilno, vilno
vinnytsia: vinnitsa, vinnytsya, vinnica, winnyzja
vistula: wisla
vitebsk: vitsebsk
volgograd: stalingrad, tsaritsyn
vovchansk: volchansk
vuhledar: ugledar, wuhledar
warsaw: warszawa, warschau
wroclaw: breslau
xiamen: amoy
xian: sian, hsian
xining: hsining
xinjiang: sinkiang
yangon: rangoon, rangun
yangtze: yangzi, chang jiang
yekaterinburg: sverdlovsk
yenakiieve: yenakievo, enakievo
yerevan: erevan, erivan
zagreb: agram
zaporizhzhia: zaporozhye, zaporizhia, zaporozhe, zaporizhya, zaporozhia, zaporizhzhya
zhejiang: chekiang
zhengzhou: chengchow
zhytomyr: zhitomir
zimbabwe: rhodesia
zurich: zuerich
"""

#: Given names, surnames and other words whose forms are one name in another romanisation or language.
_PEOPLE = """
abbas: abas
abdul: abdel, abdal, abdoul, abdol
abdulaziz: abdelaziz, abd al-aziz, abdul aziz, abdel aziz
abdullah: abdallah, abdulla, abdalla, abdoullah
abdulrahman: abdelrahman, abdurrahman, abderrahman, abd al-rahman, abdul rahman, abdel rahman
abu: abou
ahmad: ahmed, achmed, ahmet
ahmadinejad: ahmadinezhad, ahmadi-nejad, ahmedinejad
alam: aalam
aleksandr: alexander, oleksandr, alyaksandr, aleksander, alexandr, oleksander, alexandre, aliaksandr
alexei: aleksei, aleksey, alexey, alexej, oleksii, oleksiy, oleksij, alexi, aliaksei, alyaksey
aliyev: aliev, eliyev, alijew
amir: ameer, emir
anatoly: anatoli, anatolii, anatoliy, anatolij
andrei: andrey, andrej, andrii, andriy, andrij
anwar: anwer, anouar
arkady: arkadi, arkadii, arkadiy
artem: artyom, artiom, artjom
ashraf: achraf
assad: asad, al-assad, al-asad, assaad
awad: awwad
ayman: aiman, aymen
baghdadi: bagdadi
baradei: elbaradei, al-baradei
bashar: bachar, bashshar
basil: vasily, vasiliy, vasili, vassily, vasyl, wassily, vasilii
bin laden: bin ladin, ben laden, binladen
boris: borys
bouteflika: buteflika
chiang kai-shek: jiang jieshi
dawood: daoud, daud, dawud, dawoud
deng xiaoping: teng hsiao-ping
denis: denys
dmitry: dmitri, dmitriy, dmitrii, dmytro, dimitri, dimitry, dmitrij, dzmitry
dostoevsky: dostoyevsky, dostoevskii, dostoyevski, dostojewski
eduard: edvard
elena: yelena, olena, jelena
erdogan: erdoghan
evgeny: yevgeny, evgeni, yevgeniy, yevgeni, evgenii, yevhen, evgeniy, jewgeni, evgenij, yevgenii, yevhenii
faiez: fayez, faez, fayiz
faisal: faysal, feisal, faysel
farouk: faruk, farooq, faruq, farook
fatima: fatimah, fatema, fatma
fedor: fyodor, feodor, fiodor
fuad: fouad, foad
gaddafi: khaddafi, qadafi, kadhdhafi, el-gaddafi, al-gaddafi, al-qadhafi
gaddafi: qaddafi, kadafi, gadafi, kadhafi, qadhafi, kaddafi, khadafy, ghaddafi, gadhafi, qathafi
gamal: jamal, djamal
genghis: chinggis, chingis, jenghis
gennady: gennadi, gennadiy, hennadiy, hennadii, gennadii
georgy: georgi, georgiy, heorhiy, heorhii, georgii
ghani: gani
gorbachev: gorbachov, gorbatchev, gorbachyov, gorbatschow, gorbaciov
hafez: hafiz, hafeez
haftar: hifter, heftar, hafter
haidar: haydar, heydar, haider, hayder
hamid: hameed, hamed
haniyeh: haniya, haniyah, haniye
hanukkah: chanukah, hanukah, chanukkah
hariri: harriri
hasan: hassan
hezbollah: hizbullah, hizballah, hezballah, hizbollah
houthi: huthi
houthis: huthis
husain: hussein, husayn, hussain, husein, hossein, houssein, hosein, hussien
ibrahim: ebrahim, ibraheem
igor: ihor, ihar
ilya: illia, ilia, illya, ilja
imran: emran
isa: issa, eissa, essa
islam: eslam
ismail: ismael, esmail, ismaeel
ivan: iwan
jafar: jaafar, jaffar, djafar
jalal: jelal, djalal
jihad: djihad, jehad
jinping: chin-ping
josef: iosif, yosef, yosif
karim: kareem, kerim
katerina: kateryna, ekaterina, yekaterina, katarina
khalid: khaled, chalid
khalifa: khalifah, haftar
khalil: khaleel, halil
khamenei: khameni, khamanei, chamenei, khamenai
khamis: khamees
khashoggi: kashoggi, khashoghi, kashoghi, khashukji
khomeini: khomeiny, chomeini, khumayni
khrushchev: krushchev, khruschev, kruschev, khrushchov, chruschtschow, krushchov
kim jong il: kim jong-il, kim jongil, kim chong-il
kim jong un: kim jong-un, kim jongun, kim chong-un
kirill: kyrylo, kyryl, kiril
klitschko: klychko, klichko, klitchko
konstantin: kostyantyn, kostiantyn, constantin
latif: lateef
leonid: leonyd
lukashenko: lukashenka, loukachenko, lukashenco, lukaschenko
mahmoud: mahmud, mahmood, mehmood
majid: majeed, mjid
maksym: maksim, maxym
mao zedong: mao tse-tung, mao tsetung, mao tse tung
margarita: marharyta
marwan: marouane
masoud: masud, masood, massoud
matvei: matvey, matviy
medvedev: medvedyev, medwedew, medvedjev
mehdi: mahdi
mikhail: mykhailo, michail, mikhael, mihail, mykhaylo, mihkail, mikhayl
milosevic: miloshevich, milosevich
mohammed: mohd
mohammed: muhammad, mohammad, mohamed, muhammed, mohamad, mohamud, mahomet, muhamad, mohamoud, muhammet
morsi: mursi, morsy, mursy
muammar: moammar, muamar, moamar, mouammar
mubarak: moubarak, mobarak, mubarek
mujahideen: mujahedin, mujahedeen, mujahidin, moudjahidine, mojahedin
mukhtar: mokhtar, moktar
munir: mounir, moneer
murad: mourad
mustafa: mustapha, moustafa, mostafa
nabil: nabeel
nadir: nader
najib: najeeb, nagib, naguib
nasser: naser, nasir, nassir
natalia: nataliya, natalya, nataliia
navalny: navalnyi, navalniy, navalnyj, nawalny, navalni
netanyahu: netanyahou, natanyahu, netanjahu, nethanyahu
nikita: mykyta, mikita
nikolai: nikolay, mykola, nikolaj, nicolai, nikolas
nizar: nezar
noor: nur, nour
nouri: nuri, noori
omar: umar, omer, oumar
osama: usama, oussama, ossama
othman: osman, usman, uthman, ousmane
osama bin laden: usama bin ladin, usama bin laden, osama bin ladin
pavel: pavlo, pawel
petr: pyotr, petro, piotr
philip: phillip, filip, philipp
poroshenko: poroschenko, porochenko
prigozhin: prigozin, prigojin, prigoschin
pushkin: puschkin, pouchkine
putin: poutine, putyin
qadir: kader, qader, kadir
qaeda: al-qaeda, al-qaida, alqaeda, al-qaidah, alkaida, al-kaida, qaida, kaida
qasem: qassem, kassem, kasem, qasim, qassim, ghasem, kasim
qassam: kassam
quran: koran, coran
rachid: rashid, rasheed
rafi: rafie
rafiq: rafik, rafic, rafeeq
rahman: rehman, rahmon
raisi: raeisi, raissi
rajab: ragab
ramadan: ramazan, ramadhan
rasputin: raspoutine
rohani: rouhani, ruhani, rowhani
ruslan: rouslan
saddam: sadam
sadiq: sadeq, sadik, sadegh, sadique
sadr: al-sadr, as-sadr
saeed: saied, sayeed, saeid
saif: seif, sayf
salim: saleem, selim
sami: samy
samir: sameer
sarraj: serraj, al-sarraj
saud: saoud
semyon: semion
sergei: sergey, serhii, serhiy, sergej, serguei, sergii, serge, serhij, siarhei
shafiq: shafik, chafik
sharif: sherif, cherif, shareef, charif
sheikh: sheik, shaykh, shaikh, cheikh
shoigu: shoygu, schoigu, choigou
soleimani: suleimani, sulaymani, sulaimani, soleymani, suleymani
solzhenitsyn: solschenizyn, soljenitsyne, solzenicyn
stanislav: stanislaw
suhail: suheil, sohail
suleiman: sulayman, soleiman, suleyman, sulaiman, souleymane, suleman
sun yat-sen: sun yixian, sun zhongshan
svetlana: svitlana, sviatlana, svyatlana
svyatoslav: sviatoslav
syrskyi: sirski, syrsky, syrski, sirskiy, syrskiy, sirskyi, syrskyy, syrskii, sirsky
talabani: talebani
taliban: taleban
tamim: tameem
tariq: tarek, tareq, tarik, tarique
tatyana: tatiana, tetiana, tetyana
tchaikovsky: chaykovski, chaykovsky, chaikovsky, tschaikowsky
tolstoy: tolstoi
trotsky: trotskii, trotzky, trotski, trotzki
tsikhanouskaya: tikhanovskaya, tsikhanouskaia, tichanowskaja
tsinghua: qinghua
turgenev: turgeniev
tymoshenko: timoshenko, timoschenko
uighur: uyghur, uygur, uigur
vadim: vadym
valentin: valentyn
valery: valeri, valeriy, valerii, valeriya, valeryi
veronika: veronica
viktor: victor, wiktor
viktoria: viktoriya, viktoriia
vitaly: vitali, vitaliy, vitalii, witali, vitalij
vladimir: volodymyr, wladimir, uladzimir, volodimir, wolodymyr
vladislav: vladyslav, wladyslaw
vyacheslav: viacheslav, vjacheslav, wjatscheslaw
wahid: waheed
walid: waleed, oualid
wasim: waseem
xi: hsi
yahya: yehya, yahia
yakov: yakiv, iakov, jakov
yanukovych: yanukovich, janukowitsch, ianoukovitch, janukovych
yasser: yasir, yassir, yaser, jasser
yatsenyuk: yatseniuk, jazenjuk, iatseniouk
yeltsin: eltsin, jelzin, ieltsine, yeltzin
youssef: yusuf, yousef, yousuf, yousif, youssouf, yussuf, yosuf, yusef, yousaf
yulia: iulia, yuliya, iuliia, yuliia
yuri: yuriy, yury, yurii, iurii, juri, jurij, youri
yushchenko: yuschenko, juschtschenko, iouchtchenko, iushchenko
zaid: zayd, zeid, zayed
zaluzhny: zaluzhnyi, zaluzhnyy, zaluzhniy
zarqawi: zarkawi, al-zarqawi
zawahiri: zawahri, zawaheri, al-zawahiri
zelensky: zelenskiy, zelenskyy, zelenskyi, zelenskyj, zelenskij, zelenski, selenskyj, zelenskii, selensky
zelensky: zelinsky
zhirinovsky: zirinovsky, schirinowski
zhou enlai: chou en-lai
zhukov: shukow, joukov
zia: ziya
ziad: ziyad, zeyad
zinedine: zineddine
zubair: zubayr, zubeir
"""

#: Short and familiar forms of English and a few other given names: a person may go under any of them.
_GIVEN_FORMS = """
abigail: abby
abraham: abe
albert: al, bert
alexander: alex, alec, sandy
alexandros: alexis, alex
alfred: fred, alf
andrew: andrei, andy, drew
anthony: tony
arthur: art
barbara: barb
benjamin: ben, benny, bibi, binyamin
bernard: bernie
bradley: brad
calvin: cal
catherine: cathy, katerina, katherine, kathryn, kate, katie, kathy
charles: charlie, chuck
christine: chris, christina
christopher: chris
daniel: dan, danny
david: dave
deborah: debbie, deb, debra
donald: don, donnie
dorothy: dot, dottie
douglas: doug
edward: ed, eduard, eddie, ted, ned
elizabeth: liz, beth, betsy, betty, eliza, lizzie
eugene: evgeny, gene
frances: fran
francis: frank
frederick: fred, freddie
gabriel: gabe
geoffrey: geoff, jeffrey, jeff
gerald: gerry, jerry
gregory: greg
harold: hal, harry
henry: hank, harry
jacob: jake, yakov
jacqueline: jackie
james: jim, jimmy, jamie
jennifer: jen, jenny
jessica: jess
john: jack, johnny, jon
jonathan: jon
joseph: joe, josef, joey
joshua: josh
judith: judy
kenneth: ken, kenny
lawrence: larry, laurence
leonard: len, lenny
louis: lou
maksym: maxim
margaret: maggie, meg, peggy
matthew: matt
maurice: mo
melvin: mel
michael: mike, mick, mickey
mitchell: mitch
nancy: nan
nathaniel: nate, nathan
nicholas: nick
pamela: pam
patricia: pat, patty, tricia
patrick: pat, paddy
peter: pete, petr
philip: phil
rebecca: becky
richard: rick, dick, rich, ricky
robert: bob, bobby, rob, robbie
ronald: ron, ronnie
russell: russ
samuel: sam, sammy
sanford: sandy
stanley: stan
stephen: steve, steven
stuart: stu
susan: sue, susie
suzanne: sue
terrence: terry
theodore: ted, teddy, theo
thomas: tom, tommy
timothy: tim, timmy
victoria: vicky
vincent: vince
virginia: ginny
walter: walt
william: bill, will, billy, liam
yulia: julia
zachary: zach, zack
"""

#: Different names that one step of transliteration would join; the names of a line are all different.
_DIFFERENT = """
akbar, akhbar
amman, oman
anderson, andersen
austria, australia
baron, barron
bauer, bower
gambia, zambia
guinea, equatorial guinea, papua new guinea, guinea bissau
hansen, hanssen
hanson, hansson
hasan, husain
houston, huston
iran, iraq
kharkiv, kherson
louis, luis
maria, mario
mayer, meyer
milley, miley
niger, nigeria
patterson, paterson
salah, saleh
serbia, siberia
sheriff, sharif
sheriff, sherif
simmons, simons
slovakia, slovenia
somalia, somaliland
sudan, south sudan
waters, watters
"""


def _forms(text: str) -> dict[str, str]:
    """Every form (hyphens as spaces) to the canonical form of its line."""
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        canonical, _, others = line.partition(": ")
        for form in (canonical, *others.split(", ")):
            table[form.replace("-", " ")] = canonical.replace("-", " ")
    return table


def _groups(text: str) -> dict[str, frozenset[str]]:
    """Every form to the first forms of the lines it stands in; two forms may be one name if these meet."""
    table: dict[str, frozenset[str]] = {}
    for line in text.strip().splitlines():
        canonical, _, others = line.partition(": ")
        for form in (canonical, *others.split(", ")):
            table[form] = table.get(form, frozenset()) | {canonical}
    return table


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Both orders of every two names of a line."""
    lines = [line.split(", ") for line in text.strip().splitlines()]
    return frozenset((one, other) for line in lines for one in line for other in line if one != other)


#: Folded form -> canonical form.
VARIANTS: dict[str, str] = _forms(_PLACES) | _forms(_PEOPLE)
#: The canonical forms of places alone.
PLACE_FORMS: frozenset[str] = frozenset(_forms(_PLACES))
#: Given name or short form -> the full forms it may stand for.
GIVEN_FORMS: dict[str, frozenset[str]] = _groups(_GIVEN_FORMS)
#: Pairs (both orders) of names that are never one.
DIFFERENT: frozenset[tuple[str, str]] = _pairs(_DIFFERENT)
