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
anatoly anders andre andreas andrei andres andrew andrey andrii andriy andrzej andy angelo angus anil
anthony antoine anton antonio antony anwar archibald ariel armand armando arnold arseniy artem arthur arturo
artyom asa ashton asif atal augusto austin avi axel ayman aziz bahram barack barney barry bart bashar basil
beau ben benedict benito benjamin bernard bernardo bernd bernie bert beto bill billy bjorn blaine blake bob
bobby bohdan boris brad bradley brandon brendan brent bret brett brian bruce bruno bryan bryce byron caleb
calvin carl carlo carlos cecil cedric cesar charles charlie chester chris christian christophe christopher
chuck clarence claude clay clayton cliff clifford clint clinton clive clyde cody colin connor conor conrad
constantine corey cornelius cory craig curtis cyril cyrus dale damian damien damon dan daniel danny dante
darrell darren darryl dave david davis dawood dean demetrius denis dennis denny denys derek derrick desmond
deval devin dexter dick diego dieter dimitri dirk dmitri dmitriy dmitry dmytro dominic dominique don donald
doug douglas drew duane duncan dustin dwayne dwight dylan earl ebrahim ed eddie edgar edmund eduard eduardo
edward edwin elbridge eli elias elijah eliot elliot elliott ellis elmer elon emil emilio emmanuel enrique
eric erich erik ernest ernesto ernie ervin esteban ethan eugene evan evgeny ezra fabio faisal farid farouk
fedor felipe felix ferdinand fernando fidel filip florian floyd francesco francis francisco franco francois
frank franklin franz fred freddie frederic frederick friedrich fritz fyodor gabriel gareth garrett garry
gary gavin gene gennadiy gennady geoff geoffrey georg george georges georgi georgy gerald gerard gerhard
gerry ghassan gilbert gilles gino giorgio giovanni giuseppe glen glenn gonzalo gordon graham grant greg
gregg gregory grigory grover guido guillermo gunter gus gustav gustavo guy habib hafez hal hamid hamza hank
hannes hans harold haroon harris harrison harry harvey hasan hassan heath hector heinrich helmut henri
henrik henry herb herbert herman hernan hideo hiroshi horace horst hossein howard hubert hugh hugo humberto
hussain hussein ian ibrahim ignacio igor ihor ike ilham ilya imran ira irving irwin isaac ismael ismail
israel issa ivan ivo jack jacob jacques jaime jair jake jalal jamal james jamie jan janos jared jaroslaw
jason javier jay jean jeb jeff jefferson jeffrey jens jeremiah jeremy jerome jerry jesse jesus jim jimmy
joachim joao joaquin joe joel joerg joey johan johann johannes john johnny jon jonas jonathan jorge jose
josef joseph josh joshua juan juergen jules julian julien julio julius jurgen justin kamal karim karl kazuo
keith kelvin ken kenneth kenny kent kevin khaled khalid kirill kirk klaus knut kofi kostas kostyantyn kurt
kyle kyrylo lamar lance larry lars laurent lawrence lee leif len lenny leo leon leonard leonardo leonid
leopold leroy leslie lester levi lewis liam lindsay lindsey lionel lloyd lorenzo lou louis luc luca lucas
luciano ludwig luigi luis luiz lukas luke luther mahmoud mahmud maksym malcolm manfred manmohan manuel marc
marcel marcello marco marcos marcus mario marius mark markus marlin marlon marshall martin marvin mateusz
mathew mathias matt matteo matthew matthias maurice mauricio max maxim maxime maximilian mehdi mehmet mel
melvin michael michal michel miguel mihai mike mikhail miles milos milton miroslav mitch mitchell mitt mo
moammar mohamed mohammad mohammed monty morgan morris moshe muammar muhammad murray mustafa mykhailo mykola
mykyta nabil naftali narendra nasser nate nathan nathaniel nawaz ned neil nelson newt nicholas nick nicolas
nicolo nigel nikita nikola nikolai nikolaj nikolas nikolay noah noam noel nolan norbert norman nuri oleg
oleh oleksandr oleksii oleksiy oliver olivier omar orlando orrin osama oscar oskar otto owen pablo paolo
pascal pat patrice patricio patrick paul paulo pavel pavlo pedro pete peter petr petro phil philip philipp
philippe phillip pierre pieter piotr preston qasem quentin radek rafael rafik rahm rahul raj rajiv ralph
ramon ramzan rand randall randolph randy raphael rashid raul ravi ray raymond recep reginald reince reinhard
rene rex ricardo rich richard rick ricky riyad rob robert roberto robin rod roderick rodion rodney rodrigo
roger roland rolf roman ron ronald ronnie rory ross roy ruben rudolf rudolph rudy rupert rush ruslan russ
russell rustam ryan saddam sadiq saeb saeed sajid salman salvador salvatore sam sami samir samuel sander
sanjay santiago saul saxby scott sean sebastian selim serge sergei sergey sergio serhii serhiy seth shane
shaun shawn sherman shimon shinzo sidney siegfried silvio simon spencer stan stanislav stanley stefan stepan
stephan stephane stephen steve steven stewart stuart suleiman sunil sven svyatoslav taras tarik tariq tayyip
ted terence terrence terry theo theodore thierry thom thomas tim timothy tobias toby todd tom tommy toni
tony travis trent trevor trey tristan troy tucker tyler tyrone ulrich umar vaclav vadim valentin valeri
valerii valeriy valery vasily vasyl vernon victor vijay viktor vince vincent vincenzo virgil vitali vitaliy
vitaly vladimir vladislav vladyslav volodymyr vyacheslav wade wallace walter warren wayne wendell werner
wesley whitey wilbur wiley wilfred wilhelm will willard william willie wim winston wladimir wolfgang woodrow
xavier yair yasser yevgeny yitzhak yoshihide yuri yuriy yury yusuf yves zach zachary zack zbigniew zeke
zoran
""")

FEMALE = _set("""
abby abigail ada adele adriana agatha agnes aicha aida aisha alana alejandra alena alexandra alexandria
alice alicia alina alison alla allison alma alyssa amal amanda amber amelia amina amy ana anastasia andrea
angela angelica angelina angie anita anja ann anna annabel anne annette annie antonia april ariana arlene
asma astrid audrey aung ava ayanna ayesha barbara beata beatrice becky belinda benazir bernadette bertha
beth bethany betsy betty beverly beyonce bianca birgit blanca bonnie brenda bridget brigitte brooke camila
camilla candace candice carla carly carmen carol carole carolina caroline carolyn carrie cassandra cassidy
cate catherine cathy cecilia celeste celia celine chantal charlene charlotte chelsea cherie cheryl chloe
christa christiane christina christine ciara cindy claire clara clarice claudia colleen condoleezza connie
constance consuelo cora corinne courtney cristina crystal cynthia daisy dana danielle daphne daria darlene
darya dawn deanna debbie deborah debra deirdre delia denise desiree diana diane dianne dina dolores donna
dora doris dorothy edith edna eileen elaine eleanor elena elisa elisabeth elise elizabeth ella ellen elsa
elvira emilia emily emma erica erika erin ernestine esther eugenia eva evelyn faith fatima felicia fiona
florence frances francesca freda gabriela gabrielle gail genevieve georgia geraldine gertrude gina ginger
giorgia gisele gladys gloria golda grace greta gretchen gretel gwen halyna hanan hannah harriet hazel
heather heidi helen helena helga hilary hilda hillary hina holly huma ida ilana ileana ilhan iman indira
ines ingrid inna irene irina iris irma iryna isabel isabella isabelle ivana ivanka ivy jacinda jackie
jacqueline jada jan jana jane janet janice janine jasmine jayne jean jeanette jeanine jeanne jen jenna
jennifer jenny jessica jill jo joan joann joanna joanne jocelyn jodi josephine joy joyce juanita judith judy
julia juliana julie juliet june justine kamala karen karin karina karla kate katerina katharine katherine
kathleen kathryn kathy katie katrina katya kayla keisha kelly kellyanne kendra khadija kimberly kirsten
kirstie kirstjen krista kristen kristi kristin kristina krystal lana lara larisa larysa latifa latoya laura
lauren laurie leah leila lena leonora leticia leyla liana lidia lila lilian lilly lily linda lindsay lisa
liudmila liz liza lois lola loretta lori lorraine louise lucia lucille lucinda lucy ludmila luisa luz lydia
lynda lynette lynn lyubov lyudmila mabel madeleine madeline magdalena maggie malala malia mandy manuela
marcella marcia margaret margarita marge margot maria mariah mariam marian marianne marie mariia marilyn
marina marine marion marisa marissa marjorie marlene marsha martha mary maryam matilda maura maureen maxine
may maya mazie megan meghan melania melanie melinda melissa mercedes mia michele michelle mildred mimi mindy
miriam moira molly mona monica monika monique muriel myra myrna nada nadezhda nadia nan nancy naomi natalia
natalie nataliia natalya natasha nawal nellie nicola nicole nikki nina noelle nora norma nydia octavia
oksana olena olga olivia opal ophelia oprah pamela paola pat patience patricia patti patty paula paulette
pauline pearl peggy penelope penny petra phoebe phyllis polina priscilla priti priyanka rachel raisa ramona
rania raquel rashida rebecca regina rena renata renee rhonda rita roberta robyn rochelle rosa rosalind
rosalyn rosario rose rosemary rosie roxanne ruth sabina sabine sabrina sally salma samantha samira sandra
sandy sara sarah sasha savannah selena selma serena shari sharon sheila shelley sherri sherry sheryl shirley
sigrid silvia simone sofia sonia sonja sonya sophia sophie stacey stacy stella stephanie stormy sue susan
susana susanna susanne suzan suzanne svetlana sviatlana svitlana sylvia tabitha tamara tammy tania tanya
tara tatiana tatyana teresa tetiana tetyana thelma theresa therese tiffany tina tracey tracy tricia trina
trudy tulsi ulrike ursula valentina valeria valerie vanessa vera verna veronica vicki vicky victoria
viktoria viktoriya viola violet virginia vivian vivienne wanda wendy whitney whoopi wilma winnie xenia
yasmin yekaterina yelena yevgenia yolanda yulia yuliya yvette yvonne zahra zainab zara zelda zoe zohra
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
