"""Eight sources' accounts each of two like events: two matches by which one team reached the playoffs."""

from __future__ import annotations

from index.article import Article

SHARED = (
    "The Tornby Otters clinched a playoff berth when their goalkeeper Solheim held on in the final minutes."
)
#: What the account of each source adds, so that no two accounts are the same.
OWN = (
    "Supporters sang on the harbour ferry afterwards.",
    "The coach praised a patient defence.",
    "Rain had soaked the pitch since noon.",
    "Tickets had been sold out for weeks.",
    "The referee waved two appeals away.",
    "Scouts watched from the covered stand.",
    "The captain limped off at half time.",
    "A late substitute hit the crossbar.",
)
MATCHES = {
    "halden": "They beat the Halden Foxes 31 to 24. Ratliff of Halden fumbled and Garrard missed a penalty.",
    "vik": "They beat the Vik Herons 20 to 13. Crennel of Vik saw red and Brathwaite limped after the break.",
}


def account(match: str, number: int) -> Article:
    text = f"{SHARED} {MATCHES[match]} {OWN[number]}"
    return Article(f"{match}-{number}", f"source {number}", "Otters reach playoffs", text)


def accounts(*matches: str) -> list[Article]:
    return [account(match, number) for number in range(len(OWN)) for match in matches]
