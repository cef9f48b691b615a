"""A small library for tests: three sources on a bridge, two on a vote, one on a comet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BRIDGE_GAZETTE = """---
source: Valley Gazette
title: Bridge over the Orsk falls in flood
published: 2031-03-04
url: https://gazette.example/bridge
---
The old road bridge over the Orsk collapsed on Tuesday morning after two days of rain. Eleven people
were injured,
Mayor Ilse Tamm said, and one lorry fell into the river.

"We closed it at five, and it fell at six," Tamm said. Engineers had warned of cracks in the northern pier.

The river stood 4.2 metres above its usual level. About 3,000 homes in Orskdale are without water.
"""

BRIDGE_HERALD = """---
source: Northern Herald
title: Eleven hurt as flood brings down Orsk bridge
published: 2031-03-04
url: https://herald.example/orsk
---
Eleven people were injured when the Orsk road bridge collapsed in the flood on Tuesday, the
mayor of Orskdale said.

A lorry fell into the river; its driver was pulled out alive. "We closed it at five," Ilse Tamm said.

Some 3,100 homes have no water. The northern pier had shown cracks since autumn.
"""

BRIDGE_WIRE = """---
source: Crossing Wire
title: Flood destroys bridge in Orskdale, 14 injured
published: 2031-03-05
---
Fourteen people were injured when a road bridge over the Orsk collapsed in the flood, police in Orskdale said.

The bridge had been closed an hour before. Repairs will take two years, according to engineers.
"""

VOTE_GAZETTE = """---
source: Valley Gazette
title: Council rejects harbour tax by two votes
published: 2031-04-10
topic: Harbour tax
---
The town council of Lemmerhaven rejected the harbour tax on Thursday, 21 votes to 19, after a
debate of six hours.

Harbour master Joris Feld called the outcome a relief for fishing crews.
"""

VOTE_HERALD = """---
source: Northern Herald
title: Harbour tax fails in Lemmerhaven
published: 2031-04-11
topic: Harbour tax
---
Lemmerhaven's council voted down the harbour tax by 21 to 19. Supporters said the quay walls cannot wait.
"""

COMET_WIRE = """---
source: Crossing Wire
title: Комета видна без телескопа
published: 2030-12-01
language: ru
---
Астрономы сообщили, что комету видно невооружённым глазом. Café owners in Zürich stayed open for the night.
"""

FILES = {
    "bridge-gazette.md": BRIDGE_GAZETTE,
    "bridge-herald.md": BRIDGE_HERALD,
    "bridge-wire.md": BRIDGE_WIRE,
    "comet-wire.md": COMET_WIRE,
    "vote-gazette.md": VOTE_GAZETTE,
    "vote-herald.md": VOTE_HERALD,
}


def write_corpus(folder: Path) -> Path:
    """Write the library's files into ``folder`` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
