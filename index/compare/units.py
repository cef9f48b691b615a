"""Units of measure, money and time: how text writes them, and how they convert into one unit per dimension.

Conversion factors are the exact international definitions (NIST Handbook 44, appendix C); currencies are told
apart by their ISO 4217 codes and never converted. Times of a calendar kind use the mean Gregorian year.
"""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """A unit: the ``name`` its spellings share, the dimension's ``base`` and the factor and offset to it."""

    name: str
    base: str
    factor: float
    offset: float = 0.0
    kind: str = "measure"


_DAY = 86_400.0
_YEAR = 365.2425 * _DAY

_MEASURES: dict[Unit, str] = {
    Unit("acre", "km2", 0.0040468564224): "acre acres",
    Unit("barrel", "l", 158.987294928): "barrel barrels",
    Unit("calorie", "calorie", 1.0): "calorie calories kcal",
    Unit("cubic metre", "l", 1e3): "cubic-meter cubic-meters cubic-metre cubic-metres m3 m³",
    Unit("cubic metre per second", "l/s", 1e3): (
        "cubic-meters-a-second cubic-meters-per-second cubic-metres-a-second cubic-metres-per-second "
        "cumecs m3/s m³/s"
    ),
    Unit("cm", "km", 1e-5): "centimeter centimeters centimetre centimetres cm",
    Unit("fahrenheit", "celsius", 5 / 9, -160 / 9): "fahrenheit °f",
    Unit("celsius", "celsius", 1.0): "celsius centigrade °c",
    Unit("foot", "km", 0.0003048): "feet foot ft",
    Unit("gallon", "l", 3.785411784): "gallon gallons",
    Unit("gigabyte", "gigabyte", 1.0): "gb gigabyte gigabytes",
    Unit("gram", "kg", 1e-3): "gram grams g",
    Unit("gigawatt", "watt", 1e9): "gigawatt gigawatts gw",
    Unit("hectare", "km2", 0.01): "ha hectare hectares",
    Unit("gigawatt hour", "kwh", 1e6): "gigawatt-hour gigawatt-hours gwh",
    Unit("inch", "km", 2.54e-5): "inch inches",
    Unit("kg", "kg", 1.0): "kg kilo kilogram kilogramme kilogrammes kilograms kilos",
    Unit("kilowatt", "watt", 1e3): "kilowatt kilowatts kw",
    Unit("kilowatt hour", "kwh", 1.0): "kilowatt-hour kilowatt-hours kwh",
    Unit("km", "km", 1.0): "kilometer kilometers kilometre kilometres km kms",
    Unit("knot", "km/h", 1.852): "knot knots",
    Unit("litre per second", "l/s", 1.0): "liters-per-second litres-per-second l/s",
    Unit("l", "l", 1.0): "liter liters litre litres",
    Unit("m", "km", 1e-3): "meter meters metre metres",
    Unit("magnitude", "magnitude", 1.0): "magnitude",
    Unit("m/s", "km/h", 3.6): "m/s meters-per-second metres-per-second",
    Unit("megawatt hour", "kwh", 1e3): "megawatt-hour megawatt-hours mwh",
    Unit("megawatt", "watt", 1e6): "megawatt megawatts mw",
    Unit("milligram", "kg", 1e-6): "mg milligram milligrams",
    Unit("mile", "km", 1.609344): "mile miles mi",
    Unit("mm", "km", 1e-6): "millimeter millimeters millimetre millimetres mm",
    Unit("nautical mile", "km", 1.852): "nautical-mile nautical-miles",
    Unit("ounce", "kg", 0.028349523125): "ounce ounces oz",
    Unit("ppm", "ppm", 1.0): "parts-per-million ppm",
    Unit("pound", "kg", 0.45359237): "lb lbs",
    Unit("tonne", "kg", 1e3): "metric-ton metric-tons tonne tonnes",
    Unit("terawatt hour", "kwh", 1e9): "terawatt-hour terawatt-hours twh",
    Unit("ton", "kg", 907.18474): "ton tons",
    Unit("yard", "km", 0.0009144): "yard yards",
    Unit("km/h", "km/h", 1.0): (
        "kilometers-an-hour kilometers-per-hour kilometres-an-hour kilometres-per-hour km/h kmh kph"
    ),
    Unit("mph", "km/h", 1.609344): "miles-an-hour miles-per-hour mph",
    Unit("km2", "km2", 1.0): (
        "km2 km² square-kilometer square-kilometers square-kilometre square-kilometres sq-km square-km"
    ),
    Unit("square mile", "km2", 2.589988110336): "square-mile square-miles sq-mi sq-miles",
    Unit("square foot", "km2", 9.290304e-8): "square-feet square-foot sq-ft",
    Unit("square metre", "km2", 1e-6): "m2 m² square-meter square-meters square-metre square-metres sq-m",
    Unit("degree", "degree", 1.0): "degree degrees °",
}  # fmt: skip

_DURATIONS: dict[Unit, str] = {
    Unit("second", "s", 1.0, 0.0, "duration"): "second seconds",
    Unit("minute", "s", 60.0, 0.0, "duration"): "minute minutes mins",
    Unit("hour", "s", 3_600.0, 0.0, "duration"): "hour hours hrs hr",
    Unit("day", "s", _DAY, 0.0, "duration"): "day days",
    Unit("night", "s", _DAY, 0.0, "duration"): "night nights",
    Unit("week", "s", 7 * _DAY, 0.0, "duration"): "week weeks",
    Unit("month", "s", _YEAR / 12, 0.0, "duration"): "month months",
    Unit("year", "s", _YEAR, 0.0, "duration"): "year years yr yrs",
    Unit("decade", "s", 10 * _YEAR, 0.0, "duration"): "decade decades",
    Unit("century", "s", 100 * _YEAR, 0.0, "duration"): "century centuries",
}

_SHARES: dict[Unit, str] = {
    Unit("percent", "percent", 1.0, 0.0, "percent"): "% pc pct percent per-cent",
    Unit("percentage point", "percentage point", 1.0, 0.0, "percent"): (
        "percentage-point percentage-points percent-points pct-points"
    ),
    Unit("basis point", "percentage point", 0.01, 0.0, "percent"): "basis-point basis-points",
}


def _spellings(*tables: dict[Unit, str]) -> dict[str, Unit]:
    return {spelling: unit for table in tables for unit, words in table.items() for spelling in words.split()}


#: Spelling (words joined by a hyphen) -> unit.
UNITS: dict[str, Unit] = _spellings(_MEASURES, _DURATIONS, _SHARES)

#: Abbreviations that are read as units only when they follow digits ("30km", not "m" as a word).
AFTER_DIGITS = frozenset({"g", "ha", "m", "mi", "mins", "mw", "l", "hr", "hrs", "oz", "ft", "in"})

#: How a currency sign before the digits is read; ISO 4217.
CURRENCY_SIGNS = {
    "$": "USD", "£": "GBP", "¥": "JPY", "₩": "KRW", "€": "EUR", "₪": "ILS", "₴": "UAH", "₹": "INR",
    "₺": "TRY",
    "₽": "RUB",
}  # fmt: skip

#: Letters before a dollar sign.
DOLLAR_PREFIXES = {
    "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "nz": "NZD", "r": "BRL", "s": "SGD",
    "us": "USD",
}  # fmt: skip

#: Codes and letters directly before the digits ("EUR 5m", "Rs 200").
CURRENCY_CODES = frozenset(
    """
    AUD BRL CAD CHF CNY EUR GBP HKD ILS INR JPY KRW MXN NOK NZD PLN RUB SEK TRY UAH USD ZAR
    """.split()  # noqa: SIM905
)

#: Currency words after the number. "pounds" may be weight: see figures.
CURRENCY_WORDS = {
    "baht": "THB", "bucks": "USD", "buck": "USD", "cent": "USD¢", "cents": "USD¢", "dirhams": "AED",
    "dollar": "USD",
    "dollars": "USD", "euro": "EUR", "euros": "EUR", "franc": "CHF", "francs": "CHF", "hryvnia": "UAH",
    "hryvnias": "UAH", "kroner": "NOK", "kronor": "SEK", "lira": "TRY", "pence": "GBP¢", "peso": "MXN",
    "pesos": "MXN", "pound": "GBP", "pounds": "GBP", "rand": "ZAR", "rial": "IRR", "rials": "IRR",
    "ringgit": "MYR",
    "riyals": "SAR", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB", "rupee": "INR",
    "rupees": "INR", "rupiah": "IDR", "shekel": "ILS", "shekels": "ILS", "sterling": "GBP", "won": "KRW",
    "yen": "JPY", "yuan": "CNY", "zloty": "PLN",
}  # fmt: skip

#: Nationalities that make "dollars" another currency ("3 million Canadian dollars").
DOLLAR_NATIONS = {
    "american": "USD", "australian": "AUD", "canadian": "CAD", "hong kong": "HKD", "singapore": "SGD",
    "u.s": "USD",
    "us": "USD",
}  # fmt: skip


def convert(value: float, unit: Unit) -> float:
    """Return ``value`` of ``unit`` in the unit's base (km, km2, kg, l, s, celsius, percent, ...)."""
    return value * unit.factor + unit.offset
