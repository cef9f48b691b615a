"""Given names with the gender that they mostly tell, folded to ASCII lower case.

Written from general knowledge. Names that both women and men bear (Kim, Jordan, Taylor) stand in ``EITHER``:
they mark a person, no gender.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


MALE = _set("""
aaron abbas abdel abdul abdulaziz abdullah abe abner abraham abu adam adil aditya adolf adrian ahmad ahmed
ajay akbar akira al alan albert alberto aldo alec alejandro aleksandr aleksei alex alexander alexandre
alexei alexey alexis alfonso alfred alfredo ali alistair allan allen alonso alvaro alvin amar amir amit
anatoly anders andre andreas andrei andres andrew andrey andrii andriy andrzej andy angelo angus anil ante
anthony antoine anton antonio antony anwar archibald ariel arjun armand armando arnold arseniy artem arthur
arturo artyom asa asad ashok ashton asif atal augusto austin avi axel ayman aziz babak bahram barack barney
barry bart bas bashar basil beau behrouz ben benedict benito benjamin benoit bernard bernardo bernd bernie
bert beto bilal bill billy bjorn blaine blake bob bobby bogdan bohdan bojan boris brad bradley brandon
branko brendan brent bret brett brian bruce bruno bryan bryce byron caleb calvin carl carlo carlos cecil
cedric cesar charles charlie chester chidi chris christian christophe christopher chuck clarence claude clay
clayton cliff clifford clint clinton clive clyde cody colin connor conor conrad constantin constantine corey
cormac cornelius cory cosmin costas craig curtis cyril cyrus daisuke dale damian damien damon dan daniel
danny dante darrell darren darryl dave david davis dawood dean declan deepak demetrius denis dennis denny
denys derek derrick desmond detlef deval devin dexter dick diego dieter dimitri dimitris dirk dmitri dmitriy
dmitry dmytro dominic dominique don donald doug douglas dragan drew duane duncan dustin dwayne dwight dylan
earl ebrahim ed eddie edgar edmund eduard eduardo edward edwin elbridge eli elias elijah eliot elliot
elliott ellis elmer elon emeka emil emilio emmanuel enrique eoin eric erich erik ernest ernesto ernie ervin
esteban ethan euan eugene evan evgeny ewan ezra fabio faisal farid farouk fedor felipe felix ferdinand
fergus fernando fidel filip florian florin floyd francesco francis francisco franco francois frank franklin
franz fred freddie frederic frederick friedrich fritz fyodor gabriel gael gareth garrett garry gary gavin
gene gennadiy gennady geoff geoffrey georg george georges georgi georgy gerald gerard gerhard gerry ghassan
gheorghe giannis gilbert gilles gino giorgio giovanni giuseppe glen glenn gonzalo goran gordon graham grant
greg gregg gregory grigory grover guido guillermo gunter gus gustaf gustav gustavo guy habib hafez hal hamed
hamid hamza hank hannes hans harold haroon harris harrison harry harvey hasan hassan heath hector heinrich
helmut hendrik henning henri henrik henry herb herbert herman hernan herve hideo hiroki hiroshi holger
horace horst hossein howard hubert hugh hugo humberto hussain hussein ian ibrahim ignacio igor ihor ike iker
ilham ilya imran ionut ira irving irwin isaac ismael ismail israel issa ivan ivica ivo jack jacob jacques
jaime jair jake jakub jalal jamal james jamie jamil jan janos jared jaroslaw jason javier jay jean jeb jeff
jefferson jeffrey jens jeremiah jeremy jerome jerry jesse jesus jiho jim jimmy jiri joachim joao joaquin
jochen joe joel joerg joey johan johann johannes john johnny jomo jon jonas jonathan joon joost jorge jose
josef joseph josh joshua juan juergen jules julian julien julio julius jurgen justin kamal karim karl kazuo
keith kelvin ken kenji kenneth kenny kent kevin khaled khalid khalil kirill kirk klaus knut koen kofi kostas
kostyantyn kourosh krzysztof kurt kwame kwesi kyle kyrylo lamar lance larry lars laurent lawrence lee leif
len lennart lenny leo leon leonard leonardo leonid leopold leroy leslie lester levi lewis liam lindsay
lindsey lionel liviu lloyd loic lorenz lorenzo lou louis luc luca lucas luciano ludwig luigi luis luiz luka
lukas lukasz luke luther magnus mahmoud mahmud maksym malcolm manfred manmohan manuel marc marcel marcello
marco marcos marcus marek mario marius mark marko markus marlin marlon marshall martin marvin mateusz mathew
mathias mathieu mats matt matteo matthew matthias matthijs maurice mauricio max maxim maxime maximilian
mehdi mehmet mehran mel melvin michael michal michel miguel mihai mike mikhail miles milos miloslav milton
minho mircea miroslav mitch mitchell mitt mo moammar mohamed mohammad mohammed monty morgan morris moshe
muammar muhammad murray mustafa mykhailo mykola mykyta nabil naftali narendra nasser nate nathan nathaniel
naveed nawaz ned neil nelson nenad newt niall nicholas nick nicolas nicolo nigel nikita nikola nikolai
nikolaj nikolas nikolay nikos nizar noah noam noel nolan norbert norman nuri olaf oleg oleh oleksandr
oleksii oleksiy oliver olivier olu omar ondrej orlando orrin osama oscar oskar otto owen pablo panagiotis
paolo pascal pat patrice patricio patrick paul paulo pavel pavlo pawel pedro pete peter petr petro phil
philip philipp philippe phillip pierre piet pieter piotr preston qasem quentin radek radoslav radu rafael
rafik rahm rahul rainer raj rajiv ralph ramon ramzan rand randall randolph randy raphael rashid raul ravi
ray raymond recep reginald reince reinhard remi rene rex reza ricardo rich richard rick ricky riyad rob
robert roberto robin rod roderick rodion rodney rodrigo roger roland rolf roman ron ronald ronnie rory ross
roy ruben rudolf rudolph rudy rupert rush ruslan russ russell rustam ruud ryan saddam sadiq saeb saeed sajid
salman salvador salvatore sam sami samir samuel sander sanjay santiago satoshi saul saxby sayed scott seamus
sean sebastian selim serge sergei sergey sergio serhii serhiy seth shane shaun shawn sherman shimon shinzo
siavash sidney siegfried silvio simon sipho sorin spencer stan stanislav stanley stavros stefan stepan
stephan stephane stephen steve steven stewart stuart suleiman sunil sven svyatoslav tadeusz takeshi taras
tarek tarik tariq tayyip ted tendai terence terrence terry thabo theo theodore thibault thierry thom thomas
tim timothy tobias toby todd tom tomas tomasz tommy toni tony torsten travis trent trevor trey tristan troy
tucker tudor tunde tyler tyrone ulf ulrich umar unai uwe vaclav vadim valentin valeri valerii valeriy valery
vasile vasily vasyl vernon victor vijay vikram viktor vince vincent vincenzo virgil vitali vitaliy vitaly
vladimir vladislav vladyslav volodymyr vuk vyacheslav wade wallace walter warren wayne wendell werner wesley
whitey wilbur wiley wilfred wilhelm will willard willem william willie wim winston wladimir wojciech
wolfgang woodrow wouter xavi xavier yair yann yannis yasser yevgeny yiannis yitzhak yoshihide yuki yuri
yuriy yury yusef yusuf yves zach zachary zack zaid zbigniew zdenek zeke zlatko zoran
""")

FEMALE = _set("""
abby abigail ada adaeze adele adriana agatha agnes agnieszka aicha aida aisha akiko alana alejandra alena
alessia alexandra alexandria alice alicia alina alison alla allison alma alyssa amal amanda amara amber
amelia amina aminata amy ana anastasia andrea angela angelica angelina angie anita anja anjali anke ann anna
annabel anne anneke annette annie annika antonia aoife april ariana arlene asma astrid audrey aung aurelie
ava ayanna ayesha aylin ayse barbara beata beatrice beatriz becky belinda benazir bernadette bertha beth
bethany betsy bettina betty beverly beyonce bianca birgit birgitta blanca bonnie brenda bridget brigitte
brooke camila camilla candace candice carla carly carmen carol carole carolina caroline carolyn carrie
cassandra cassidy cate catherine cathy cecilia celeste celia celine chantal charlene charlotte chelsea
cherie cheryl chiara chioma chloe christa christiane christina christine ciara cindy claire clara clarice
claudia colleen condoleezza connie constance consuelo cora corinne courtney cristina crystal cynthia daisy
dana danielle daphne daria darlene darya dawn deanna debbie deborah debra deepa deirdre delia delphine
denise desiree diana diane dianne dina dolores donna dora doris dorothy dragana edith edna eileen elaine
eleanor elena elif elisa elisabeth elise elizabeth ella ellen elodie elsa elvira emilia emily emma erica
erika erin ernestine esther eugenia eva evelyn ewa faith farah fatima fatma fatou federica felicia femke
fernanda fiona florence frances francesca frauke freda gabriela gabrielle gail galina genevieve georgia
geraldine gertrude gina ginger giorgia gisele giulia gladys gloria golda grace grainne greetje greta
gretchen gretel gudrun gunilla gwen halyna hanan hannah harriet hazel heather heidi heike helen helena helga
henrike hilary hilda hilde hillary hina holly huda huma ida ilana ileana ilhan iman indira ines ingrid inna
ioana irene irina iris irma iryna isabel isabella isabelle ivana ivanka ivy jacinda jackie jacqueline jada
jan jana jane janet janice janine jasmine jayne jean jeanette jeanine jeanne jelena jen jenna jennifer jenny
jessica jill jitka jiwoo jo joan joann joanna joanne jocelyn jodi josephine joy joyce juanita judith judy
julia juliana julie juliet june justine kamala karen karin karina karla katarzyna kate katerina katharine
katherine kathleen kathryn kathy katie katja katrina katya kavita kayla keisha kelly kellyanne kendra
khadija kimberly kirsi kirsten kirstie kirstjen krista kristen kristi kristin kristina krystal lakshmi lana
lara larisa larysa latifa latoya laura lauren laurie layla leah leila lena leonora leticia leyla liana lidia
lila lilian lilly lily linda lindsay ling lisa liudmila liz liza lois lola loretta lori lorraine louise
lourdes lucia luciana lucille lucinda lucy ludmila ludmilla luisa luz lydia lynda lynette lynn lyubov
lyudmila mabel madeleine madeline magda magdalena maggie malala malgorzata malia mandy manuela marcella
marcia margaret margarita margaux marge margot maria mariah mariam marian marianne marie mariia marijke
marilyn marina marine marion marisa marissa marit marjorie marlene marsha martha mary maryam matilda maura
maureen maxine may maya mazie megan meghan mei melania melanie melinda melissa mercedes mia michele michelle
mihaela mildred milena mimi mindy mirela miriam moira molly mona monica monika monique morag muriel myra
myrna nada nadezhda nadia naledi nan nancy naomi nasrin natalia natalie nataliia natalya natasha nawal
nellie ngozi niamh nicola nicole nikki nina noelle nora norma noura nydia octavia oksana olena olga olivia
opal ophelia oprah orla paloma pamela paola pat patience patricia patti patty paula paulette pauline pearl
peggy penelope penny petra phoebe phyllis pilar polina priscilla priti priya priyanka rachel raisa raluca
ramona rania raquel rashida rebecca regina rena renata renee rhonda riikka rita roberta robyn rochelle rocio
rosa rosalind rosalyn rosario rose rosemary rosie roxanne ruth sabina sabine sabrina sakura sally salma
salwa samantha samira sandra sandy sara sarah sasha saskia savannah selena selma serena shari sharon sheila
shelley sherri sherry sheryl shirin shirley sigrid sigrun silke silvia simona simone sinead siobhan snezana
sofia solveig sonia sonja sonya sophia sophie soyeon stacey stacy stella stephanie stormy sue sunita susan
susana susanna susanne suzan suzanne svetlana sviatlana svitlana sylvia tabitha tamara tammy tania tanya
tara tatiana tatyana teresa tetiana tetyana thandi thelma theresa therese tiffany tina tracey tracy tricia
trina trudy tulsi ulla ulrike ursula valentina valeria valerie vanessa vera verna veronica vesna vicki vicky
victoria viktoria viktoriya viola violet virginia vivian vivienne wanda wanjiru wendy whitney whoopi wilma
winnie xenia xiu yasemin yasmin yasmine yekaterina yelena yevgenia yolanda yuko yulia yuliya yumi yvette
yvonne zahra zainab zara zelda zeynep zoe zohra zuzana
""")

EITHER = _set("""
addison alex angel ariel aubrey bailey blair bobbie brett cameron campbell carey casey chris christie dakota
dana darcy devon drew dylan elliot emerson evelyn finley francis gale glenn gray hadley harper hayden hilary
hunter jackie jaime jamie jan jean jess jo jody jordan jules kai kelly kendall kerry kim kit kyrsten lee
leigh leslie li lindsey logan loren lynn mackenzie madison marion mason max mickey morgan nicky page paige
parker pat payton peyton quinn ray reagan reese regan remy riley robin rory rowan ryan sam sandy sasha
shelby sidney skyler stacy taylor terry toni tracy tyler wei whitney xi yi ying
""")

#: Both sets without the names that do not tell.
MEN = MALE - EITHER - FEMALE
WOMEN = FEMALE - EITHER - MALE
GIVEN = MALE | FEMALE | EITHER

#: Given names that are also common words, surnames or places: alone they do not mark a person.
UNSURE = _set("""
alma amber angel april austin brooke carol chad chase chelsea china clay crystal dale dawn dean devon don
drew earl faith florence frank georgia glen grace grant guy hill holly hope hunter iris israel ivy jack
jordan joy june lance lee li logan mark mason max may miles opal page paris pat pearl peg penny ray rich rob
rod rose royal rush sandy savannah spencer sue troy victoria violet virginia wade warren wayne will xi
""")
