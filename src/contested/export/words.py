"""Words that tell a body, a thing, an office or a people from a person's name (see `privacy.py`).

Words that are also common surnames (Hill, Park, Cross, Church) are left out: rather a body's name
withheld than a person's shown.
"""

from __future__ import annotations

_INSTITUTION_WORDS = """
administration agency air airbase airport alliance ambulance apartment area armed army artillery
assembly assistance association authority avenue aviation bakery bank barracks base battalion bloc block
border brigade brigades building bureau bus camp cathedral center centre checkpoint city civil clinic
coalition college command commission committee company complex compound convoy corps council country
court crescent dam defence defense department depot direction directorate district division embassy
faction factory federation fighters fleet force forces foundation front gas government governorate
governorates group groups guard guards headquarters hospital hotel industrial infantry information
infrastructure institute intelligence island jihad journalists kindergarten league liberation market
media medical military militia militias ministry mission monastery mosque movement museum nation nations
naval navy network news office oil opposition organisation organization outpost palace parliament party
patriotic patrol personnel pipeline plant plaza police popular port position post power press prison
province public quarter radio rebels refinery refugee regime regiment region regional rescue resistance
river road school sea security service services shelter shia ship shrine site soldiers special square
stadium state states station strip sunni synagogue tank television tower town troops tunnel union unit
units university valley village warehouse water wing workers youth zone
"""
INSTITUTIONS = frozenset(_INSTITUTION_WORDS.split())
"""One of these anywhere in a capitalised phrase makes it a body, a thing or a place."""

_LEADING_WORDS = """
ambassador chancellor commander east eastern emir general governor high international king marshal mayor
minister national north northern pope premier president prime prince queen red secretary senator south
southern sultan supreme united west western
"""
LEADING = frozenset(_LEADING_WORDS.split())
"""So do these as its first word: adjectives of bodies and regions, and public offices (who holds one acts,
and is harmed, in public). Elsewhere in the phrase they may be a surname."""

_PEOPLE_WORDS = """
afghan afghans african africans alawite alawites american americans arab arabs armenian armenians asian
azerbaijani azeris bedouin bedouins british burmese chechen chechens chinese christian christians coptic
copts druze dutch egyptian egyptians ethiopian ethiopians european europeans french georgian georgians
german germans hindu hindus houthi houthis indian indians iranian iranians iraqi iraqis israeli israelis
italian italians jew jewish jews jordanian jordanians kurd kurdish kurds lebanese libyan libyans
maronite muslim muslims nigerian nigerians nigerien pakistani pakistanis palestinian palestinians polish
rohingya roma russian russians saudi saudis serb serbian serbs somali somalis spanish sudanese syrian
syrians tigrayan tigrayans turk turkish turkmen turks ugandan ukrainian ukrainians uyghur uyghurs
western yazidi yazidis yemeni yemenis
"""
PEOPLES = frozenset(_PEOPLE_WORDS.split())
"""A phrase of nothing but these is a people or a faith."""

_PARTICLE_WORDS = "al el bin bint ibn abu umm abd ul ad as ash ar de da di dos van von der den la le y e"
PARTICLES = frozenset(_PARTICLE_WORDS.split())
"""Small words inside names, often without a capital."""
