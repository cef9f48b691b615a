"""Places that news names: countries, capitals, regions, big cities, US states, seas; demonyms apart.

Written from general knowledge, folded to ASCII lower case; an underscore stands for the space in a name.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


COUNTRIES = _set("""
abkhazia afghanistan albania algeria america andorra angola antigua argentina armenia aruba australia
austria azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin bermuda bhutan bolivia
bosnia bosnia_and_herzegovina botswana brazil britain brunei bulgaria burkina_faso burma burundi cambodia
cameroon canada cape_verde central_african_republic chad chechnya chile china colombia comoros congo
costa_rica cote_d'ivoire crimea croatia cuba curacao cyprus czech_republic czechia
democratic_republic_of_congo denmark djibouti dominica dominican_republic east_timor ecuador egypt
el_salvador england equatorial_guinea eritrea estonia eswatini ethiopia fiji finland france gabon gambia
georgia germany ghana gibraltar great_britain greece greenland grenada guam guatemala guinea guinea-bissau
guyana haiti holland holy_see honduras hong_kong hungary iceland india indonesia iran iraq ireland israel
italy ivory_coast jamaica japan jordan kazakhstan kenya kiribati kosovo kurdistan kuwait kyrgyzstan laos
latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg macau macedonia madagascar malawi
malaysia maldives mali malta mauritania mauritius mexico micronesia moldova monaco mongolia montenegro
morocco mozambique myanmar namibia nauru nepal netherlands new_zealand nicaragua niger nigeria north_korea
north_macedonia northern_ireland norway oman pakistan palau palestine panama papua_new_guinea paraguay
persia peru philippines poland portugal puerto_rico qatar republic_of_congo romania russia
russian_federation rwanda samoa san_marino saudi_arabia scotland senegal serbia seychelles sierra_leone
singapore slovakia slovenia solomon_islands somalia somaliland south_africa south_korea south_ossetia
south_sudan soviet_union spain sri_lanka st._lucia sudan suriname swaziland sweden switzerland syria taiwan
tajikistan tanzania thailand tibet timor-leste togo tonga transnistria trinidad tunisia turkey turkmenistan
tuvalu u.a.e. u.k. u.s. u.s.a. uae uganda uk ukraine united_arab_emirates united_kingdom united_states
united_states_of_america uruguay us usa ussr uzbekistan vanuatu vatican vatican_city venezuela vietnam wales
west_bank yemen yugoslavia zambia zimbabwe
""")

US_STATES = _set("""
alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota
ohio oklahoma oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont
virginia washington west_virginia wisconsin wyoming
""")

CITIES = _set("""
aachen abbottabad aberdeen abidjan abu_dhabi abuja acapulco accra adana addis_ababa adelaide aden agadez
ahmedabad albany albuquerque aleppo alexandria algiers alicante almaty amman amsterdam anaheim anchorage
ankara annapolis antakya antalya antwerp aqaba arlington asheville ashgabat asmara astana asuncion aswan
athens atlanta atlantic_city auckland augusta aurora austin avdiivka baghdad bakersfield bakhmut baku
balakliia baltimore bamako bangalore bangkok bangui barcelona basel basra baton_rouge batumi beijing beirut
belarusian belfast belgorod belgrade bengaluru benghazi berdiansk bergen berkeley berlin bern bethlehem
beverly_hills bilbao billings birmingham bishkek bismarck bogota boise bologna bonn bordeaux boston boulder
brasilia bratislava bremen brest bridgeport brisbane bristol brooklyn brownsville brussels bryansk bucha
bucharest budapest buenos_aires buffalo burlington cairo calais calcutta calgary cali cambridge canberra
cancun cannes cape_canaveral cape_town caracas cardiff casablanca cedar_rapids charleston charlotte
charlottesville chattanooga chengdu chennai chernihiv chernivtsi chernobyl cheyenne chicago chisinau
chittagong chongqing christchurch cincinnati cleveland cologne colombo colorado_springs columbus conakry
concord copenhagen cordoba corpus_christi crystal_city cupertino dakar dallas damascus dar_es_salaam darwin
davos dayton daytona_beach debaltseve delhi denver des_moines detroit dhaka dijon djibouti_city dnipro
dnipropetrovsk doha donetsk dortmund douma dresden dubai dublin dubuque duluth durban durham dushanbe
dusseldorf edinburgh edmonton eindhoven el_paso enerhodar entebbe erbil essen eugene fairbanks fairfax
fallujah fargo fayetteville ferguson fez flint florence fort_lauderdale fort_worth frankfurt freetown fresno
fukushima gainesville galveston gao gaza gaza_city gdansk geneva genoa ghazni ghent glasgow gothenburg
granada grand_rapids graz green_bay greensboro greenville grozny guadalajara guangzhou guantanamo
guatemala_city guayaquil haifa halifax hama hamburg hangzhou hannover hanoi harare harrisburg hartford
havana hebron helena helsinki herat hiroshima ho_chi_minh_city hobart hollywood homs honolulu horlivka
houston huntsville hyderabad idlib indianapolis innsbruck iowa_city irkutsk irpin irvine isfahan islamabad
istanbul ivano-frankivsk izium izmir izyum jackson jacksonville jaffa jakarta jalalabad jeddah jenin jericho
jersey_city jerusalem johannesburg joliet kabul kaliningrad kampala kandahar kano kansas_city karachi
karlsruhe kathmandu kazan kenosha key_west khan_younis kharkiv kharkov khartoum kherson khmelnytskyi kiev
kigali kingston kinshasa kirkuk kirov knoxville kobani kolkata korenevo krakow kramatorsk krasnodar
krasnoyarsk kremenchuk kryvyi_rih kuala_lumpur kuala_terengganu kunduz kupiansk kursk kyiv kyoto la_paz
lafayette lagos lahore lancaster laredo las_vegas lausanne leeds leicester leipzig leningrad lexington lille
lima lincoln lisbon little_rock liverpool ljubljana lome london long_beach los_alamos los_angeles louisville
luanda lubbock lubumbashi lucerne luhansk lusaka lviv lyman lyon macon madison madrid makhachkala makiivka
malaga male malmo managua manama manchester mandalay manhattan manila maputo mar-a-lago maracaibo mariupol
marrakech marseille mazar-i-sharif mecca medellin medina melbourne melitopol memphis mesa mexico_city miami
miami_beach milan milwaukee minneapolis minsk missoula mobile mogadishu mombasa monrovia monterey monterrey
montevideo montgomery montpelier montreal moscow mosul mumbai munich murmansk muscat mykolaiv nablus
nagasaki nagoya nairobi najaf nanjing nantes naples nashville nassau natanz naypyitaw ndjamena new_delhi
new_haven new_orleans new_york_city newark newcastle newport newtown niamey nice nicosia nikopol
nizhny_novgorod norfolk nouakchott novosibirsk nuremberg oakland oberlin odesa odessa oklahoma_city olympia
omaha oporto oran orlando osaka oslo ottawa ouagadougou oxford palermo palm_beach palm_springs palmyra
palo_alto panama_city paris pasadena peking perth peshawar philadelphia phnom_penh phoenix pittsburgh
pittsfield podgorica pokrovsk poltava port-au-prince port_said portland porto prague pretoria princeton
pristina providence provo puebla pueblo pyongyang quebec_city queens quetta quito rabat rafah raleigh ramadi
ramallah rangoon raqqa rawalpindi reno reykjavik riga rio_de_janeiro riyadh roanoke rochester rockville rome
rostov rostov-on-don rotterdam sacramento saint_petersburg salem salt_lake_city salzburg samara samarra
san_antonio san_bernardino san_diego san_francisco san_jose san_juan san_salvador sana'a sanaa santa_ana
santa_barbara santa_cruz santa_fe santa_monica santiago santo_domingo sao_paulo sapporo sarajevo sarasota
saratov savannah scottsdale scranton seattle seoul sevastopol seville shanghai sharm_el-sheikh shcherbaky
shenzhen shreveport simferopol sioux_city sioux_falls skopje sloviansk smolensk sochi sofia southampton
spokane springfield srebrenica srinagar st._louis st._paul st._petersburg stalingrad stamford stockholm
stockton strasbourg stuttgart sudzha suez sumy surabaya syracuse tabriz tacoma taipei tallahassee tallinn
tampa tampa_bay tashkent tbilisi tegucigalpa tehran tel_aviv the_hague thessaloniki tianjin tijuana tikrit
timbuktu tirana tokyo toledo topeka toronto toulouse trenton trieste tripoli tucson tula tulsa tunis turin
tuscaloosa tyre uford ulan_bator utrecht uvalde uzhhorod vail valencia valletta valparaiso vancouver venice
verona vienna vientiane vilnius vinnytsia virginia_beach vladivostok volgograd voronezh vuhledar warsaw
washington,_d.c. washington_d.c. wellington west_palm_beach wichita wilmington windhoek winnipeg
winston-salem worcester wroclaw wuhan xiamen yakutsk yalta yangon yaounde yekaterinburg yerevan yokohama
york zagreb zaporizhia zaporizhzhia zhytomyr zurich
""") - {"belarusian", "uford"}

REGIONS = _set("""
africa alberta alps amazon anbar andalusia andes antarctica appalachia arabia arctic asia assam atlantic
atlantic_ocean balkans balochistan baltic baltic_sea baltics basque_country bavaria bay_area bengal
black_sea bloomington british_columbia brittany bronx california_coast cape_cod capitol_hill caribbean
caspian_sea catalonia caucasus central_africa central_america central_asia central_europe central_park
chiapas corsica d.c. dagestan darfur dc deep_south district_of_columbia donbas donbass east_africa east_asia
east_coast east_jerusalem eastern_europe europe everglades far_east flanders fukushima_prefecture galapagos
gaza_strip ghouta golan_heights great_lakes great_plains guantanamo_bay gujarat gulf_coast gulf_of_mexico
hamptons harlem helmand himalayas horn_of_africa hudson_river iberia indian_ocean indo-pacific ingushetia
jammu karelia kashmir kivu korean_peninsula krasnodar_krai lapland latin_america levant lombardy long_island
maghreb manitoba martha's_vineyard mediterranean mediterranean_sea middle_east middle_west midwest
nagorno-karabakh near_east new_england normandy north_africa north_america north_sea north_waziristan
northeast northwest nova_scotia ontario orange_county pacific pacific_northwest pacific_ocean panama_canal
panhandle persian_gulf punjab quebec rakhine red_sea rio_grande sahara sahel sakhalin sardinia saskatchewan
scandinavia siberia sicily silicon_valley sinai sindh south_america south_asia south_china_sea south_ossetia
southeast_asia southern_europe staten_island strait_of_hormuz sub-saharan_africa suez_canal swat_valley
tatarstan tennessee_valley tigray transylvania tuscany ulster ural urals volga wall_street waziristan
west_africa west_coast western_europe xinjiang yorkshire zaporizhzhia_region
""") - {"wall street"}

PLACES = COUNTRIES | US_STATES | CITIES | REGIONS

#: The first words of a kind of place: "Lake Erie", "Mount Rushmore", "Fort Hood", "Port Sudan".
PLACE_BEFORE = _set("camp cape fort ft ft. gulf lake mount mt mt. port river")
#: The last words of a kind of place: "Orange County", "Belgorod Oblast", "Kandahar Province".
PLACE_AFTER = _set("""
airport avenue base bay beach boulevard bridge canal canyon city coast county creek district falls heights
highway hill hills island islands junction lake mountain mountains oblast ocean okrug parish park peninsula
plaza port prefecture province raion region river road sea square strait street territory town township
tunnel valley village woods
""")

#: Ambiguous with surnames or given names: a place only in a place's company ("in Jordan").
SURNAMES_TOO = _set("""
arlington austin berkeley boise bristol buffalo burlington carolina chad charlotte cleveland columbus
concord dallas denver durham eugene fairfax ferguson flint florence georgia helena houston israel jackson
jacksonville jordan kirov lancaster lexington lincoln london lyman madison mason montgomery nice norfolk
orlando paris phoenix preston savannah scranton sofia spencer springfield stamford sydney virginia
washington wellington wells wilmington york
""")

DEMONYMS = _set("""
afghan afghans african africans albanian albanians algerian algerians american americans arab arabian arabs
argentine argentinian armenian armenians asian asians australian australians austrian austrians azerbaijani
azeri bahraini bangladeshi basque bavarian belarusian belarusians belgian belgians bolivian bosnian bosnians
brazilian brazilians british briton britons bulgarian bulgarians burmese californian cambodian canadian
canadians caribbean catalan catholic catholics caucasian central_american chechen chechens chilean chinese
christian christians colombian colombians congolese cossack croat croatian croatians croats cuban cubans
cypriot czech czechs dane danes danish druze dutch ecuadorean ecuadorian egyptian egyptians emirati english
englishman eritrean estonian estonians ethiopian ethiopians european europeans filipino filipinos finn
finnish finns flemish floridian french frenchman gazan gazans georgian georgians german germans ghanaian
greek greeks guatemalan haitian haitians hawaiian hindu hindus hispanic hispanics honduran hungarian
hungarians icelandic indian indians indonesian indonesians iranian iranians iraqi iraqis irish irishman
islamic islamist islamists israeli israelis italian italians jamaican japanese jew jewish jews jordanian
kazakh kenyan kenyans korean koreans kosovar kurd kurdish kurds kuwaiti kyrgyz latin latina latino latinos
latvian latvians lebanese liberian libyan libyans lithuanian lithuanians macedonian malay malaysian malian
maltese mexican mexicans moldovan mongolian montenegrin moroccan moroccans muscovite muscovites muslim
muslims namibian nepalese nicaraguan nigerian nigerians north_korean north_koreans norwegian norwegians
omani orthodox ottoman pakistani pakistanis palestinian palestinians panamanian parisian persian peruvian
pole poles polish portuguese protestant puerto_rican qatari roman romanian romanians russian russians
rwandan salvadoran saudi saudis scandinavian scot scots scottish senegalese serb serbian serbs shia shiite
shiites sicilian sikh sikhs slovak slovenian somali somalis south_african south_korean south_koreans soviet
soviets spaniard spaniards spanish sudanese sunni sunnis swede swedes swedish swiss syrian syrians taiwanese
tajik tatar tatars texan texans thai tibetan tunisian turk turkish turkmen turks ugandan uighur uighurs
ukrainian ukrainians uyghur uzbek venezuelan venezuelans vietnamese welsh western westerner westerners
yazidi yemeni yemenis zambian zimbabwean
""")
