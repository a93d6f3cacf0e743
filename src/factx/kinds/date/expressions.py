"""What the words of a time expression say, before any context: last month, the third quarter of 2020, a year earlier."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that depends on nothing: 2021-06, P5Y, PAST_REF."""

    timex: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A calendar unit so many units from the publication date: last year is Shift("year", -1)."""

    unit: str
    by: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0; week: None bare, -1 last, 0 this, 1 next."""

    day: int
    week: int | None = None
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekend: the coming one where the sentence looks ahead, else the last."""


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, a day of one, a quarter, half or season (06, 06-15, Q2, H1, SU) in the year the context gives."""

    part: str
    turn: int = 0  # -1 last June, 1 next June


@dataclass(frozen=True, slots=True)
class PartOf:
    """A part (06, Q2, H1, SU) of the year that another expression names."""

    part: str
    whole: "Expression"


@dataclass(frozen=True, slots=True)
class MonthsOf:
    """Some months of a year, first to last: the first nine months of 2021 is MonthsOf(1, 9, Fixed("2021"))."""

    first: int
    last: int
    whole: "Expression"


@dataclass(frozen=True, slots=True)
class Between:
    """From one expression to another, both included."""

    first: "Expression"
    last: "Expression"


@dataclass(frozen=True, slots=True)
class Then:
    """The period under discussion, shifted: a year earlier is Then("year", -1), that day Then("day", 0)."""

    unit: str
    by: int
    like: bool = True  # keep the granularity of the period, as "the same period last year" does
    alone: int = 0  # with nothing under discussion: so many units from the publication date
    year: int | None = None  # the period under discussion, in this year: the 1988 quarter
    newest: bool = False  # the latest such period that has begun, wherever it was mentioned: the latest quarter


@dataclass(frozen=True, slots=True)
class ThenDay:
    """The weekday (Monday 0) before or after the day under discussion: the previous Friday is ThenDay(4, -1)."""

    day: int
    by: int


@dataclass(frozen=True, slots=True)
class ThenPart:
    """The month or season (07, SU) before or after the period under discussion: the following July is ThenPart("07", 1)."""

    part: str
    by: int


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th day, week, weekend or weekday ("0" to "6", Monday "0") of a period; -1 is the last."""

    unit: str
    n: int
    whole: "Expression"


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day by its number alone, the 15th, or with its weekday (Monday 0), Friday the 13th."""

    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """So much time: a point ahead where the sentence looks ahead (will open in three weeks), else a duration."""

    unit: str
    count: int
    length: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by name in a year (None: the one the context gives); turn -1 last, 1 next."""

    name: str
    year: int | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class EndedOn:
    """So many months up to and with a day or month: the year ended March 31 is EndedOn(12, Yearless("03-31"))."""

    months: int
    end: "Expression"


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The ISO week around a day."""

    day: "Expression"


@dataclass(frozen=True, slots=True)
class FractionOf:
    """The n-th half (of 2), third or quarter of a month, year, decade or century: the first half of May."""

    n: int
    of: int
    whole: "Expression"


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The first so many days, weeks, months, quarters or years of a period; with a negative count the last."""

    count: int
    unit: str
    whole: "Expression"


@dataclass(frozen=True, slots=True)
class UpTo:
    """So many days, weeks or years up to and with a day or period: the 13 weeks to April 30."""

    count: int
    unit: str
    end: "Expression"


@dataclass(frozen=True, slots=True)
class Away:
    """So many days, weeks or years from a day, back for a negative count: two weeks from Monday.

    Of years the period keeps its granularity; a weekday ("0" to "6", Monday "0") or weekend is the n-th from the day.
    """

    day: "Expression"
    unit: str
    by: int


@dataclass(frozen=True, slots=True)
class YearsOn:
    """The period under discussion so many years on, at its granularity; a length where none was spoken of."""

    by: int


Expression = (
    FractionOf
    | FirstOf
    | UpTo
    | Away
    | YearsOn
    | WeekOf
    | Holiday
    | EndedOn
    | Fixed
    | Shift
    | Weekday
    | Weekend
    | Yearless
    | PartOf
    | MonthsOf
    | Between
    | Then
    | ThenDay
    | ThenPart
    | Nth
    | DayOfMonth
    | Lapse
)
