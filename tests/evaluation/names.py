"""Names: are spellings of one name joined, and different names kept apart?

Two sets. A list written for this file while the rules were being written, so an open one. And the chains of
ECB+ whose members are proper names: names of one chain are one, names of two chains of one topic are two.
The tables of variants were written from general knowledge, without looking at ECB+.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from index.spelling import fold_name, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Every two names of a line are one name.
SAME = """
Hosni Mubarak, Husni Mubarak | Khartoum, Khartum | Tchaikovsky, Chaikovsky | Sebastopol, Sevastopol
Saakashvili, Saakaschwili | Tokayev, Tokaev | Nazarbayev, Nazarbaev | Akhmetov, Ahmetov | Kuleba, Kouleba
Zaporizhzhia, Zaporozhye | Dnipropetrovsk, Dnepropetrovsk | Chernihiv, Chernigov | Mykolaiv, Nikolaev
Chou En-lai, Zhou Enlai | Teng Hsiao-ping, Deng Xiaoping | Chiang Kai-shek, Jiang Jieshi | Canton, Guangzhou
Sergei Lavrov, Sergey Lavrov | Dmitri Medvedev, Dmitry Medvedev | Yevgeny Prigozhin, Evgeny Prigozin
Ali Hoseini Khamenei, Ali Hosseini Khamenei | Ahmadinejad, Ahmedinejad | Bashar al-Assad, Bachar el-Assad
Recep Tayyip Erdogan, Recep Tayyip Erdoğan | Mitsotakis, Μητσοτάκης | Tsipras, Τσίπρας | Путин, Putin
Nawaz Sharif, Nawaz Sherif | Pervez Musharraf, Parvez Musharraf | Hamid Karzai, Hamed Karzai
Muqtada al-Sadr, Moqtada Sadr | Nouri al-Maliki, Nuri al-Maliki | Yasser Arafat, Yasir Arafat
Osama bin Laden, Usama bin Ladin | Ayman al-Zawahiri, Aiman al-Zawahri | Hassan Nasrallah, Hasan Nasrallah
Joe Biden, Joseph R. Biden | Bob Dole, Robert Dole | Mike Pence, Michael Pence | J. D. Vance, JD Vance
Calcutta, Kolkata | Rangoon, Yangon | Saigon, Ho Chi Minh City | Burma, Myanmar | Kirghizia, Kyrgyzstan
Ban Ki-moon, Ban Ki Moon | Moon Jae-in, Moon Jae In | Roh Moo-hyun, Roh Moo Hyun | Kim Jong-il, Kim Jong Il
"""

#: Every two names of a line are different names, however near.
DIFFERENT = """
Donetsk, Luhansk | Kharkiv, Kherson | Iran, Iraq | Austria, Australia | Niger, Nigeria | Mali, Malawi
Slovakia, Slovenia | Latvia, Lithuania | Gambia, Zambia | Paraguay, Uruguay | Sudan, South Sudan
Guinea, Equatorial Guinea | Congo, Mongolia | Dominica, Dominican Republic | Georgia, Georgian
Barack Obama, Michelle Obama | Bill Clinton, Hillary Clinton | George W. Bush, George H. W. Bush
Jeb Bush, George Bush | Thompson, Thomson | Johnson, Johnston | Hansen, Hanson | Meyer, Mayer
Li Keqiang, Li Qiang | Xi Jinping, Xi Zhongxun | Kim Jong-un, Kim Jong-il | Kim Jong-un, Kim Yo-jong
Petrov, Petrova | Medvedev, Medvedchuk | Poroshenko, Tymoshenko | Zelensky, Zaluzhny | Putin, Rasputin
Sumy, Sunni | Kursk, Kurdish | Moscow, Mosul | Homs, Hama | Basra, Bursa | Aden, Addis Ababa
Ron Paul, Rand Paul | Mitt Romney, Ann Romney | John Adams, John Quincy Adams | Ted Kennedy, Robert Kennedy
Michael Brown, Michael Bloom | Peter King, Steve King | New York, York | North Carolina, South Carolina
"""

_PROPER = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")


def run(data: Path) -> None:
    """Print precision, recall and F1 of :func:`index.spelling.same_name` on both sets."""
    print("\nNames: spellings joined, different names kept apart")
    print(f"  {'set':<34}{'same':>7}{'apart':>8}{'P':>7}{'R':>7}{'F1':>7}")
    _row("own list (open)", list(_listed(SAME)), list(_listed(DIFFERENT)))
    if (data / "ecbplus").is_dir():
        same, different = ecb_pairs(data)
        _row("ECB+ proper names in one chain", sorted(same), sorted(different))


def _listed(text: str) -> Iterator[tuple[str, str]]:
    for group in text.replace("\n", " | ").split(" | "):
        if group:
            yield from combinations(group.split(", "), 2)


def _row(name: str, same: list[tuple[str, str]], different: list[tuple[str, str]]) -> None:
    hits = sum(same_name(one, other) for one, other in same)
    wrong = sum(same_name(one, other) for one, other in different)
    precision, recall = hits / max(1, hits + wrong), hits / max(1, len(same))
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    print(f"  {name:<34}{len(same):>7}{len(different):>8}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}")


def ecb_pairs(data: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Pairs of differently written proper names of people and places: of one chain, and of two chains.

    Pairs that share no word are left out of the first set: "the Pope" and "Francis" are not two spellings.
    """
    same: set[tuple[str, str]] = set()
    different: set[tuple[str, str]] = set()
    for topic in sorted((data / "ecbplus").iterdir()):
        if not topic.is_dir():
            continue
        chains: defaultdict[str, set[str]] = defaultdict(set)
        for path in sorted(topic.glob("*.xml")):
            for chain, text in _mentions(path):
                chains[chain].add(text)
        for members in chains.values():
            for one, other in combinations(sorted(members), 2):
                if fold_name(one) != fold_name(other) and _related(one, other):
                    same.add((one, other))
        for (_, ours), (_, theirs) in combinations(sorted(chains.items()), 2):
            if not ours & theirs:
                different.update((min(a, b), max(a, b)) for a in ours for b in theirs)
    return same, different - same


def _related(one: str, other: str) -> bool:
    words, words_other = (set(fold_name(text).split()) for text in (one, other))
    return bool(words & words_other)


def _mentions(path: Path) -> Iterable[tuple[str, str]]:
    root = ET.parse(path).getroot()
    words = {token.get("t_id"): token.text or "" for token in root.iter("token")}
    texts: dict[str, str] = {}
    chains: dict[str, str] = {}
    markables = root.find("Markables")
    for mark in markables if markables is not None else ():
        anchors = [words[anchor.get("t_id")] for anchor in mark.iter("token_anchor")]
        if anchors and mark.tag.startswith(("HUMAN_PART_PER", "LOC_GEO")):
            texts[mark.get("m_id", "")] = " ".join(anchors)
        elif not anchors and mark.get("instance_id"):
            chains[mark.get("m_id", "")] = mark.get("instance_id", "")
    for relation in root.iter("CROSS_DOC_COREF"):
        target = relation.find("target")
        chain = chains.get(target.get("m_id", "")) if target is not None else None
        for source in relation.iter("source"):
            text = texts.get(source.get("m_id", ""), "")
            if chain is not None and _PROPER.fullmatch(text):
                yield chain, text
